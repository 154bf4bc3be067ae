import type { Cause } from '../spec/causes.ts';
import {
  ALGORITHM,
  authorization,
  canonicalRequest,
  mustBeSigned,
  sha256,
  signature,
  stringToSign,
} from './acs3.ts';
import { altered } from './altered.ts';
import {
  type ClientOptions,
  type SchemeClient,
  type SchemeFlaw,
  type Unproven,
  withHeaders,
} from './unproven.ts';

const DAY = 86_400_000;

const FLAWS = [
  { cause: 'no-credential' },
  { cause: 'malformed-credential' },
  { cause: 'unsupported-algorithm' },
  { cause: 'missing-header' },
  { cause: 'missing-header', way: 'without its nonce' },
  { cause: 'missing-header', way: 'without the hash of its body' },
  { cause: 'malformed-date' },
  { cause: 'stale-date' },
  { cause: 'stale-date', way: 'of tomorrow' },
  { cause: 'unknown-key' },
  { cause: 'wrong-signature' },
  { cause: 'wrong-signature', way: 'signed for another query' },
  { cause: 'wrong-signature', way: 'signed for another body' },
  { cause: 'wrong-signature', way: 'signed for another method' },
  { cause: 'nonce-reused' },
] as const satisfies readonly SchemeFlaw[];

type Way = Extract<(typeof FLAWS)[number], { way: string }>['way'];

/** Signs requests with ACS3-HMAC-SHA256; the secret is `id:secret` of an access key. */
export function acs3Client(pair: string, { now, nonce }: ClientOptions): SchemeClient {
  const at = pair.indexOf(':');
  const key = { id: pair.slice(0, at), secret: pair.slice(at + 1) };
  let last = nonce();

  /** What is signed, and by whom: with one flaw, and right in everything else. */
  function prepare(request: Unproven, cause: Cause | undefined, way: Way | undefined) {
    const { host, pathname, search } = new URL(request.url);
    const { body: sent = '' } = request;
    const body = way === 'signed for another body' ? `${sent} ` : sent;
    // A request that is refused may not have used its nonce up.
    const fresh = cause === 'nonce-reused' ? last : nonce();
    if (cause === undefined) last = fresh;
    const headers = {
      ...lowerCase(request.headers),
      host,
      'x-acs-date': dateOf(cause, way, now()),
      'x-acs-signature-nonce': way === 'without its nonce' ? undefined : fresh,
      'x-acs-content-sha256': way === 'without the hash of its body' ? undefined : sha256(body),
    };
    const method =
      way === 'signed for another method' ? (request.method === 'GET' ? 'POST' : 'GET') : request.method;
    const query =
      way === 'signed for another query'
        ? `${search.slice(1)}&confab=another`.replace(/^&/, '')
        : search.slice(1);
    return { method, path: pathname, query, body, headers: present(headers) };
  }

  return {
    secrets: [key.secret],
    flaws: FLAWS,
    apply(request, flaw) {
      const { cause, way } = flaw ?? {};
      const parts = prepare(request, cause, way as Way | undefined);
      const signer = {
        id: cause === 'unknown-key' ? altered(key.id) : key.id,
        secret: cause === 'wrong-signature' && way === undefined ? altered(key.secret) : key.secret,
      };
      const { host: _, ...headers } = parts.headers;
      const proof = {
        'no-credential': undefined,
        'malformed-credential': ALGORITHM,
        'unsupported-algorithm': `ACS0-HMAC-SHA1 Credential=${altered(key.id)},SignedHeaders=host,Signature=00`,
      };
      const isWhole = cause === undefined || !Object.hasOwn(proof, cause);
      return withHeaders(
        { ...request, headers },
        { authorization: isWhole ? sign(parts, signer) : proof[cause as keyof typeof proof] },
      );
    },
  };
}

type Signed = Parameters<typeof canonicalRequest>[0];

function sign(parts: Signed, { id, secret }: { readonly id: string; readonly secret: string }): string {
  const headers = Object.fromEntries(Object.entries(parts.headers).filter(([name]) => mustBeSigned(name)));
  const text = stringToSign(canonicalRequest({ ...parts, headers }));
  return authorization(id, Object.keys(headers).sort(), signature(secret, text));
}

function dateOf(cause: Cause | undefined, way: Way | undefined, now: number): string | undefined {
  if (cause === 'missing-header' && way === undefined) return undefined;
  if (cause === 'malformed-date') return 'yesterday';
  const shift = cause === 'stale-date' ? (way === 'of tomorrow' ? DAY : -DAY) : 0;
  return `${new Date(now + shift).toISOString().slice(0, 19)}Z`;
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function present(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
