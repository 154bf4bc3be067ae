import { type ExactText, toPlainText } from './exact-number.ts';
import type { RequestLocation } from './expressions.ts';
import type { Field } from './field.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { sentMediaOf } from './request-format.ts';
import { FORM, type Serialisation } from './serialisation.ts';
import type { Operation } from './spec.ts';
import { cookiePairs, formPairs, headerPairs, pathPairs, type RequestTexts } from './text-pairs.ts';
import { toCookiePairs, toFormPairs, toHeaderText, toPathText } from './write-field.ts';
import { type WrittenBody, writeRequestBody } from './write-request-body.ts';

/** What a request says, by location and name; names of headers are lower case. */
export interface RequestValues {
  readonly path: Readonly<Record<string, Json>>;
  readonly query: Readonly<Record<string, Json>>;
  readonly header: Readonly<Record<string, Json>>;
  readonly cookie: Readonly<Record<string, Json>>;
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

/** What a request says at a location. */
export function valueIn(values: RequestValues, { in: place, name, path }: RequestLocation): Json | undefined {
  let value = place === 'body' ? values.body : member(values[place], name);
  for (const key of path) value = member(value, key);
  return value;
}

/** The values with another one at a location; undefined takes it away. */
export function withValue(
  values: RequestValues,
  { in: place, name, path }: RequestLocation,
  value: Json | undefined,
): RequestValues {
  // Removing what is absent must not create the objects that it would stand in.
  if (value === undefined && valueIn(values, { in: place, name, path }) === undefined) return values;
  if (place === 'body') return { ...values, body: withMember(values.body ?? {}, path, value) };
  const changed = withMember(values[place], [name, ...path], value);
  // An object without members is not there.
  const isEmpty = path.length > 0 && Object.keys(Object(member(changed, name))).length === 0;
  return { ...values, [place]: isEmpty ? withMember(changed, [name], undefined) : changed };
}

/** Writes the values down as the operation's parameters and body are sent. */
export function toRequestParts(
  operation: Operation,
  values: RequestValues,
  exact: ExactText = toPlainText,
): RequestParts {
  const { bases } = operation;
  const written = writeParameters(operation, values, exact);
  const path = operation.path.replaceAll(
    /\{([^}]+)\}/g,
    (whole, name: string) => written.path[name] ?? whole,
  );
  const headers: Record<string, string> = { ...written.headers };
  if (written.cookie !== '') headers.Cookie = written.cookie;
  const sent = writtenBody(operation, values.body, exact);
  if (sent) headers['Content-Type'] = sent.type;
  return {
    method: operation.method,
    target: (bases[0] ?? '') + path + (written.query === '' ? '' : `?${written.query}`),
    headers,
    body: sent?.text,
  };
}

/** The body in the media type in which the operation's bodies are sent; undefined when there is none. */
export function writtenBody(
  operation: Operation,
  value: Json | undefined,
  exact: ExactText,
): WrittenBody | undefined {
  const media = sentMediaOf(operation);
  if (!media || value === undefined) return undefined;
  const isFile = (name: string) => {
    const schema = operation.fields.find(
      ({ in: place, path }) => place === 'body' && path.join('/') === name,
    )?.schema;
    return isBytes(schema) || isBytes(schema?.items);
  };
  return writeRequestBody({ value, media, isFile }, exact);
}

/** Bytes as they are: text with an encoding is text. */
function isBytes(schema: unknown): boolean {
  return (
    member(schema, 'format') === 'binary' ||
    (member(schema, 'contentMediaType') !== undefined && member(schema, 'contentEncoding') === undefined)
  );
}

/** The values' texts, as a server gets them. */
export function toRequestTexts(
  operation: Operation,
  values: Omit<RequestValues, 'body'>,
  exact: ExactText,
): RequestTexts {
  const { path, query, headers, cookie } = writeParameters(operation, values, exact);
  const lower = new Map(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text.trim()]));
  return {
    path: pathPairs(path),
    query: formPairs(query),
    // Blanks around a header's value are lost on the way.
    header: headerPairs((name) => lower.get(name)),
    cookie: cookiePairs(cookie),
  };
}

interface WrittenParameters {
  /** By name, percent-encoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookie: string;
}

function writeParameters(
  { fields }: Operation,
  { path, query, header, cookie }: Omit<RequestValues, 'body'>,
  exact: ExactText,
): WrittenParameters {
  const fieldOf = (place: 'path' | 'query' | 'header' | 'cookie', name: string, usual: Serialisation) =>
    fields.find((field) => field.in === place && field.name === name) ?? {
      name,
      label: name,
      serialisation: usual,
    };
  const texts = Object.entries(path).map(
    ([name, value]) => [name, toPathText(value, fieldOf('path', name, PLAIN), exact)] as const,
  );
  const headers = Object.entries(header).map(([name, value]) => {
    const field = fieldOf('header', name, PLAIN);
    return [field.label, toHeaderText(value, field, exact)] as const;
  });
  return {
    path: Object.fromEntries(texts),
    query: Object.entries(query)
      .flatMap(([name, value]) => toFormPairs(value, fieldOf('query', name, FORM), exact))
      .join('&'),
    headers: Object.fromEntries(headers),
    cookie: Object.entries(cookie)
      .flatMap(([name, value]) => toCookiePairs(value, fieldOf('cookie', name, FORM), exact))
      .join('; '),
  };
}

const PLAIN: Serialisation = { ...FORM, style: 'simple', explode: false };

/** Whether a value can stand in a path as its parameter is written there: nothing and dots make another path. */
export function isPathPart(value: Json, field: Pick<Field, 'name' | 'serialisation'>): boolean {
  return !['', '.', '..'].includes(toPathText(value, field, toPlainText));
}

/** Whether all values of the path can stand in it. */
export function isOwnPath({ fields }: Pick<Operation, 'fields'>, { path }: RequestValues): boolean {
  return fields.every((field) => {
    const value = field.in === 'path' && field.path.length === 0 ? member(path, field.name) : undefined;
    return value === undefined || isPathPart(value, field);
  });
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
