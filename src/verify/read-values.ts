import type { StoredRequest } from '../record/fixture.ts';
import { splitUrl } from '../record/match-key.ts';
import { toHeader } from '../record/stored-exchange.ts';
import { createCoerce } from '../spec/coerce.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Operation, Parameter, Spec } from '../spec/spec.ts';

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
    for (const parameter of operation.parameters.filter((one) => one.in === place)) {
      const name = place === 'header' ? parameter.name.toLowerCase() : parameter.name;
      const texts = given[place].filter(([one]) => one === name).map(([, value]) => value);
      const value = texts.length === 0 ? undefined : toValue(spec, parameter, texts);
      if (value !== undefined) set(values, name, value);
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

/** An empty value of anything but a text counts as absent: that is how forms leave a number out. */
function toValue(spec: Spec, { schema, explode, style }: Parameter, texts: readonly string[]) {
  const types = spec.schemas.types(schema);
  if (!types.includes('array')) {
    const value = createCoerce(schema, spec.schemas)(texts[0] as string);
    return value === '' && !types.includes('string') ? undefined : value;
  }
  const separator = { spaceDelimited: ' ', pipeDelimited: '|' }[style] ?? ',';
  const parts = explode ? texts : texts.flatMap((text) => text.split(separator));
  return parts.map(createCoerce(spec.schemas.resolve(schema.items), spec.schemas));
}

/** What the document does not know may tell two requests apart all the same. */
function undeclared({ parameters }: Operation, query: readonly (readonly [string, string])[]): JsonObject {
  const known = new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name));
  const values: JsonObject = {};
  for (const [name, value] of query) if (!known.has(name)) set(values, name, value);
  return values;
}

/** `__proto__` is a name like any other. */
function set(values: JsonObject, name: string, value: Json): void {
  Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
}
