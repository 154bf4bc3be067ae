import { isJwtShaped, verifyJwt } from './jwt.ts';
import type { Authenticator, AuthOptions, AuthOutcome, CredentialRules } from './types.ts';

/** Bearer tokens in the Authorization header: plain keys and, where the spec says so, JWTs and bare values. */
export function createBearer(
  rules: CredentialRules,
  known: readonly string[],
  { strict, now }: AuthOptions,
): Authenticator {
  const plain = new RegExp(rules.pattern ?? '^\\S+$');
  const wellFormed = rules.wellFormed === undefined ? undefined : new RegExp(rules.wellFormed);
  const keys = new Set(known);

  return (request) => {
    const value = request.header('authorization')?.trim();
    if (!value || value === 'Bearer') return refuse('no-credential', 'is missing');
    const hasPrefix = value.startsWith('Bearer ');
    if (!hasPrefix && !rules.bare) return refuse('malformed-credential', 'must be: Bearer, a blank, the key');
    const token = hasPrefix ? value.slice('Bearer '.length) : value;
    if (keys.has(token)) return { ok: true, principal: token };
    if (plain.test(token) && !(rules.jwt && isJwtShaped(token) && rules.pattern === undefined)) {
      if (wellFormed && !wellFormed.test(token))
        return refuse('wrong-credential', `is no key that the vendor issues: ${rules.wellFormed}`);
      return strict
        ? refuse('wrong-credential', 'is not a known key, and keys are strict')
        : { ok: true, principal: token };
    }
    if (rules.jwt && isJwtShaped(token)) return verifyJwt(token, rules.jwt, known, now());
    return refuse('malformed-credential', 'is neither a key nor a token');
  };
}

function refuse(cause: Exclude<AuthOutcome, { ok: true }>['cause'], reason: string): AuthOutcome {
  return { ok: false, cause, details: { parameter: 'Authorization', reason } };
}
