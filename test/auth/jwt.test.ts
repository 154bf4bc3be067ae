import { generateKeyPairSync } from 'node:crypto';
import { CompactSign } from 'jose';
import { describe, expect, test } from 'vitest';
import { createBearer } from '../../src/auth/bearer.ts';
import { isJwtShaped, signJwt } from '../../src/auth/jwt.ts';
import type { CredentialRules } from '../../src/spec/security.ts';
import { authorized, outcomeOf } from './_auth-request.ts';

const NOW = Date.UTC(2026, 2, 20, 8);
/** A key names itself in a claim; its secret is what follows the first dot. */
const BY_ID: CredentialRules = { pattern: '^[^.]+\\.[^.]+$', bare: true, jwt: { exp: 'ms', id: 'api_key' } };
const BY_SECRET: CredentialRules = { pattern: '^sk-', bare: true, jwt: { exp: 's', secret: 'own-secret' } };
const KNOWN = ['id.secret', 'dotted.se.cr.et', 'without-a-dot', '.nobody', 'nothing.', '__proto__.s'];

const check = (token: string, rules = BY_ID, strict = false) =>
  createBearer(rules, KNOWN, { strict, now: () => NOW })(authorized(token));

const byId = (claims: object = {}, secret = 'secret', header: Record<string, unknown> = {}) =>
  signJwt({ api_key: 'id', exp: NOW + 1000, ...claims }, secret, header);
const bySecret = (claims: object = {}, secret = 'own-secret') =>
  signJwt({ exp: NOW / 1000 + 1, ...claims }, secret);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { api_key: 'id', exp: NOW + 1000 };

type Row = [string, () => string | Promise<string>, string];

describe('a JWT of a key that it names, exp in milliseconds', () => {
  test.each<Row>([
    ['is taken', byId, 'ok id'],
    ['with further claims', () => byId({ timestamp: NOW, iat: NOW / 1000 }), 'ok id'],
    ['with a further header', () => byId({}, 'secret', { sign_type: 'SIGN', typ: 'JWT' }), 'ok id'],
    ['whose secret has dots', () => byId({ api_key: 'dotted' }, 'se.cr.et'), 'ok dotted'],
    [
      'whose secret has dots: the part to the next one',
      () => byId({ api_key: 'dotted' }, 'se'),
      'wrong-signature',
    ],
    ['whose id is a name of Object', () => byId({ api_key: '__proto__' }, 's'), 'ok __proto__'],
    ['good for one millisecond more', () => byId({ exp: NOW + 1 }), 'ok id'],
    ['good for a part of a millisecond more', () => byId({ exp: NOW + 0.5 }), 'ok id'],
    ['that expires now', () => byId({ exp: NOW }), 'expired-credential'],
    ['that expired one millisecond ago', () => byId({ exp: NOW - 1 }), 'expired-credential'],
    ['whose exp counts seconds', () => byId({ exp: NOW / 1000 + 3600 }), 'expired-credential'],
    ['whose exp counts microseconds', () => byId({ exp: NOW * 1000 }), 'ok id'],
    ['whose exp is 0', () => byId({ exp: 0 }), 'expired-credential'],
    ['whose exp is negative', () => byId({ exp: -1 }), 'expired-credential'],
    ['without exp', () => byId({ exp: undefined }), 'malformed-credential'],
    ['whose exp is null', () => byId({ exp: null }), 'malformed-credential'],
    ['whose exp is text', () => byId({ exp: String(NOW + 1000) }), 'malformed-credential'],
    ['whose nbf and iat lie ahead: only exp counts', () => byId({ nbf: NOW, iat: NOW }), 'ok id'],
    ['signed with another secret', () => byId({}, 'other'), 'wrong-signature'],
    ['signed with the whole key', () => byId({}, 'id.secret'), 'wrong-signature'],
    ['signed with another secret, and expired', () => byId({ exp: 0 }, 'other'), 'wrong-signature'],
    ['of an unknown id', () => byId({ api_key: 'stranger' }), 'wrong-credential'],
    ['of a name of Object', () => byId({ api_key: 'constructor' }), 'wrong-credential'],
    ['of a known key without a dot', () => byId({ api_key: 'without-a-dot' }), 'wrong-credential'],
    ['of a known key without a secret', () => byId({ api_key: 'nothing' }), 'wrong-credential'],
    ['of an empty id', () => byId({ api_key: '' }, 'nobody'), 'wrong-credential'],
    ['without an id', () => byId({ api_key: undefined }), 'malformed-credential'],
    ['whose id is a number', () => byId({ api_key: 1 }), 'malformed-credential'],
  ])('%s', async (_, token, outcome) => {
    const text = await token();
    expect(await outcomeOf(check(`Bearer ${text}`))).toBe(outcome);
    expect(await outcomeOf(check(text))).toBe(outcome);
  });

  test('of a strict mock is taken all the same', async () => {
    expect(await outcomeOf(check(await byId(), BY_ID, true))).toBe('ok id');
  });
});

