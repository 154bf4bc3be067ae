import { givenValues, madeValues, plainValue } from './example-values.ts';
import { keyOf } from './expressions.ts';
import type { Field } from './field.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { essenceOf } from './media-type.ts';
import { requestError } from './request-errors.ts';
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
import type { MediaType, Operation, Spec } from './spec.ts';

/** A request that an operation accepts, made of the document's own examples. Credentials are not in it. */
export function toExampleRequest(spec: Spec, operation: Operation): RequestParts {
  return toRequestParts(operation, toExampleValues(spec, operation), spec.exact);
}

const NOTHING: RequestValues = { path: {}, query: {}, header: {}, cookie: {}, body: undefined };

const known = new WeakMap<Operation, RequestValues>();

/**
 * The document's own example of a request: what is required, and nothing that is not. Where the document gives
 * nothing, or something that it forbids itself, a plain value is made.
 */
export function toExampleValues(spec: Spec, operation: Operation): RequestValues {
  const values = known.get(operation) ?? fitting(spec, operation);
  known.set(operation, values);
  return values;
}

/** What is wrong is replaced, part by part, by what comes next for it. */
function fitting(spec: Spec, operation: Operation): RequestValues {
  const parts = partsOf(spec, operation);
  let values = parts.reduce((made, { set, next }) => set(made, next()), NOTHING);
  // What a document gives was held against its schemas when it was loaded; to compile them again takes a start long.
  if (spec.warnings.length === 0 && parts.every(({ isGiven }) => isGiven)) return values;
  for (;;) {
    const error = requestError(spec, operation, values);
    const part = error && parts.find(({ key }) => error.key === key || isBody(key, error.key));
    const value = part?.next();
    // What nothing fits, and may be left out, is left out.
    if (value === undefined)
      return part?.key === 'body' && !operation.body?.required ? { ...values, body: undefined } : values;
    values = part?.set(values, value) ?? values;
  }
}

/** Something that a request must have, and the values for it, the best first. */
interface RequestPart {
  readonly key: string;
  /** Whether the document gives the first of them itself. */
  readonly isGiven: boolean;
  readonly next: () => Json | undefined;
  readonly set: (values: RequestValues, value: Json | undefined) => RequestValues;
}

function partsOf(spec: Spec, operation: Operation): RequestPart[] {
  const fields = operation.fields.filter((field) => field.in !== 'body' && field.required);
  const media = sentMedia(operation);
  return [
    ...(media
      ? [
          {
            ...{ key: 'body', isGiven: media.examples.size > 0, set: withBody(operation) },
            next: nextOf(sendable(operation, media, bodyValues(spec, operation, media))),
          },
        ]
      : []),
    ...fields.map((field) => ({
      key: field.key,
      isGiven: [...givenValues(field)].some((value) => isPossible(field, value)),
      next: nextOf(fieldValues(spec, field)),
      set: (values: RequestValues, value: Json | undefined) => withValue(values, field, value),
    })),
  ];
}

function nextOf(values: Iterator<Json>): RequestPart['next'] {
  return () => values.next().value as Json | undefined;
}

function isBody(key: string, other: string): boolean {
  return key === 'body' && /^body(?:\/|$)/.test(other);
}

function* fieldValues(spec: Spec, field: Field): Generator<Json> {
  for (const value of givenValues(field)) if (isPossible(field, value)) yield value;
  const plain = plainValue(field);
  if (isPossible(field, plain)) yield plain;
  if (field.pointer !== '')
    for (const value of madeValues(spec, field.pointer)) if (isPossible(field, value)) yield value;
}

function isPossible(field: Field, value: Json | undefined): value is Json {
  return value !== undefined && (field.in !== 'path' || isPathPart(value, field));
}

/** A form without a field is no body: where there must be one, it comes last. */
function* sendable(operation: Operation, media: MediaType, values: Iterable<Json>): Generator<Json> {
  const isForm = /^(?:multipart\/|application\/x-www-form-urlencoded$)/.test(essenceOf(media));
  const isEmpty = (value: Json) => isForm && isObject(value) && Object.keys(value).length === 0;
  const last: Json[] = [];
  for (const value of values)
    if (operation.body?.required && isEmpty(value)) last.push(value);
    else yield value;
  yield* last;
}

function* bodyValues(spec: Spec, operation: Operation, media: MediaType): Generator<Json> {
  yield* media.examples.values();
  const schema = spec.schemas.merged(media.schema);
  const body = {
    in: 'body',
    schema,
    types: spec.schemas.types(schema),
    examples: examplesOf(schema),
  } as const;
  yield plainOf(spec, operation, { ...body, path: [] });
  if (media.pointer !== '') yield* madeValues(spec, media.pointer);
}

/** The plainest value that a schema allows: its example, constant or default; for an object, its required properties. */
function plainOf(
  spec: Spec,
  operation: Operation,
  field: Pick<Field, 'in' | 'schema' | 'types' | 'examples' | 'path'>,
): Json {
  const [given] = givenValues(field);
  return given ?? plainValue(field) ?? objectOf(spec, operation, field.schema, field.path);
}

/** What the document itself gives: an example, the constant, the default, a listed value. */
export function exampleIn(field: Field): Json | undefined {
  const all = givenValues(field);
  return all.find((value) => isPossible(field, value));
}

/** An object with its required properties only. */
function objectOf(spec: Spec, operation: Operation, schema: JsonObject, path: readonly string[]): JsonObject {
  const members = [...spec.schemas.required(schema)].map((name) => {
    const key = keyOf({ in: 'body', name: '', path: [...path, name] });
    const field = operation.fields.find((one) => one.key === key);
    return [name, field ? plainOf(spec, operation, field) : 'text'] as const;
  });
  return Object.fromEntries(members);
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

function withBody(operation: Operation): RequestPart['set'] {
  return (values, body) => withoutToken(operation, { ...values, body });
}

/** The media type that is sent; what only reads has a body where it must have one. */
function sentMedia({ body, method }: Operation): MediaType | undefined {
  const isOdd = ['GET', 'HEAD', 'DELETE'].includes(method) && body?.required === false;
  return isOdd ? undefined : sentMediaOf({ body });
}
