import { percentEncoded } from '../text/percent-encoded.ts';
import { type ExactText, toPlainText } from './exact-number.ts';
import type { RequestLocation } from './expressions.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import type { Operation } from './spec.ts';

/** What a request says, by location and name; names of headers are lower case. */
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

/** What a request says at a location. Cookies are not sent. */
export function valueIn(values: RequestValues, { in: place, name, path }: RequestLocation): Json | undefined {
  if (place === 'cookie') return undefined;
  if (place !== 'body') return member(values[place], name);
  let value = values.body;
  for (const key of path) value = member(value, key);
  return value;
}

/** The values with another one at a location; undefined takes it away. */
export function withValue(
  values: RequestValues,
  { in: place, name, path }: RequestLocation,
  value: Json | undefined,
): RequestValues {
  if (place === 'cookie') return values;
  // Removing what is absent must not create the objects that it would stand in.
  if (value === undefined && valueIn(values, { in: place, name, path }) === undefined) return values;
  if (place === 'body') return { ...values, body: withMember(values.body ?? {}, path, value) };
  return { ...values, [place]: withMember(values[place], [name], value) };
}

/** Writes the values down as the operation's parameters and body are sent. */
export function toRequestParts(
  operation: Operation,
  values: RequestValues,
  exact: ExactText = toPlainText,
): RequestParts {
  const { fields, body, bases } = operation;
  const fieldOf = (place: 'path' | 'query' | 'header', name: string) =>
    fields.find((field) => field.in === place && field.name === name);
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = values.path[name];
    return value === undefined
      ? whole
      : percentEncoded(toTexts(value, fieldOf('path', name) ?? ONE_TEXT, exact).join(','));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values.query)) {
    for (const text of toTexts(value, fieldOf('query', name) ?? EACH, exact)) query.append(name, text);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(values.header)) {
    const field = fieldOf('header', name);
    headers[field?.label ?? name] = toTexts(value, field ?? ONE_TEXT, exact).join(',');
  }
  const media = body?.content.values().next().value;
  if (media && values.body !== undefined) headers['Content-Type'] = media.type;
  return {
    method: operation.method,
    target: (bases[0] ?? '') + path + (query.size > 0 ? `?${query}` : ''),
    headers,
    body: values.body === undefined ? undefined : toExactBody(values.body, exact),
  };
}

/** Whether a value can stand in a path: nothing and dots make another path. */
export function isPathPart(value: Json): boolean {
  return !['', '.', '..'].includes(toTexts(value, ONE_TEXT).join(','));
}

/** Whether all values of the path can stand in it. */
export function isOwnPath({ path }: RequestValues): boolean {
  return Object.values(path).every(isPathPart);
}

interface ListStyle {
  readonly explode: boolean;
  readonly separator: string;
}

const ONE_TEXT: ListStyle = { explode: false, separator: ',' };
const EACH: ListStyle = { explode: true, separator: ',' };

/** A parameter's value as it is sent: one text, or one for each item of a list. */
export function toTexts(
  value: Json,
  { explode, separator }: ListStyle,
  exact: ExactText = toPlainText,
): string[] {
  const toText = (one: Json) =>
    typeof one === 'number'
      ? (exact(one) ?? toPlainText(one))
      : isObject(one) || Array.isArray(one)
        ? JSON.stringify(one)
        : String(one);
  if (!Array.isArray(value)) return [toText(value)];
  return explode ? value.map(toText) : [value.map(toText).join(separator)];
}

/** A text of JSON, which is skipped, or a long integer. */
const LONG_INTEGERS = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/** A body with the integers that JavaScript rounds as the document writes them. */
function toExactBody(body: Json, exact: ExactText): string {
  return JSON.stringify(body).replaceAll(LONG_INTEGERS, (token) =>
    token.startsWith('"') ? token : (exact(Number(token)) ?? token),
  );
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
