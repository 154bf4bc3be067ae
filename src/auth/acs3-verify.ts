import { timingSafeEqual } from 'node:crypto';
import type { Cause } from '../spec/causes.ts';
import { ALGORITHM, canonicalRequest, mustBeSigned, sha256, signature, stringToSign } from './acs3.ts';
import { readMarks } from './marks.ts';
import { createNonces } from './nonces.ts';
import { withMarks } from './refuse.ts';
import type { Authenticator, AuthOptions, AuthOutcome, AuthRequest } from './types.ts';

/** How far a request's x-acs-date may be from the server's clock. */
const WINDOW = 15 * 60_000;
const MOST_NONCES = 100_000;
/**
 * The headers that every signed request needs, with the names that the vendor's messages give them.
 * x-acs-action is not among them: path and method name the operation too, so the spec says whether it is required.
 */
const REQUIRED = [
  ['x-acs-date', 'Date'],
  ['x-acs-signature-nonce', 'SignatureNonce'],
  ['x-acs-version', 'Version'],
  ['x-acs-content-sha256', 'ContentSha256'],
] as const;

/** Verifies signed requests as the vendor's gateway does. Known access keys are given as `id:secret`. */
export function createAcs3(known: readonly string[], { now }: Pick<AuthOptions, 'now'>): Authenticator {
  const secrets = new Map(known.flatMap(toPair));
  // A date may be in the future too, so a request stays valid for up to twice the window.
  const nonces = createNonces({ now, keep: 2 * WINDOW, most: MOST_NONCES });
  const isKnown = (id: string) => secrets.has(id);

  return (request) => {
    const header = request.header('authorization')?.trim();
    if (!header) return refuse('no-credential', { reason: 'is missing' });
    const [, algorithm = '', rest = ''] = /^(\S+)(.*)$/s.exec(header) ?? [];
    if (algorithm !== ALGORITHM) return refuse('unsupported-algorithm', { reason: `must be ${ALGORITHM}` });
    const fields = fieldsOf(rest);
    const [id, signed, given] = ['Credential', 'SignedHeaders', 'Signature'].map((name) => fields.get(name));
    if (!id || !signed || !given)
      return refuse('malformed-credential', { reason: 'must have Credential, SignedHeaders and Signature' });
    const { plain, ...marks } = readMarks(id, isKnown);
    return withMarks(verify(request, { id, plain, signed, given }), marks);
  };

  function verify(request: AuthRequest, { id, plain, signed, given }: SignedParts): AuthOutcome {
    const missing = REQUIRED.find(([name]) => !request.header(name)?.trim());
    if (missing)
      return refuse('missing-header', { parameter: missing[1], reason: `${missing[0]} is missing` });
    const time = toTime(request.header('x-acs-date') ?? '');
    if (time === undefined) return refuse('malformed-date', { reason: 'must be yyyy-MM-ddTHH:mm:ssZ' });
    if (Math.abs(now() - time) > WINDOW)
      return refuse('stale-date', { reason: 'is more than 15 minutes off' });
    const secret = secrets.get(plain);
    if (secret === undefined) return refuse('unknown-key', { key: id, reason: `${id} is not known` });
    const wrong = mismatch(request, signed, given, secret);
    if (wrong) return wrong;
    const nonce = request.header('x-acs-signature-nonce') ?? '';
    // Hashed, as a nonce may be as long as any header.
    if (nonces.use(sha256(`${id}\n${nonce}`))) return { ok: true, principal: plain };
    return refuse('nonce-reused', { reason: 'the nonce was used before' });
  }
}

interface SignedParts {
  /** The id as sent, and without marks. */
  readonly id: string;
  readonly plain: string;
  /** The names of the headers that are signed. */
  readonly signed: string;
  readonly given: string;
}

function mismatch(
  request: AuthRequest,
  signed: string,
  given: string,
  secret: string,
): AuthOutcome | undefined {
  const headers = signedHeaders(request, signed);
  const { method, query, body } = request;
  const computed = (path: string) => canonicalRequest({ method, path, query, headers, body });
  // When the header has the hash of another body, no signature can be right.
  const candidates = request.header('x-acs-content-sha256')?.trim() === sha256(body) ? request.paths : [];
  for (const path of candidates) {
    if (isEqual(signature(secret, stringToSign(computed(path))), given)) return undefined;
  }
  return refuse('wrong-signature', {
    ...toSign(request, signed),
    reason: 'the signature is not the one of this request',
  });
}

/** What refusals explain of a request, for one that is asked for: there is nothing wrong with the request then. */
export function acs3Details(request: AuthRequest): Record<string, string> {
  const [, signed = ''] = /SignedHeaders=([^,]*)/.exec(request.header('authorization') ?? '') ?? [];
  return { ...toSign(request, signed), parameter: REQUIRED[0][1] };
}

/** Without the prefix that the mock is mounted under, as the vendor's own gateway has none. */
function toSign(request: AuthRequest, signed: string): { stringToSign: string; canonicalRequest: string } {
  const { method, query, body, paths } = request;
  const path = paths.reduce((a, b) => (b.length < a.length ? b : a), paths[0] ?? '');
  const canonical = canonicalRequest({ method, path, query, headers: signedHeaders(request, signed), body });
  return { stringToSign: stringToSign(canonical), canonicalRequest: canonical };
}

/**
 * The headers that the client lists, and those that it sent and did not list although they must be signed: with
 * these no signature fits, and the report shows what is missing. Listed names that were not sent are not looked
 * up, as they may be any text.
 */
function signedHeaders(request: AuthRequest, list: string): Record<string, string> {
  const sent = new Set(request.headerNames());
  const names = new Set(list.toLowerCase().split(';'));
  for (const name of sent) if (mustBeSigned(name) && !isAddedLater(request, name)) names.add(name);
  return Object.fromEntries(
    [...names].map((name) => [name, sent.has(name) ? (request.header(name) ?? '') : '']),
  );
}

/**
 * aiohttp adds `Content-Type: application/octet-stream` to a request without a body after the vendor's Python SDK
 * has signed it (seen with alibabacloud_aicontent20240611 7.10.0). That the gateway accepts it is assumed: with it
 * every asynchronous call of the SDK would fail otherwise.
 */
function isAddedLater({ body }: AuthRequest, name: string): boolean {
  return name === 'content-type' && body.length === 0;
}

function fieldsOf(text: string): Map<string, string> {
  return new Map(
    text.split(',').map((part) => {
      const [name = '', ...value] = part.trim().split('=');
      return [name, value.join('=')];
    }),
  );
}

/** Rejects days such as February 30, which Date.parse takes for a day in March. */
function toTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== text.slice(0, 19)) return undefined;
  return time;
}

/** Only known credentials that are a pair: the others belong to other schemes. */
function toPair(text: string): [string, string][] {
  const at = text.indexOf(':');
  return at > 0 && at < text.length - 1 ? [[text.slice(0, at), text.slice(at + 1)]] : [];
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refuse(cause: Cause, details: Record<string, string>): AuthOutcome {
  return { ok: false, cause, details };
}
