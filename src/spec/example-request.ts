import { isObject, type Json, type JsonObject } from './json.ts';
import { firstExample } from './schema.ts';
import type { MediaType, Operation, Parameter, Spec } from './spec.ts';

/** A request that an operation accepts, made of the document's own examples. Credentials are not in it. */
export interface ExampleRequest {
  readonly method: string;
  /** Path and query, the first server's base path included. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Builds it: required parameters, and optional ones that page or filter are left out. */
export function toExampleRequest(spec: Spec, operation: Operation): ExampleRequest {
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  let path = (operation.bases[0] ?? '') + operation.path;
  for (const parameter of operation.parameters) {
    const value = exampleOf(spec, parameter);
    if (parameter.in === 'path')
      path = path.replace(`{${parameter.name}}`, encodeURIComponent(textOf(value)));
    else if (!parameter.required) continue;
    else if (parameter.in === 'query') query.set(parameter.name, textOf(value));
    else if (parameter.in === 'header') headers[parameter.name] = textOf(value);
  }
  const media = [...(operation.body?.content.values() ?? [])][0];
  if (media) headers['Content-Type'] = media.type;
  const search = query.size > 0 ? `?${query}` : '';
  return {
    method: operation.method,
    target: path + search,
    headers,
    body: media && JSON.stringify(bodyOf(spec, media)),
  };
}

function exampleOf(spec: Spec, { schema, example }: Parameter): Json {
  return example ?? schema.const ?? schema.default ?? fallback(spec, schema);
}

function bodyOf(spec: Spec, media: MediaType): Json {
  const [example] = media.examples.values();
  return example ?? firstExample(media.schema) ?? fallback(spec, media.schema);
}

/** The plainest value of a type; of an object, its required properties. */
function fallback(spec: Spec, raw: unknown): Json {
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
  for (const name of required) body[name] = fallback(spec, properties.get(name));
  return body;
}

function textOf(value: Json): string {
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}
