import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Authenticator, AuthOptions, AuthOutcome, AuthRequest } from './types.ts';

/**
 * Signature V3 of Alibaba Cloud's API gateways, ACS3-HMAC-SHA256, as the server verifies it and a client
 * makes it: canonical request → string to sign → signature → Authorization header.
 * Source: "V3 request structure and signature", help.aliyun.com, document 2593177.
 */
const ALGORITHM = 'ACS3-HMAC-SHA256';
/** A request's x-acs-date may be this far from the server's clock. */
const WINDOW = 15 * 60_000;
/** Nonces are kept for the window's two sides; more than this many are forgotten from the oldest on. */
const MOST_NONCES = 100_000;
/** Headers that every signed request has, with the names that the vendor gives them in its messages. */
const REQUIRED = [
  ['x-acs-date', 'Date'],
  ['x-acs-signature-nonce', 'SignatureNonce'],
  ['x-acs-content-sha256', 'ContentSha256'],
] as const;

export interface Acs3Parts {
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

/** Decoded and encoded again: clients leave different characters raw on the wire. */
export function canonicalPath(path: string): string {
  return path
    .split('/')
    .map((segment) => encode(decode(segment)))
    .join('/');
}

/** Sorted by name, each name and value encoded again. A plus sign is itself: the clients write a blank as %20. */
export function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [decode(name), decode(value)] as const;
    })
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

export function canonicalRequest({ method, path, query, headers, body }: Acs3Parts): string {
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('');
  return [method, canonicalPath(path), canonicalQuery(query), lines, names.join(';'), sha256(body)].join(
    '\n',
  );
}

export function stringToSign(request: string): string {
  return `${ALGORITHM}\n${sha256(request)}`;
}

export function signature(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}

export interface Acs3Signer {
  readonly id: string;
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly nonce: string;
}

/** The headers of a signed request: those given, the signature's own and Authorization. `host` must be among those given. */
export function signAcs3(parts: Acs3Parts, { id, secret, now, nonce }: Acs3Signer): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts.headers)) headers[name.toLowerCase()] = value;
  headers['x-acs-date'] = `${new Date(now).toISOString().slice(0, 19)}Z`;
  headers['x-acs-signature-nonce'] = nonce;
  headers['x-acs-content-sha256'] = sha256(parts.body);
  const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => isSigned(name)));
  const text = stringToSign(canonicalRequest({ ...parts, headers: signed }));
  const names = Object.keys(signed).sort().join(';');
  return {
    ...headers,
    authorization: `${ALGORITHM} Credential=${id},SignedHeaders=${names},Signature=${signature(secret, text)}`,
  };
}

/** Verifies signed requests. Knows access keys as `id:secret`. */
export function createAcs3(known: readonly string[], { now }: AuthOptions): Authenticator {
  const secrets = new Map(
    known.map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]),
  );
  const nonces = createNonces(now);
  return (request) => {
    const header = request.header('authorization')?.trim();
    if (!header) return refuse('no-credential');
    if (!header.startsWith(`${ALGORITHM} `)) return refuse('unsupported-algorithm');
    const fields = fieldsOf(header.slice(ALGORITHM.length + 1));
    const missing = REQUIRED.find(([name]) => !request.header(name)?.trim());
    if (missing) return refuse('missing-header', { parameter: missing[1] });
    const time = toTime(request.header('x-acs-date') ?? '');
    if (time === undefined) return refuse('malformed-date');
    if (Math.abs(now() - time) > WINDOW) return refuse('stale-date');
    const { Credential: id = '', SignedHeaders: signed = '', Signature: given = '' } = fields;
    if (id === '') return refuse('no-credential');
    const secret = secrets.get(id);
    if (secret === undefined) return refuse('unknown-key', { key: id });
    const wrong = verify(request, signed.toLowerCase().split(';'), given, secret);
    if (wrong) return wrong;
    const nonce = request.header('x-acs-signature-nonce') as string;
    return nonces.use(`${id} ${nonce}`) ? { ok: true, principal: id } : refuse('nonce-reused');
  };
}

function verify(
  request: AuthRequest,
  names: readonly string[],
  given: string,
  secret: string,
): AuthOutcome | undefined {
  const headers = Object.fromEntries(names.map((name) => [name, request.header(name) ?? '']));
  const unsigned = [...request.headerNames()].find(
    (name) => isSigned(name) && !names.includes(name) && name !== 'content-type',
  );
  const candidates = request.paths.map((path) =>
    canonicalRequest({ method: request.method, path, query: request.query, headers, body: request.body }),
  );
  const right = candidates.some((candidate) => isEqual(signature(secret, stringToSign(candidate)), given));
  if (right && unsigned === undefined) return undefined;
  // The vendor's own path comes first among the paths: it is the one that a vendor's client signs.
  const [canonical = ''] = candidates;
  const reason = right
    ? `${unsigned} was sent but not signed`
    : 'the signature is not the one of this request';
  return refuse('wrong-signature', {
    stringToSign: stringToSign(canonical),
    canonicalRequest: canonical,
    reason,
  });
}

function isSigned(name: string): boolean {
  return name === 'host' || name === 'content-type' || name.startsWith('x-acs-');
}

function fieldsOf(text: string): Record<string, string> {
  const pairs = text.split(',').map((part) => part.trim());
  return Object.fromEntries(
    pairs
      .filter((part) => part.includes('='))
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
}

function toTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** Remembers which nonces were used, no longer than a request that carries them could still pass. */
function createNonces(now: () => number) {
  const used = new Map<string, number>();
  return {
    use(nonce: string): boolean {
      const time = now();
      for (const [old, since] of used) {
        if (since > time - 2 * WINDOW && used.size <= MOST_NONCES) break;
        used.delete(old);
      }
      if (used.has(nonce)) return false;
      used.set(nonce, time);
      return true;
    },
  };
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function refuse(
  cause: Exclude<AuthOutcome, { ok: true }>['cause'],
  details: Record<string, string> = {},
): AuthOutcome {
  return { ok: false, cause, details };
}
