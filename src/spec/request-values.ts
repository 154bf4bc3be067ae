import type { Expression } from './expressions.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { firstExample } from './schema.ts';
import type { MediaType, Operation, Parameter, Spec } from './spec.ts';

/** What a request says, by place and name; names of headers are lower case. */
export interface RequestValues {
  readonly path: Readonly<Record<string, Json>>;
  readonly query: Readonly<Record<string, Json>>;
  readonly header: Readonly<Record<string, Json>>;
  /** undefined: the operation has no body. */
  readonly body: Json | undefined;
}

/** A request without credentials. */
export interface RequestParts {
  readonly method: string;
  /** Path and query, the first server's base path included. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The document's own example of a request: what is required, and nothing that is not. */
export function toExampleValues(spec: Spec, operation: Operation): RequestValues {
  const values: Record<'path' | 'query' | 'header', JsonObject> = { path: {}, query: {}, header: {} };
  for (const parameter of operation.parameters) {
    if (parameter.in === 'cookie' || !(parameter.required || parameter.in === 'path')) continue;
    values[parameter.in][placeName(parameter)] = exampleOf(spec, parameter);
  }
  const media = mediaOf(operation);
  return { ...values, body: media && bodyOf(spec, media) };
}

/** The values with one place changed; undefined takes it away. */
export function withValue(
  values: RequestValues,
  { in: place, name, path }: Pick<Expression, 'in' | 'name' | 'path'>,
  value: Json | undefined,
): RequestValues {
  if (place === 'body') return { ...values, body: withMember(values.body ?? {}, path, value) };
  return { ...values, [place]: withMember(values[place], [name], value) };
}

/** Writes the values down as the operation's parameters and body are sent. */
export function toRequestParts(operation: Operation, values: RequestValues): RequestParts {
  const styles = new Map(operation.parameters.map((one) => [`${one.in}/${placeName(one)}`, one]));
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (whole, name: string) =>
    values.path[name] === undefined ? whole : encodeURIComponent(textOf(values.path[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values.query)) {
    for (const text of textsOf(value, styles.get(`query/${name}`))) query.append(name, text);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(values.header)) {
    const declared = styles.get(`header/${name}`)?.name ?? name;
    headers[declared] = textsOf(value, undefined).join(',');
  }
  const media = mediaOf(operation);
  if (media && values.body !== undefined) headers['Content-Type'] = media.type;
  return {
    method: operation.method,
    target: (operation.bases[0] ?? '') + path + (query.size > 0 ? `?${query}` : ''),
    headers,
    body: values.body === undefined ? undefined : JSON.stringify(values.body),
  };
}

/** The plainest value that a schema allows: its example, constant, default, or of an object what is required. */
function plainValue(spec: Spec, raw: unknown): Json {
  const schema = spec.schemas.resolve(raw);
  const given =
    firstExample(schema) ??
    schema.const ??
    schema.default ??
    (Array.isArray(schema.enum) ? schema.enum[0] : undefined);
  if (given !== undefined) return given;
  const type = spec.schemas.types(schema)[0];
  if (type === 'integer' || type === 'number') return typeof schema.minimum === 'number' ? schema.minimum : 1;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  if (type !== 'object') return 'text';
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const properties = spec.schemas.properties(schema);
  const body: JsonObject = {};
  for (const name of required) body[name] = plainValue(spec, properties.get(name));
  return body;
}

function placeName({ in: place, name }: Parameter): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function mediaOf(operation: Operation): MediaType | undefined {
  return operation.body?.content.values().next().value;
}

function exampleOf(spec: Spec, { schema, example }: Parameter): Json {
  return example ?? schema.const ?? schema.default ?? plainValue(spec, schema);
}

function bodyOf(spec: Spec, media: MediaType): Json {
  const [example] = media.examples.values();
  return example ?? firstExample(media.schema) ?? plainValue(spec, media.schema);
}

function withMember(target: Json, path: readonly string[], value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  const copy: JsonObject = isObject(target) ? { ...target } : {};
  const next = rest.length === 0 ? value : withMember(copy[key] ?? {}, rest, value);
  if (next === undefined) delete copy[key];
  else
    Object.defineProperty(copy, key, { value: next, enumerable: true, configurable: true, writable: true });
  return copy;
}

function textsOf(value: Json, parameter: Parameter | undefined): string[] {
  if (!Array.isArray(value)) return [textOf(value)];
  if (parameter?.explode !== false) return value.map(textOf);
  const separator = { spaceDelimited: ' ', pipeDelimited: '|' }[parameter.style] ?? ',';
  return [value.map(textOf).join(separator)];
}

function textOf(value: Json): string {
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}
