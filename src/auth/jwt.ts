import type { CredentialRules } from '../spec/security.ts';
import { refuse } from './refuse.ts';
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
  const own = rules.secret === undefined ? undefined : toKey(rules.secret);
  const keys = new Map(known.flatMap(toPair));

  return async (token) => {
    const jose = await loadJose();
    const parts = decode(jose, token);
    if (parts?.header.alg !== 'HS256')
      return refuse('malformed-credential', 'is not a JWT signed with HS256');
    const id = rules.id === undefined ? '' : parts.claims[rules.id];
    if (typeof id !== 'string') return refuse('malformed-credential', `has no claim ${rules.id}`);
    const key = rules.id === undefined ? own : keys.get(id);
    if (key === undefined)
      return refuse('wrong-credential', `names the key ${id}, whose secret is not known`);
    try {
      await jose.compactVerify(token, key, { algorithms: ['HS256'] });
    } catch (error) {
      // Not the cause of an unknown key: ChatNio's server has different answers for the two (middleware/auth.go).
      if (error instanceof jose.errors.JWSSignatureVerificationFailed)
        return refuse('wrong-signature', 'is signed with another secret');
      return refuse('malformed-credential', 'is not a JWT');
    }
    const { exp } = parts.claims;
    if (typeof exp !== 'number' || !Number.isFinite(exp))
      return refuse('malformed-credential', 'has no number in the claim exp');
    if (exp * (rules.exp === 's' ? 1000 : 1) <= now())
      return refuse('expired-credential', `expired: exp is read in ${rules.exp}`);
    return { ok: true, principal: id };
  };
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
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) as Record<string, unknown> };
  } catch {
    return undefined;
  }
}

function toPair(text: string): [string, Uint8Array][] {
  const at = text.indexOf('.');
  return at > 0 && at < text.length - 1 ? [[text.slice(0, at), toKey(text.slice(at + 1))]] : [];
}

function toKey(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
