import { compilePattern } from '../spec/pattern.ts';
import type { CredentialRules } from '../spec/security.ts';
import { createJwt, isJwtShaped } from './jwt.ts';
import { type Marks, readMarks, splitMagic } from './marks.ts';
import { refuse, withMarks } from './refuse.ts';
import type { Authenticator, AuthOptions, AuthOutcome } from './types.ts';

/** Bearer tokens in the Authorization header: plain keys and, where the spec says so, JWTs and bare values. */
export function createBearer(
  rules: CredentialRules,
  known: readonly string[],
  { strict, now }: Pick<AuthOptions, 'strict' | 'now'>,
): Authenticator {
  const plain = compilePattern(rules.pattern ?? '^\\S+$');
  const wellFormed = rules.wellFormed === undefined ? undefined : compilePattern(rules.wellFormed);
  const keys = new Set(known);
  const verify = rules.jwt && createJwt(rules.jwt, known, now);
  const unmark = rules.jwt?.id === undefined ? createUnmark(keys) : createUnmarkPair(known);

  return (request) => {
    const value = request.header('authorization')?.trim();
    if (!value || value === 'Bearer') return refuse('no-credential', 'is missing');
    const hasPrefix = value.startsWith('Bearer ');
    if (!hasPrefix && !rules.bare) return refuse('malformed-credential', 'must be: Bearer, a blank, the key');
    const token = hasPrefix ? value.slice('Bearer '.length) : value;
    if (keys.has(token)) return { ok: true, principal: token };
    const { plain: unmarked, ...marks } = unmark(token);
    const outcome = judge(unmarked);
    return outcome instanceof Promise
      ? outcome.then((settled) => withMarks(settled, marks))
      : withMarks(outcome, marks);
  };

  function judge(token: string): AuthOutcome | Promise<AuthOutcome> {
    if (keys.has(token)) return { ok: true, principal: token };
    const isJwt = verify !== undefined && isJwtShaped(token);
    // The default pattern also matches a JWT; a pattern of the spec tells keys and JWTs apart.
    if (plain.test(token) && !(isJwt && rules.pattern === undefined)) {
      if (wellFormed && !wellFormed.test(token))
        return refuse('wrong-credential', `is no key that the vendor issues: ${rules.wellFormed}`);
      return strict
        ? refuse('wrong-credential', 'is not a known key, and keys are strict')
        : { ok: true, principal: token };
    }
    return isJwt ? verify(token) : refuse('malformed-credential', 'is neither a key nor a token');
  }
}

type Unmark = (token: string) => Marks & { readonly plain: string };

function createUnmark(keys: ReadonlySet<string>): Unmark {
  const isKnown = (key: string) => keys.has(key);
  return (token) => readMarks(token, isKnown);
}

/** Keys that are written `id.secret`: what marks the id stands in a JWT, too. */
function createUnmarkPair(known: readonly string[]): Unmark {
  const ids = new Set(known.filter((key) => key.includes('.')).map((key) => key.slice(0, key.indexOf('.'))));
  const isKnown = (id: string) => ids.has(id);
  return (token) => {
    const whole = splitMagic(token);
    const at = whole.plain.indexOf('.');
    if (at < 0) return whole;
    const { plain, scope, magic } = readMarks(whole.plain.slice(0, at), isKnown);
    return { plain: plain + whole.plain.slice(at), scope, magic: magic ?? whole.magic };
  };
}
