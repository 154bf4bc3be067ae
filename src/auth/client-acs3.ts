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
import { fakeCredential } from './fake-credential.ts';
import {
  type OutgoingRequest,
  type SchemeClient,
  type SchemeFlaw,
  type SignerOptions,
  withHeaders,
} from './scheme-client.ts';

const DAY = 86_400_000;

const FLAWS = [
  { cause: 'no-credential' },
  { cause: 'malformed-credential' },
  { cause: 'unsupported-algorithm' },
  { cause: 'missing-header' },
  { cause: 'missing-header', variant: 'without its nonce' },
  { cause: 'missing-header', variant: 'without the hash of its body' },
  { cause: 'malformed-date' },
  { cause: 'stale-date' },
  { cause: 'stale-date', variant: 'of tomorrow' },
  { cause: 'unknown-key' },
  { cause: 'wrong-signature' },
  { cause: 'wrong-signature', variant: 'signed for another query' },
  { cause: 'wrong-signature', variant: 'signed for another body' },
  { cause: 'wrong-signature', variant: 'signed for another method' },
  { cause: 'nonce-reused' },
] as const satisfies readonly SchemeFlaw[];

type Variant = Extract<(typeof FLAWS)[number], { variant: string }>['variant'];

/** Signs requests with ACS3-HMAC-SHA256; the secret is `id:secret` of an access key. */
export function acs3Client(pair: string, { now, nonce }: SignerOptions): SchemeClient {
  const at = pair.indexOf(':');
  const key = { id: pair.slice(0, at), secret: pair.slice(at + 1) };
  let last = nonce();

  /** The parts of the request that are signed: with the flaw, and right in everything else. */
  function prepare(request: OutgoingRequest, cause: Cause | undefined, variant: Variant | undefined) {
    const { host, pathname, search } = new URL(request.url);
    const { body: sent = '' } = request;
    const body = variant === 'signed for another body' ? `${sent} ` : sent;
    // A nonce counts as used only once a request with it was accepted, so the last right one is repeated.
    const fresh = cause === 'nonce-reused' ? last : nonce();
    if (cause === undefined) last = fresh;
    const headers = {
      ...lowerCase(request.headers),
      host,
      'x-acs-date': dateOf(cause, variant, now()),
      'x-acs-signature-nonce': variant === 'without its nonce' ? undefined : fresh,
      'x-acs-content-sha256': variant === 'without the hash of its body' ? undefined : sha256(body),
    };
    const method =
      variant === 'signed for another method' ? (request.method === 'GET' ? 'POST' : 'GET') : request.method;
    const query =
      variant === 'signed for another query'
        ? `${search.slice(1)}&confab=another`.replace(/^&/, '')
        : search.slice(1);
    return { method, path: pathname, query, body, headers: present(headers) };
  }

  return {
    secrets: [key.secret],
    flaws: FLAWS,
    apply(request, flaw) {
      const { cause, variant } = flaw ?? {};
      const parts = prepare(request, cause, variant as Variant | undefined);
      const signer = {
        id: cause === 'unknown-key' ? fakeCredential(key.id) : key.id,
        secret:
          cause === 'wrong-signature' && variant === undefined ? fakeCredential(key.secret) : key.secret,
      };
      const { host: _, ...headers } = parts.headers;
      const proof = {
        'no-credential': undefined,
        'malformed-credential': ALGORITHM,
        'unsupported-algorithm': `ACS0-HMAC-SHA1 Credential=${fakeCredential(key.id)},SignedHeaders=host,Signature=00`,
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

function dateOf(cause: Cause | undefined, variant: Variant | undefined, now: number): string | undefined {
  if (cause === 'missing-header' && variant === undefined) return undefined;
  if (cause === 'malformed-date') return 'yesterday';
  const shift = cause === 'stale-date' ? (variant === 'of tomorrow' ? DAY : -DAY) : 0;
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
