import { refuse } from './refuse.ts';
import type { Authenticator, AuthOptions } from './types.ts';

/** HTTP Basic (RFC 7617): known credentials are `user:password`. */
export function createBasic(known: readonly string[], { strict }: AuthOptions): Authenticator {
  const pairs = new Set(known);
  return (request) => {
    const value = request.header('authorization')?.trim();
    if (!value) return refuse('no-credential', 'is missing');
    const encoded = /^Basic\s+([A-Za-z0-9+/]+=*)$/i.exec(value)?.[1];
    const pair = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
    if (!pair.includes(':'))
      return refuse('malformed-credential', 'must be: Basic, a blank, base64 of user:password');
    if (strict && !pairs.has(pair))
      return refuse('wrong-credential', 'is not a known pair, and keys are strict');
    return { ok: true, principal: pair.slice(0, pair.indexOf(':')) };
  };
}
