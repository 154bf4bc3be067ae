import { excerpt } from '../text/excerpt.ts';
import { checkFormats } from './check-formats.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { misplacedEnum } from './misplaced-enum.ts';
import { isOfType } from './of-type.ts';
import { compilePattern } from './pattern.ts';
import type { Problems } from './problems.ts';
import { contraryBounds, wrongKeyword } from './schema-keywords.ts';
import { type SchemasInUse, schemasInUse } from './schemas-in-use.ts';
import { smallestValues } from './smallest-values.ts';
import type { Source } from './source.ts';

/** A larger value takes too long to be made for an answer. */
const MOST_SIZE = 100_000;

/**
 * Finds in the schemas that serving needs what would else be found by the first request. What cannot be meant, such as
 * keywords of a wrong kind and patterns that are none, is left out of the document, and told. So is what nothing fits:
 * bounds that leave nothing, and values that nobody could make. What no operation needs is not looked at. Returns what it
 * has looked at.
 */
export function checkSchemas(document: JsonObject, source: Source, problems: Problems): SchemasInUse {
  const used = schemasInUse(document);
  let isWhole = true;
  for (const [location, schema] of used.all)
    if (isObject(schema)) isWhole = mend(schema, location, source, problems) && isWhole;
  // Where something was left out, fewer schemas are left.
  const left = isWhole ? used : schemasInUse(document);
  for (const [location, schema] of left.all)
    if (typeof schema !== 'boolean' && !isObject(schema))
      problems.refuse(`this must be a schema, not ${excerpt(JSON.stringify(schema))}`, source.at(location));
  problems.settle();
  checkSizes(left, source, problems);
  checkFormats(left, source, problems);
  return left;
}

/** Leaves out of a schema what has no meaning. Returns whether it is still whole. */
function mend(schema: JsonObject, location: string, source: Source, { warn }: Problems): boolean {
  let isWhole = true;
  const leaveOut = (holder: JsonObject, name: string) => {
    delete holder[name];
    isWhole = false;
  };
  const place = (keyword: string) => source.at(location + toPointer([keyword]));
  for (let wrong = wrongKeyword(schema); wrong; wrong = wrongKeyword(schema)) {
    warn(`${wrong.keyword} ${wrong.problem}; it is left out`, place(wrong.keyword));
    leaveOut(schema, wrong.keyword);
  }
  if (schema.nullable !== undefined && schema.type === undefined) {
    // Ajv knows it, and refuses it without a type.
    warn('nullable is no word of OpenAPI 3.1, where null is a type; it is left out', place('nullable'));
    leaveOut(schema, 'nullable');
  }
  const misplaced = misplacedEnum(schema);
  if (misplaced) {
    warn(misplaced.problem, place('enum'));
    leaveOut(schema, 'enum');
    Object.assign(schema, misplaced.meant);
  }
  const { pattern, patternProperties } = schema;
  const why = typeof pattern === 'string' ? problemOfPattern(pattern) : undefined;
  if (why !== undefined) {
    warn(`pattern ${excerpt(String(pattern), 80)} ${why}; it is left out`, place('pattern'));
    leaveOut(schema, 'pattern');
  }
  for (const name of isObject(patternProperties) ? Object.keys(patternProperties) : []) {
    const problem = problemOfPattern(name);
    if (problem === undefined) continue;
    warn(`patternProperties ${excerpt(name, 80)} ${problem}; it is left out`, place('patternProperties'));
    leaveOut(patternProperties as JsonObject, name);
  }
  const contrary = contraryBounds(schema);
  if (contrary) warn(`${contrary.keyword} ${contrary.problem}`, place(contrary.keyword));
  for (const { at, misfit } of misfitsOf(schema)) warn(misfit, source.at(location + at));
  return isWhole;
}

export function problemOfPattern(source: string): string | undefined {
  try {
    compilePattern(source);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function checkSizes(used: ReturnType<typeof schemasInUse>, source: Source, { warn, refuse }: Problems): void {
  const sizeOf = smallestValues(used);
  for (const root of sizeOf ? used.roots : []) {
    const size = sizeOf?.(used.all.get(root)) ?? 0;
    // What says itself that nothing fits (`false`) is not an accident.
    if (size <= MOST_SIZE || used.all.get(root) === false) continue;
    if (size === Infinity)
      warn(
        'no finite value fits this schema: what it requires requires itself again, is of two types at once, or is forbidden',
        source.at(root),
      );
    else
      refuse(
        `the smallest value that fits this schema has ${size.toLocaleString('en')} characters and parts; at most ${MOST_SIZE.toLocaleString('en')} can be made`,
        source.at(root),
      );
  }
}

/** The examples of a schema that its own keywords do not allow: its type, its values, its pattern. */
function misfitsOf(schema: JsonObject): { readonly at: string; readonly misfit: string }[] {
  const { examples, example, default: preset } = schema;
  // As nearly all schemas.
  if (examples === undefined && example === undefined && preset === undefined) return [];
  const given = [
    ...(Array.isArray(examples)
      ? examples.map((value, at) => ['example', `/examples/${at}`, value] as const)
      : []),
    ['example', '/example', example] as const,
    ['default', '/default', preset] as const,
  ];
  return given.flatMap(([what, at, value]) => {
    const must = value === undefined ? undefined : misfitOf(schema, value);
    return must === undefined
      ? []
      : [{ at, misfit: `the ${what} ${excerpt(JSON.stringify(value), 80)} breaks its own schema: ${must}` }];
  });
}

function misfitOf({ type, enum: values, pattern }: JsonObject, value: Json): string | undefined {
  const types = type === undefined ? [] : [type].flat().map(String);
  if (types.length > 0 && !types.some((one) => isOfType(value, one))) return `must be ${types.join(' or ')}`;
  const isListed = (one: Json) => JSON.stringify(one) === JSON.stringify(value);
  if (Array.isArray(values) && !values.some(isListed))
    return `must be one of ${excerpt(JSON.stringify(values), 80)}`;
  return typeof value === 'string' && typeof pattern === 'string' && !compilePattern(pattern).test(value)
    ? `must match the pattern ${excerpt(pattern, 80)}`
    : undefined;
}
