import { decodeBody } from '../http/decode-body.ts';
import { type Exchange, type Header, headerOf } from '../http/exchange.ts';
import { type Json, type JsonObject, setMember } from '../spec/json.ts';
import { type Matcher, meantMatch } from '../spec/match.ts';
import type { SentBody } from '../spec/received-body.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Operation } from '../spec/spec.ts';
import { cookiePairs, formPairs, headerPairs, pathPairs, type RequestTexts } from '../spec/text-pairs.ts';
import { servedAsExchange, servedTarget } from './served-as-exchange.ts';
import type { ServedExchange } from './served-exchange.ts';

/** A request in its parts, as they were sent: the texts by name. */
export interface ReadRequest {
  readonly operation: Operation | undefined;
  readonly status: number;
  readonly path: ReadonlyMap<string, readonly string[]>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** JSON as its value, a form as an object, anything else as text; undefined: none came. */
  readonly body: Json | undefined;
  /** The texts of its parameters, as they came. */
  readonly texts: RequestTexts;
  /** Its body as it came, without a content encoding. */
  readonly sent: SentBody & { readonly type: string | undefined };
  /** What the operation has read of it. */
  readonly values?: RequestValues | undefined;
}

/** Reads a request as it came. */
export function readRequest(served: ServedExchange, matcher: Matcher): ReadRequest {
  return read(served, servedAsExchange(served), matcher, served.values);
}

/** Reads the same request without its secrets: as the exchange that has been masked. */
export function readMasked(served: ServedExchange, masked: Exchange, matcher: Matcher): ReadRequest {
  return read(served, masked, matcher);
}

function read(
  { method, operation, response }: ServedExchange,
  exchange: Exchange,
  matcher: Matcher,
  values?: RequestValues,
): ReadRequest {
  const { path, query } = splitServed(servedTarget(exchange));
  const { headers, body } = exchange.request;
  const reached = matcher.match(method === 'HEAD' ? 'GET' : method, path);
  const header = (name: string) => headerOf(headers, name);
  const found = 'miss' in reached ? reached : meantMatch(reached, { query, header });
  return {
    operation,
    status: response.status,
    path: 'miss' in found ? new Map() : textsByName(Object.entries(found.path)),
    query: textsByName([...new URLSearchParams(query)]),
    headers: textsOfHeaders(headers),
    body: body === undefined ? undefined : toValue(body, headers),
    sent: toSent(body, headers),
    texts: {
      path: pathPairs('miss' in found ? {} : found.encoded),
      query: formPairs(query),
      header: headerPairs(header),
      cookie: cookiePairs(headerOf(headers, 'cookie')),
    },
    values,
  };
}

function toSent(body: string | Uint8Array | undefined, headers: readonly Header[]): ReadRequest['sent'] {
  const type = headerOf(headers, 'content-type');
  if (body === undefined || typeof body === 'string') return { type, text: body ?? '' };
  const { bytes } = decodeBody(body, headerOf(headers, 'content-encoding'));
  return { type, text: Buffer.from(bytes).toString(), bytes };
}

/** A body as a value: JSON, a form as an object, or its text. */
function toValue(body: string | Uint8Array, headers: readonly Header[]): Json {
  const label = headerOf(headers, 'content-encoding');
  const bytes = typeof body === 'string' || label === undefined ? body : decodeBody(body, label).bytes;
  const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString();
  const type = headerOf(headers, 'content-type') ?? '';
  if (/^\s*application\/x-www-form-urlencoded/i.test(type))
    return toObject(textsByName([...new URLSearchParams(text)]));
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** One text for a name that came once, else all of them. */
export function toObject(texts: ReadonlyMap<string, readonly string[]>): JsonObject {
  const made: JsonObject = {};
  for (const [name, all] of texts) setMember(made, name, all.length === 1 ? (all[0] as string) : [...all]);
  return made;
}

function splitServed(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: `&${target.slice(mark + 1)}` };
}

function textsByName(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const made = new Map<string, string[]>();
  for (const [name, value] of pairs) made.set(name, [...(made.get(name) ?? []), value]);
  return made;
}

/** By their names in lower case. */
export function textsOfHeaders(headers: readonly Header[]): Map<string, string[]> {
  return textsByName(headers.map(([name, value]): Header => [name.toLowerCase(), value]));
}
