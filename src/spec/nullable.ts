import { isObject, type Json, type JsonObject } from './json.ts';

/** What is data in a document, and no schema. */
const DATA = ['example', 'examples', 'default', 'enum', 'const'];
const BRANCHES = ['$ref', 'allOf', 'anyOf', 'oneOf', 'enum', 'const', 'not'];

/**
 * Says in the way of JSON Schema what `nullable` of OpenAPI 3.0 means where no `type` stands beside it, which the
 * upgrader leaves as it is: the same schema, or null. A copy; the document stays as it is.
 */
export function withoutNullable(document: JsonObject): JsonObject {
  const { nullable, ...rest } = document;
  const isWord = typeof nullable === 'boolean' && rest.type === undefined;
  const kept: JsonObject = Object.fromEntries(
    Object.entries(isWord ? rest : document).map(([key, inner]) => [
      key,
      DATA.includes(key) || key.startsWith('x-') ? inner : inValue(inner),
    ]),
  );
  const isNarrowed = BRANCHES.some((word) => Object.hasOwn(kept, word));
  return isWord && nullable && isNarrowed ? { anyOf: [kept, { type: 'null' }] } : kept;
}

function inValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(inValue);
  return isObject(value) ? withoutNullable(value) : value;
}
