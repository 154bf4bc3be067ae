import { isUtf8 } from 'node:buffer';
import { MIMEType } from 'whatwg-mimetype';
import { type Header, headerOf } from '../http/exchange.ts';
import { boundaryIn, boundaryOf, splitMultipart } from '../http/multipart.ts';
import { canonicalJson, canonicalJsonText, withoutMember } from './canonical-json.ts';
import type { StoredBody } from './fixture.ts';
import { toBytes } from './stored-body.ts';

/** The names and values of a query or a form: the order of names does not count, that of several values of one name does. */
type Named = readonly (readonly [name: string, ...values: unknown[]])[];

export type CanonicalBody =
  | readonly [kind: 'json', value: unknown]
  | readonly [kind: 'form' | 'parts', values: Named]
  | readonly [kind: 'bytes', base64: string];

/**
 * A body as requests are compared by it. What clients choose anew each time is not in it: the boundary of parts, the
 * order of names, white space and the ways to write one JSON value. `ignored` are paths of members that are left out.
 */
export function canonicalBody(
  body: StoredBody,
  headers: readonly Header[],
  ignored: readonly (readonly string[])[],
): CanonicalBody {
  const type = headerOf(headers, 'content-type');
  const names = ignored.flatMap(([name, ...rest]) => (name !== undefined && rest.length === 0 ? [name] : []));
  if (/^\s*application\/x-www-form-urlencoded/i.test(type ?? '')) {
    const pairs = [...new URLSearchParams(Buffer.from(toBytes(body)).toString('utf8'))];
    return ['form', byName(pairs, names)];
  }
  return partsOf(body, type, names) ?? jsonOf(body, ignored) ?? ['bytes', base64Of(toBytes(body))];
}

/** Pairs in the order of their names, each name once. */
export function byName(
  pairs: readonly (readonly [name: string, value: unknown])[],
  ignored: readonly string[],
): Named {
  const found = new Map<string, [string, ...unknown[]]>();
  for (const [name, value] of pairs) {
    const values = found.get(name);
    if (values) values.push(value);
    else if (!ignored.includes(name)) found.set(name, [name, value]);
  }
  return [...found.keys()].sort().map((name) => found.get(name) as [string, ...unknown[]]);
}

function partsOf(
  body: StoredBody,
  type: string | undefined,
  ignored: readonly string[],
): CanonicalBody | undefined {
  if ('json' in body) return undefined;
  const bytes = toBytes(body);
  const boundary = boundaryOf(type) ?? (type === undefined ? boundaryIn(bytes) : undefined);
  const parts = boundary === undefined ? [] : splitMultipart(bytes, boundary);
  if (parts.length === 0) return undefined;
  const named = parts.map(({ name = '', fileName, headers, start, end }) => {
    const content = bytes.subarray(start, end);
    const value = [fileName ?? null, essenceOf(headers), ...contentOf(content, headers)];
    return [name, value] as const;
  });
  return ['parts', byName(named, ignored)];
}

/** A field without a type is text (RFC 7578, 4.4). */
function essenceOf(headers: readonly Header[]): string {
  const type = headerOf(headers, 'content-type');
  return type === undefined ? 'text/plain' : (MIMEType.parse(type)?.essence ?? type);
}

function contentOf(content: Uint8Array, headers: readonly Header[]): readonly unknown[] {
  const json = /json/i.test(headerOf(headers, 'content-type') ?? '')
    ? canonicalJsonText(Buffer.from(content).toString('utf8'), [])
    : undefined;
  if (json !== undefined) return ['json', json.value];
  return isUtf8(content) ? ['text', Buffer.from(content).toString('utf8')] : ['bytes', base64Of(content)];
}

function jsonOf(body: StoredBody, ignored: readonly (readonly string[])[]): CanonicalBody | undefined {
  if ('json' in body) return ['json', canonicalJson(ignored.reduce(withoutMember, body.json))];
  if (!('text' in body)) return undefined;
  const found = canonicalJsonText(body.text, ignored);
  return found && ['json', found.value];
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
