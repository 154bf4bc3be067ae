import type { StoredRequest } from '../record/fixture.ts';
import { splitUrl } from '../record/match-key.ts';
import { toHeader } from '../record/stored-exchange.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { createReadField } from '../spec/read-field.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** What a recorded request says, by place and name, in the types of the document. */
export function readValues(
  spec: Spec,
  operation: Operation,
  { url, headers, body }: StoredRequest,
  path: Readonly<Record<string, string>>,
): RequestValues {
  const given = {
    path: Object.entries(path),
    query: splitUrl(url).query,
    header: headers.map(toHeader).map(([name, value]) => [name.toLowerCase(), value] as const),
  };
  const read = (place: 'path' | 'query' | 'header') => {
    const values: JsonObject = {};
    for (const field of operation.fields.filter((one) => one.in === place)) {
      const texts = given[place].filter(([name]) => name === field.name).map(([, text]) => text);
      const value = texts.length === 0 ? undefined : createReadField(field, spec.schemas)(texts);
      if (value !== undefined) set(values, field.name, value);
    }
    return values;
  };
  return {
    path: read('path'),
    query: { ...undeclared(operation, given.query), ...read('query') },
    header: read('header'),
    body: body && 'json' in body ? body.json : undefined,
  };
}

/** What the document does not know may tell two requests apart all the same. */
function undeclared({ fields }: Operation, query: readonly (readonly [string, string])[]): JsonObject {
  const known = new Set(fields.filter((one) => one.in === 'query').map(({ name }) => name));
  const values: JsonObject = {};
  for (const [name, value] of query) if (!known.has(name)) set(values, name, value);
  return values;
}

/** `__proto__` is a name like any other. */
function set(values: JsonObject, name: string, value: Json): void {
  Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
}
