import type { ErrorObject } from 'ajv';
import { SpecError } from '../errors.ts';
import { checkWays } from './check-ways.ts';
import type { JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { openApiErrors } from './openapi-schema.ts';
import { resolveReferences } from './resolve-references.ts';
import type { Source } from './source.ts';

/** The largest services have some thousand; each takes milliseconds to check. */
const MOST_OPERATIONS = 20_000;

/**
 * Checks that a document is valid OpenAPI 3.1 and that each reference leads to what may stand in its place.
 * Returns it with what other files have brought in. Throws a SpecError for the first mistake.
 */
export function checkDocument(
  document: JsonObject,
  source: Source,
  file: string,
): ReturnType<typeof resolveReferences> {
  const resolved = resolveReferences(document, source, file);
  const operations = Object.values(resolved.document.paths ?? {}).reduce(
    (sum, item) => sum + Object.keys(item ?? {}).length,
    0,
  );
  if (operations > MOST_OPERATIONS)
    throw new SpecError(
      `there are more than ${MOST_OPERATIONS} operations; serve them in several documents`,
      source.at('/paths'),
    );
  checkWays(resolved.document, resolved.source);
  const errors = openApiErrors(resolved.document);
  if (errors.length > 0) throw schemaError(resolved.source, errors);
  return resolved;
}

function schemaError(source: Source, errors: readonly ErrorObject[]): SpecError {
  const telling = errors.filter(({ keyword }) => !['if', 'oneOf', 'anyOf'].includes(keyword));
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  // The deepest error says most; those above it only repeat it.
  const worst = (telling.length > 0 ? telling : errors).reduce((a, b) => (depth(b) > depth(a) ? b : a));
  const named = worst.params.unevaluatedProperty ?? worst.params.additionalProperty;
  // An unknown key has a line of its own; its pointer is the object that it stands in.
  const place = source.at(worst.instancePath + (named === undefined ? '' : toPointer([String(named)])));
  const text = named === undefined ? worst.message : `the key ${JSON.stringify(named)} is not known here`;
  return new SpecError(`this is not valid OpenAPI: ${text}`, {
    ...place,
    pointer: named === undefined ? place.pointer : source.at(worst.instancePath).pointer,
  });
}
