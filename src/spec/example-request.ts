import { keyOf } from './expressions.ts';
import type { Field } from './field.ts';
import type { Json, JsonObject } from './json.ts';
import { sentMediaOf } from './request-format.ts';
import {
  isPathPart,
  type RequestParts,
  type RequestValues,
  toRequestParts,
  valueIn,
  withValue,
} from './request-values.ts';
import { examplesOf } from './schema.ts';
import type { Operation, Spec } from './spec.ts';

/** A request that an operation accepts, made of the document's own examples. Credentials are not in it. */
export function toExampleRequest(spec: Spec, operation: Operation): RequestParts {
  return toRequestParts(operation, toExampleValues(spec, operation), spec.exact);
}

/** The document's own example of a request: what is required, and nothing that is not. */
export function toExampleValues(spec: Spec, operation: Operation): RequestValues {
  const values: RequestValues = {
    path: {},
    query: {},
    header: {},
    cookie: {},
    body: bodyOf(spec, operation),
  };
  return operation.fields
    .filter((field) => field.in !== 'body' && field.required)
    .reduce(
      (made, field) => withValue(made, field, exampleOf(spec, operation, field)),
      withoutToken(operation, values),
    );
}

/** The values without a token that stands in an example: it names a page that a target never gave. */
export function withoutToken({ fields }: Operation, values: RequestValues): RequestValues {
  return fields
    .filter(
      ({ in: place, paging, required }) =>
        place === 'body' && (paging === 'token' || paging === 'previousToken') && !required,
    )
    .filter((field) => valueIn(values, field) !== null && valueIn(values, field) !== '')
    .reduce((made, field) => withValue(made, field, undefined), values);
}

function bodyOf(spec: Spec, operation: Operation): Json | undefined {
  const media = sentMediaOf(operation);
  if (!media) return undefined;
  const [example] = media.examples.values();
  const schema = spec.schemas.merged(media.schema);
  return (
    example ??
    exampleOf(spec, operation, {
      in: 'body',
      schema,
      types: spec.schemas.types(schema),
      examples: examplesOf(schema),
      path: [],
    })
  );
}

/** The plainest value that a schema allows: its example, constant or default; for an object, its required properties. */
function exampleOf(
  spec: Spec,
  operation: Operation,
  { in: place, schema, types, examples, path }: Pick<Field, 'in' | 'schema' | 'types' | 'examples' | 'path'>,
): Json {
  const given = exampleIn({ in: place, schema, examples });
  if (given !== undefined) return given;
  const [type] = types;
  if (type === 'integer' || type === 'number') return typeof schema.minimum === 'number' ? schema.minimum : 1;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  return type === 'object' ? objectOf(spec, operation, schema, path) : 'text';
}

/** What the document itself gives: an example, the constant, the default, a listed value. */
export function exampleIn({
  in: place,
  schema,
  examples,
}: Pick<Field, 'in' | 'schema' | 'examples'>): Json | undefined {
  const [listed] = Array.isArray(schema.enum) ? schema.enum : [];
  const all = [...examples, schema.const, schema.default, listed].filter((one) => one !== undefined);
  return place === 'path' ? all.find(isPathPart) : all[0];
}

/** An object with its required properties only. */
function objectOf(spec: Spec, operation: Operation, schema: JsonObject, path: readonly string[]): JsonObject {
  const members = [...spec.schemas.required(schema)].map((name) => {
    const key = keyOf({ in: 'body', name: '', path: [...path, name] });
    const field = operation.fields.find((one) => one.key === key);
    return [name, field ? exampleOf(spec, operation, field) : 'text'] as const;
  });
  return Object.fromEntries(members);
}