describe('a JWT of one secret, exp in seconds', () => {
  test.each<Row>([
    ['is taken', bySecret, 'ok '],
    ['good for a part of a second more', () => bySecret({ exp: NOW / 1000 + 0.001 }), 'ok '],
    ['that expires now', () => bySecret({ exp: NOW / 1000 }), 'expired-credential'],
    ['that expired one millisecond ago', () => bySecret({ exp: NOW / 1000 - 0.001 }), 'expired-credential'],
    ['whose exp counts milliseconds', () => bySecret({ exp: NOW }), 'ok '],
    ['without exp', () => bySecret({ exp: undefined }), 'malformed-credential'],
    ['signed with another secret', () => bySecret({}, 'secret'), 'wrong-signature'],
    [
      'that names a known key is of the one secret',
      () => bySecret({ api_key: 'id' }, 'secret'),
      'wrong-signature',
    ],
  ])('%s', async (_, token, outcome) => {
    expect(await outcomeOf(check(`Bearer ${await token()}`, BY_SECRET))).toBe(outcome);
  });
});

describe('what is no JWT signed with HS256', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const hs256 = (header: unknown) => `${part(header)}.${part(claims)}.AAAA`;

  test.each<Row>([
    ['three words', () => 'a.b.c', 'malformed-credential'],
    ['three empty parts', () => '..', 'malformed-credential'],
    ['two parts are a plain key', () => 'a.b', 'ok a.b'],
    ['four parts', () => 'a.b.c.d', 'malformed-credential'],
    ['five parts', () => 'a.b.c.d.e', 'malformed-credential'],
    ['a header that is no JSON', () => `e30x.${part(claims)}.AAAA`, 'malformed-credential'],
    ['a header that is a list', () => hs256(['HS256']), 'malformed-credential'],
    ['a header that is null', () => hs256(null), 'malformed-credential'],
    ['no alg', () => hs256({ typ: 'JWT' }), 'malformed-credential'],
    [
      'alg none without a signature',
      () => `${part({ alg: 'none' })}.${part(claims)}.`,
      'malformed-credential',
    ],
    ['alg none with one', () => hs256({ alg: 'none' }), 'malformed-credential'],
    ['alg None', () => hs256({ alg: 'None' }), 'malformed-credential'],
    ['alg in lower case', () => hs256({ alg: 'hs256' }), 'malformed-credential'],
    ['alg that is a list', () => hs256({ alg: ['HS256'] }), 'malformed-credential'],
    ['RS256 in the header alone', () => hs256({ alg: 'RS256' }), 'malformed-credential'],
    [
      'RS256 in truth',
      () =>
        new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
          .setProtectedHeader({ alg: 'RS256' })
          .sign(privateKey),
      'malformed-credential',
    ],
    ['HS512', () => hs256({ alg: 'HS512' }), 'malformed-credential'],
    ['claims that are a text', () => `${part({ alg: 'HS256' })}.${part('id')}.AAAA`, 'malformed-credential'],
    [
      'claims that are a list',
      () => `${part({ alg: 'HS256' })}.${part([claims])}.AAAA`,
      'malformed-credential',
    ],
    ['claims that are no JSON', () => `${part({ alg: 'HS256' })}.AAAA.AAAA`, 'malformed-credential'],
    ['a signature left away', () => `${part({ alg: 'HS256' })}.${part(claims)}.`, 'wrong-signature'],
    ['a signature cut short', async () => (await byId()).slice(0, -4), 'wrong-signature'],
    [
      'a signature that is no Base64',
      () => `${part({ alg: 'HS256' })}.${part(claims)}.!`,
      'malformed-credential',
    ],
    [
      'a header that must be understood',
      () => hs256({ alg: 'HS256', crit: ['x'], x: 1 }),
      'malformed-credential',
    ],
    [
      'exp beyond all numbers',
      async () => {
        const huge = Buffer.from('{"api_key":"id","exp":1e999}').toString('base64url');
        return `${part({ alg: 'HS256' })}.${huge}.AAAA`;
      },
      'wrong-signature',
    ],
    [
      'claims of another token',
      async () => {
        const [header, , signature] = (await byId()).split('.');
        return [header, part({ ...claims, exp: NOW + 9_999_999 }), signature].join('.');
      },
      'wrong-signature',
    ],
  ])('%s', async (_, token, outcome) => {
    expect(await outcomeOf(check(`Bearer ${await token()}`))).toBe(outcome);
  });

  test('a token signed well with exp beyond all numbers', async () => {
    const payload = new TextEncoder().encode('{"api_key":"id","exp":1e999}');
    const token = await new CompactSign(payload)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('secret'));
    expect(await outcomeOf(check(token))).toBe('malformed-credential');
  });
});

