import { describe, expect, test } from 'vitest';
import { createBasic } from '../../src/auth/basic.ts';
import { authorized, outcomeOf } from './_auth-request.ts';

const check = (authorization: string | undefined, strict = false) =>
  createBasic(['user:pass', 'user:with:colons', 'jürgen:paß'], { known: [], strict, now: () => 0 })(
    authorized(authorization),
  );
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('a user and a password', () => {
  test.each<[string, string | undefined, string]>([
    ['none', undefined, 'no-credential'],
    ['an empty header', '', 'no-credential'],
    ['a blank header', '  ', 'no-credential'],
    ['a pair', basic('user:pass'), 'ok user'],
    ['any pair', basic('any:one'), 'ok any'],
    ['the scheme in lower case', basic('user:pass').replace('Basic', 'basic'), 'ok user'],
    ['two blanks', basic('user:pass').replace(' ', '  '), 'ok user'],
    ['a password with colons', basic('user:a:b'), 'ok user'],
    ['no password', basic('user:'), 'ok user'],
    ['no user', basic(':pass'), 'ok '],
    ['a colon alone', basic(':'), 'ok '],
    ['without padding', basic('user:pass1').replaceAll('=', ''), 'ok user'],
    ['beyond ASCII', basic('jürgen:paß'), 'ok jürgen'],
    ['no colon', basic('user'), 'malformed-credential'],
    ['the scheme alone', 'Basic', 'malformed-credential'],
    ['the pair as it is', 'Basic user:pass', 'malformed-credential'],
    ['without the scheme', basic('user:pass').slice(6), 'malformed-credential'],
    ['another scheme', 'Bearer dXNlcjpwYXNz', 'malformed-credential'],
    ['two pairs', `${basic('user:pass')} dXNlcjpwYXNz`, 'malformed-credential'],
    ['padding within', 'Basic dXNlcjpwYXNz=dXNl', 'malformed-credential'],
  ])('%s: %j', async (_, authorization, outcome) => {
    expect(await outcomeOf(check(authorization))).toBe(outcome);
  });

  test.each([
    ['a known pair', 'user:pass', 'ok user'],
    ['a known password with colons', 'user:with:colons', 'ok user'],
    ['a known pair beyond ASCII', 'jürgen:paß', 'ok jürgen'],
    ['a wrong password', 'user:word', 'wrong-credential'],
    ['a password in another case', 'user:Pass', 'wrong-credential'],
    ['an unknown user', 'other:pass', 'wrong-credential'],
    ['no password', 'user:', 'wrong-credential'],
    ['a name of Object', '__proto__:x', 'wrong-credential'],
  ])('strict: %s', async (_, pair, outcome) => {
    expect(await outcomeOf(check(basic(pair), true))).toBe(outcome);
  });

  test.each([
    ['missing', undefined, 'is missing'],
    ['malformed', 'Basic user', 'must be: Basic, a blank, base64 of user:password'],
    ['wrong', basic('a:b'), 'is not a known pair, and keys are strict'],
  ])('%s: says why', async (_, authorization, reason) => {
    const details = { parameter: 'Authorization', reason };
    expect(await check(authorization, true)).toMatchObject({ ok: false, details });
  });
});
