import { createHash, createHmac } from 'node:crypto';
import { decodeUri } from '../text/decode-uri.ts';

/**
 * Signature V3 of Alibaba Cloud's API gateways, ACS3-HMAC-SHA256, step by step:
 * canonical request → string to sign → signature → Authorization header.
 * Source: "V3 request structure and signature", help.aliyun.com, document 2593177.
 */
export const ALGORITHM = 'ACS3-HMAC-SHA256';

interface Acs3Parts {
  readonly method: string;
  readonly path: string;
  /** As on the wire. */
  readonly query: string;
  /** The headers that are signed, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** RFC 3986: everything but letters, digits and -_.~ is encoded, so *, !, ', ( and ) are too. */
export function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Decoded and encoded again: clients differ in which characters they leave unencoded. */
export function canonicalPath(path: string): string {
  return path
    .split('/')
    .map((segment) => encode(decodeUri(segment)))
    .join('/');
}

/**
 * Sorted by name, each name and value encoded again. A raw plus sign is a blank: the vendor's Python and Go
 * clients sign a blank as %20 but send it as + (`urlencode` in Tea/core.py, `url.Values.Encode` in
 * dara/core.go), and all its clients send a plus sign as %2B. The
 * page does not mention repeated names; their values are sorted too.
 */
export function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const pair = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return pair.map((text) => decodeUri(text.replaceAll('+', ' '))) as [string, string];
    })
    .sort(([a, x], [b, y]) => byCodePoint(a, b) || byCodePoint(x, y))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** One line for each header, sorted by name. Each ends with a line break, so an empty line follows in the request. */
export function canonicalHeaders(headers: Readonly<Record<string, string>>): string {
  return namesOf(headers)
    .map((name) => `${name}:${(headers[name] ?? '').trim()}\n`)
    .join('');
}

export function canonicalRequest({ method, path, query, headers, body }: Acs3Parts): string {
  return [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    canonicalHeaders(headers),
    namesOf(headers).join(';'),
    sha256(body),
  ].join('\n');
}

export function stringToSign(request: string): string {
  return `${ALGORITHM}\n${sha256(request)}`;
}

export function signature(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}

export function authorization(id: string, names: readonly string[], signed: string): string {
  return `${ALGORITHM} Credential=${id},SignedHeaders=${names.join(';')},Signature=${signed}`;
}

export function mustBeSigned(name: string): boolean {
  return name === 'host' || name === 'content-type' || name.startsWith('x-acs-');
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function namesOf(headers: Readonly<Record<string, string>>): string[] {
  return Object.keys(headers).sort();
}

/** Bytes of UTF-8 sort as code points do; the units of a JavaScript string do not, beyond U+FFFF. */
function byCodePoint(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