describe('beside plain keys', () => {
  const anyKey: CredentialRules = { jwt: { exp: 'ms', id: 'api_key' } };
  const noJwt: CredentialRules = { bare: true };

  test.each<[string, CredentialRules, () => string | Promise<string>, string]>([
    ['a known key of three parts is a key', BY_ID, () => 'dotted.se.cr.et', 'ok dotted.se.cr.et'],
    ['without a pattern, three parts are a JWT', anyKey, () => 'Bearer a.b.c', 'malformed-credential'],
    ['without a pattern, a JWT is verified', anyKey, async () => `Bearer ${await byId()}`, 'ok id'],
    ['without a pattern, two parts are a key', anyKey, () => 'Bearer a.b', 'ok a.b'],
    ['a pattern that fits wins', BY_SECRET, () => 'sk-a.b.c', 'ok sk-a.b.c'],
    ['without rules for JWTs, one is a key like any', noJwt, () => 'a.b.c', 'ok a.b.c'],
    ['bare where that is not said', anyKey, byId, 'malformed-credential'],
  ])('%s', async (_, rules, token, outcome) => {
    expect(await outcomeOf(check(await token(), rules))).toBe(outcome);
  });

  test.each([
    ['a.b.c', true],
    ['..', true],
    ['a.b', false],
    ['a.b.c.d', false],
    ['', false],
  ])('%j has the shape of a JWT: %s', (token, is) => expect(isJwtShaped(token)).toBe(is));
});

describe('a refused JWT says why', () => {
  test.each<Row>([
    ['no JWT', () => 'a.b.c', 'is not a JWT signed with HS256'],
    [
      'another algorithm',
      () => `${part({ alg: 'none' })}.${part(claims)}.`,
      'is not a JWT signed with HS256',
    ],
    ['no signature that could be one', () => `${part({ alg: 'HS256' })}.${part(claims)}.!`, 'is not a JWT'],
    ['no id', () => byId({ api_key: undefined }), 'has no claim api_key'],
    ['unknown id', () => byId({ api_key: 'x' }), 'names the key x, whose secret is not known'],
    ['wrong secret', () => byId({}, 'x'), 'is signed with another secret'],
    ['no exp', () => byId({ exp: 'x' }), 'has no number in the claim exp'],
    ['expired', () => byId({ exp: 0 }), 'expired: exp is read in ms'],
  ])('%s', async (_, token, reason) => {
    const details = { parameter: 'Authorization', reason };
    expect(await check(await token())).toMatchObject({ ok: false, details });
  });
});
