import { describe, expect, test } from 'vitest';
import { createBearer } from '../../src/auth/bearer.ts';
import type { CredentialRules } from '../../src/spec/security.ts';
import { authorized, outcomeOf } from './_auth-request.ts';

const PATTERN: CredentialRules = { pattern: '^sk-' };
const WELL_FORMED: CredentialRules = { pattern: '^sk-', wellFormed: '^sk-[0-9a-f]{4}$' };
const BARE: CredentialRules = { bare: true };

const check = (rules: CredentialRules, authorization: string | undefined, strict = false) =>
  createBearer(rules, ['known-key'], { strict, now: () => 0 })(authorized(authorization));

describe('a bearer key', () => {
  test.each<[string, CredentialRules, string | undefined, string]>([
    ['none', {}, undefined, 'no-credential'],
    ['an empty header', {}, '', 'no-credential'],
    ['a blank header', {}, '   ', 'no-credential'],
    ['Bearer alone', {}, 'Bearer', 'no-credential'],
    ['Bearer and blanks', {}, 'Bearer   ', 'no-credential'],
    ['a key', {}, 'Bearer key', 'ok key'],
    ['a key between blanks', {}, '  Bearer key  ', 'ok key'],
    ['a key with dots', {}, 'Bearer a.b.c', 'ok a.b.c'],
    ['a key named Bearer', {}, 'Bearer Bearer', 'ok Bearer'],
    ['two words', {}, 'Bearer one two', 'malformed-credential'],
    ['two blanks before the key', {}, 'Bearer  key', 'malformed-credential'],
    ['bearer in lower case', {}, 'bearer key', 'malformed-credential'],
    ['Bearer without a blank', {}, 'Bearerkey', 'malformed-credential'],
    ['another scheme', {}, 'Basic dXNlcjpwYXNz', 'malformed-credential'],
    ['bare where that is not said', {}, 'key', 'malformed-credential'],
    ['a known key, bare where that is not said', {}, 'known-key', 'malformed-credential'],
    ['bare', BARE, 'key', 'ok key'],
    ['bare, with Bearer all the same', BARE, 'Bearer key', 'ok key'],
    ['bare: Bearer alone', BARE, 'Bearer', 'no-credential'],
    ['bare: another scheme', BARE, 'Basic dXNlcjpwYXNz', 'malformed-credential'],
    ['that fits the pattern', PATTERN, 'Bearer sk-1', 'ok sk-1'],
    ['that does not', PATTERN, 'Bearer pk-1', 'malformed-credential'],
    ['that does not, but is known', PATTERN, 'Bearer known-key', 'ok known-key'],
    ['that could have been issued', WELL_FORMED, 'Bearer sk-12ab', 'ok sk-12ab'],
    ['that could not', WELL_FORMED, 'Bearer sk-12xy', 'wrong-credential'],
    ['that could not, and does not fit the pattern', WELL_FORMED, 'Bearer 12ab', 'malformed-credential'],
  ])('%s: %o %j', async (_, rules, authorization, outcome) => {
    expect(await outcomeOf(check(rules, authorization))).toBe(outcome);
  });

  test.each<[string, CredentialRules, string, string]>([
    ['a known key', {}, 'Bearer known-key', 'ok known-key'],
    ['an unknown one', {}, 'Bearer key', 'wrong-credential'],
    ['one in another case', {}, 'Bearer Known-Key', 'wrong-credential'],
    ['the beginning of one', {}, 'Bearer known', 'wrong-credential'],
    ['a name of Object', {}, 'Bearer __proto__', 'wrong-credential'],
    ['a known key, bare', BARE, 'known-key', 'ok known-key'],
    ['one that could not have been issued', WELL_FORMED, 'Bearer sk-', 'wrong-credential'],
    ['one that is no key', PATTERN, 'Bearer key', 'malformed-credential'],
  ])('strict: %s: %o %j', async (_, rules, authorization, outcome) => {
    expect(await outcomeOf(check(rules, authorization, true))).toBe(outcome);
  });

  test.each<[string, CredentialRules, string | undefined, boolean, string]>([
    ['none', {}, undefined, false, 'is missing'],
    ['no prefix', {}, 'key', false, 'must be: Bearer, a blank, the key'],
    ['no key', PATTERN, 'Bearer key', false, 'is neither a key nor a token'],
    ['not issued', WELL_FORMED, 'Bearer sk-', false, 'is no key that the vendor issues: ^sk-[0-9a-f]{4}$'],
    ['unknown', {}, 'Bearer key', true, 'is not a known key, and keys are strict'],
  ])('%s says why', async (_, rules, authorization, strict, reason) => {
    const details = { parameter: 'Authorization', reason };
    expect(await check(rules, authorization, strict)).toMatchObject({ ok: false, details });
  });

  test('is judged without waiting', () => {
    expect(check({ jwt: { exp: 's', secret: 's' } }, 'Bearer key')).toEqual({ ok: true, principal: 'key' });
  });
});
