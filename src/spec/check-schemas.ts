import { SpecError } from '../errors.ts';
import { excerpt } from '../text/excerpt.ts';
import { isObject, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { compilePattern } from './pattern.ts';
import { contraryBounds, type SchemaProblem, wrongKeyword } from './schema-keywords.ts';
import { type SchemasInUse, schemasInUse } from './schemas-in-use.ts';
import { smallestValues } from './smallest-values.ts';
import type { Source } from './source.ts';

/** A larger value takes too long to be made for an answer. */
const MOST_SIZE = 100_000;

/**
 * Finds in the schemas that serving needs what would else be found by the first request: keywords of a wrong kind,
 * patterns that are none, bounds that leave nothing, and values that nobody could make. Throws a SpecError for the
 * first. What no operation needs is not looked at.
 */
export function checkSchemas(document: JsonObject, source: Source): void {
  const used = schemasInUse(document);
  for (const [location, schema] of used.all) {
    if (typeof schema !== 'boolean' && !isObject(schema))
      throw new SpecError(
        `this must be a schema, not ${excerpt(JSON.stringify(schema))}`,
        source.at(location),
      );
    const found = isObject(schema)
      ? (wrongKeyword(schema) ?? wrongPattern(schema) ?? contraryBounds(schema))
      : undefined;
    if (found)
      throw new SpecError(
        `${found.keyword} ${found.problem}`,
        source.at(location + toPointer([found.keyword])),
      );
  }
  checkSizes(used, source);
  for (const [location, schema] of used.all) if (isObject(schema)) checkOwnExamples(schema, location, source);
}

function wrongPattern({ pattern, patternProperties }: JsonObject): SchemaProblem | undefined {
  const written = [
    ...(typeof pattern === 'string' ? [['pattern', pattern] as const] : []),
    ...Object.keys(isObject(patternProperties) ? patternProperties : {}).map(
      (one) => ['patternProperties', one] as const,
    ),
  ];
  for (const [keyword, text] of written) {
    const why = problemOfPattern(text);
    if (why !== undefined) return { keyword, problem: `${excerpt(text, 80)} ${why}` };
  }
  return undefined;
}

export function problemOfPattern(source: string): string | undefined {
  try {
    compilePattern(source);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function checkSizes(used: SchemasInUse, source: Source): void {
  const sizeOf = smallestValues(used);
  for (const root of sizeOf ? used.roots : []) {
    const size = sizeOf?.(root) ?? 0;
    // What says itself that nothing fits (`false`) is not an accident.
    if (size <= MOST_SIZE || used.all.get(root) === false) continue;
    throw new SpecError(
      size === Infinity
        ? 'no finite value fits this schema: what it requires requires itself again, or is forbidden'
        : `the smallest value that fits this schema has ${size.toLocaleString('en')} characters and parts; at most ${MOST_SIZE.toLocaleString('en')} can be made`,
      source.at(root),
    );
  }
}

function checkOwnExamples(schema: JsonObject, location: string, source: Source): void {
  const { pattern, examples, example, default: preset } = schema;
  if (typeof pattern !== 'string') return;
  const given = [
    ...(Array.isArray(examples) ? examples.map((value, at) => [`/examples/${at}`, value] as const) : []),
    ['/example', example] as const,
    ['/default', preset] as const,
  ];
  for (const [place, value] of given) {
    if (typeof value !== 'string' || compilePattern(pattern).test(value)) continue;
    throw new SpecError(
      `the ${place.slice(1).split('/')[0]?.replace(/s$/, '')} ${JSON.stringify(excerpt(value, 80))} breaks its own schema: must match the pattern ${excerpt(pattern, 80)}`,
      source.at(location + place),
    );
  }
}
