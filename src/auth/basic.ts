import { readMarks } from './marks.ts';
import { refuse, withMarks } from './refuse.ts';
import type { Authenticator, AuthOptions, AuthOutcome } from './types.ts';

/** HTTP Basic (RFC 7617): known credentials are `user:password`. */
export function createBasic(known: readonly string[], { strict }: AuthOptions): Authenticator {
  const pairs = new Set(known);
  const users = new Set(
    known.flatMap((pair) => (pair.includes(':') ? [pair.slice(0, pair.indexOf(':'))] : [])),
  );
  const isKnown = (user: string) => users.has(user);
  return (request) => {
    const value = request.header('authorization')?.trim();
    if (!value) return refuse('no-credential', 'is missing');
    const encoded = /^Basic\s+([A-Za-z0-9+/]+=*)$/i.exec(value)?.[1];
    const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
    if (!pair.includes(':'))
      return refuse('malformed-credential', 'must be: Basic, a blank, base64 of user:password');
    const at = pair.indexOf(':');
    const { plain, ...marks } = readMarks(pair.slice(0, at), isKnown);
    const outcome: AuthOutcome =
      strict && !pairs.has(plain + pair.slice(at))
        ? refuse('wrong-credential', 'is not a known pair, and keys are strict')
        : { ok: true, principal: plain };
    return withMarks(outcome, marks);
  };
}
