import type { CredentialRules } from '../spec/security.ts';
import { MAGIC, type Magic, type Marks, readMarks } from './marks.ts';
import { refuse, withMarks } from './refuse.ts';
import type { AuthOutcome } from './types.ts';

type Jose = typeof import('jose');

/** Whether a token has the three parts of a JWT. */
export function isJwtShaped(token: string): boolean {
  const first = token.indexOf('.');
  const second = first < 0 ? -1 : token.indexOf('.', first + 1);
  return second > 0 && !token.includes('.', second + 1);
}

/**
 * Verifies JWTs signed with HS256. The secret is in the rules, or it is the second half of the known `id.secret`
 * whose id a claim has. The library does not check the claims, as vendors count `exp` in milliseconds where RFC
 * 7519 has seconds.
 */
export function createJwt(
  rules: NonNullable<CredentialRules['jwt']>,
  known: readonly string[],
  now: () => number,
): (token: string) => Promise<AuthOutcome> {
  const secrets = new Map(known.flatMap(toPair));
  const isKnown = (id: string) => secrets.has(id);

  return async (token) => {
    const jose = await loadJose();
    const parts = decode(jose, token);
    if (parts?.header.alg !== 'HS256')
      return refuse('malformed-credential', 'is not a JWT signed with HS256');
    const id = rules.id === undefined ? '' : parts.claims[rules.id];
    if (typeof id !== 'string') return refuse('malformed-credential', `has no claim ${rules.id}`);
    const { plain, ...marks } = rules.id === undefined ? { plain: id } : readMarks(id, isKnown);
    const secret = rules.id === undefined ? rules.secret : secrets.get(plain);
    if (secret === undefined)
      return withMarks(refuse('wrong-credential', `names the key ${id}, whose secret is not known`), marks);
    return withMarks(await checkSignature(jose, token, secret, plain, parts.claims), marks);
  };

  async function checkSignature(
    jose: Jose,
    token: string,
    secret: string,
    principal: string,
    { exp }: Claims,
  ): Promise<AuthOutcome> {
    const signed = await signedWith(jose, token, secret, rules.id === undefined ? [] : MAGIC);
    // Not the cause of an unknown key: ChatNio's server has different answers for the two (middleware/auth.go).
    if (signed === 'another') return refuse('wrong-signature', 'is signed with another secret');
    if (signed === 'no-jwt') return refuse('malformed-credential', 'is not a JWT');
    if (typeof exp !== 'number' || !Number.isFinite(exp))
      return refuse('malformed-credential', 'has no number in the claim exp');
    if (exp * (rules.exp === 's' ? 1000 : 1) <= now())
      return refuse('expired-credential', `expired: exp is read in ${rules.exp}`);
    return { ok: true, principal, ...signed };
  }
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * Whether a token is signed with a secret. Clients that are given `id.secret-empty` part it at the dot and sign with the
 * second half, so the magic words behind it are tried, too.
 */
async function signedWith(
  jose: Jose,
  token: string,
  secret: string,
  words: readonly Magic[],
): Promise<Marks | 'another' | 'no-jwt'> {
  for (const magic of [undefined, ...words]) {
    try {
      const key = toKey(magic === undefined ? secret : `${secret}-${magic}`);
      await jose.compactVerify(token, key, { algorithms: ['HS256'] });
      return { magic };
    } catch (error) {
      if (!(error instanceof jose.errors.JWSSignatureVerificationFailed)) return 'no-jwt';
    }
  }
  return 'another';
}

/** Signs claims with HS256, without adding any. */
export async function signJwt(
  claims: Readonly<Record<string, unknown>>,
  secret: string,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { CompactSign } = await loadJose();
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(toKey(secret));
}

let loaded: Promise<Jose> | undefined;

/** Imported with the first JWT, as most mocks never see one, and kept, as each import() takes time again. */
function loadJose(): Promise<Jose> {
  loaded ??= import('jose');
  return loaded;
}

function decode({ decodeJwt, decodeProtectedHeader }: Jose, token: string) {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) as Claims };
  } catch {
    return undefined;
  }
}

function toPair(text: string): [string, string][] {
  const at = text.indexOf('.');
  return at > 0 && at < text.length - 1 ? [[text.slice(0, at), text.slice(at + 1)]] : [];
}

function toKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
