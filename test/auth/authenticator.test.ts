import { describe, expect, test } from 'vitest';
import { createAuthenticator } from '../../src/auth/authenticator.ts';
import { signJwt } from '../../src/auth/jwt.ts';
import type { AuthRequest } from '../../src/auth/types.ts';
import type { SecurityScheme } from '../../src/spec/security.ts';
import { signAcs3 } from '../_sign-acs3.ts';
import { authorized, outcomeOf, request } from './_auth-request.ts';

const NOW = Date.UTC(2026, 2, 20, 8);
const credential = (rules: object) => ({ 'x-confab': { credential: rules } });
const schemes: Record<string, SecurityScheme> = {
  bearer: { type: 'http', scheme: 'Bearer', ...credential({ test: 'test-key', pattern: '^[a-z-]+$' }) },
  jwt: { type: 'http', scheme: 'bearer', ...credential({ jwt: { exp: 'ms', secret: 's' } }) },
  basic: { type: 'http', scheme: 'BASIC', ...credential({ test: 'user:pass' }) },
  acs3: { type: 'http', scheme: 'ACS3-HMAC-SHA256', ...credential({ test: 'testid:testsecret' }) },
  key: { type: 'apiKey', in: 'header', name: 'X-Key', ...credential({ test: 'k', pattern: '^[a-z]$' }) },
  secret: { type: 'apiKey', in: 'query', name: 'secret', ...credential({ test: 's' }) },
  oauth: { type: 'oauth2' },
  oidc: { type: 'openIdConnect', ...credential({ pattern: '^ey' }) },
  mtls: { type: 'mutualTLS' },
  digest: { type: 'http', scheme: 'Digest' },
};

/** `a+b` stands for a requirement of both, an empty text for the one that asks for nothing. */
const toSecurity = (requirements: readonly string[]) =>
  requirements.map((names) =>
    Object.fromEntries(names.split('+').flatMap((name) => (name === '' ? [] : [[name, []]]))),
  );
const create = (requirements: readonly string[], options: { strict?: boolean; known?: string[] } = {}) =>
  createAuthenticator(toSecurity(requirements), schemes, {
    strict: false,
    known: [],
    now: () => NOW,
    ...options,
  });

const basic = `Basic ${btoa('user:pass')}`;
const signed = () => {
  const headers = { host: 'h', 'x-acs-version': '1' };
  const signer = { id: 'testid', secret: 'testsecret', now: NOW, nonce: 'n' };
  return request(signAcs3({ method: 'GET', path: '/', query: '', headers, body: '' }, signer));
};

type Row = [string, string[], AuthRequest, string];

describe('no requirement', () => {
  test.each<Row>([
    ['none at all', [], request(), 'ok '],
    ['one that asks for nothing', [''], request(), 'ok '],
    ['a credential is not looked at', [''], authorized('Bearer ?'), 'ok '],
  ])('%s', async (_, security, sent, outcome) => {
    expect(await outcomeOf(create(security)(sent))).toBe(outcome);
  });
});

describe('one scheme', () => {
  test.each<Row>([
    ['bearer', ['bearer'], authorized('Bearer abc'), 'ok abc'],
    ['bearer, refused', ['bearer'], authorized('Bearer 123'), 'malformed-credential'],
    ['basic', ['basic'], authorized(basic), 'ok user'],
    ['basic, refused', ['basic'], authorized('Bearer abc'), 'malformed-credential'],
    ['a key', ['key'], request({ 'x-key': 'x' }), 'ok x'],
    ['a key, refused', ['key'], request({ 'x-key': '1' }), 'malformed-credential'],
    ['a signature', ['acs3'], signed(), 'ok testid'],
    ['a signature, refused', ['acs3'], authorized('Bearer abc'), 'unsupported-algorithm'],
    ['oauth2 is a bearer token', ['oauth'], authorized('Bearer any'), 'ok any'],
    ['openIdConnect is a bearer token', ['oidc'], authorized('Bearer eyx'), 'ok eyx'],
    ['openIdConnect, refused', ['oidc'], authorized('Bearer any'), 'malformed-credential'],
  ])('%s', async (_, security, sent, outcome) => {
    expect(await outcomeOf(create(security)(sent))).toBe(outcome);
  });

  test.each<[string, string[], AuthRequest, string]>([
    ["a bearer scheme's test key", ['bearer'], authorized('Bearer test-key'), 'ok test-key'],
    ['a bearer key made known', ['bearer'], authorized('Bearer mine'), 'ok mine'],
    ['an unknown bearer key', ['bearer'], authorized('Bearer abc'), 'wrong-credential'],
    ["a basic scheme's test pair", ['basic'], authorized(basic), 'ok user'],
    ["a key scheme's test key", ['key'], request({ 'x-key': 'k' }), 'ok k'],
    ['an unknown key', ['key'], request({ 'x-key': 'x' }), 'wrong-credential'],
    ['a signature', ['acs3'], signed(), 'ok testid'],
    ['oauth2 tokens are never known beforehand', ['oauth'], authorized('Bearer any'), 'ok any'],
  ])('strict: %s', async (_, security, sent, outcome) => {
    expect(await outcomeOf(create(security, { strict: true, known: ['mine'] })(sent))).toBe(outcome);
  });

  test.each<[string, string, AuthRequest]>([
    ['bearer', 'bearer', authorized('Bearer k')],
    ['a key', 'key', request({ 'x-key': 's' })],
  ])("strict: another scheme's test credential is not this one's: %s", async (_, name, sent) => {
    expect(await outcomeOf(create([name], { strict: true })(sent))).toBe('wrong-credential');
  });

  test('nonces are kept from request to request', async () => {
    const authenticate = create(['acs3']);
    expect(await outcomeOf(authenticate(signed()))).toBe('ok testid');
    expect(await outcomeOf(authenticate(signed()))).toBe('nonce-reused');
  });
});

describe('all of a requirement', () => {
  const both = (authorization?: string, key?: string, query = '') =>
    request({ authorization, 'x-key': key }, { query });

  test.each<Row>([
    ['both', ['bearer+key'], both('Bearer abc', 'x'), 'ok abc'],
    ['both, in the other order', ['key+bearer'], both('Bearer abc', 'x'), 'ok abc'],
    ['without the one', ['bearer+key'], both(undefined, 'x'), 'no-credential'],
    ['without the other', ['bearer+key'], both('Bearer abc'), 'no-credential'],
    ['the one is refused', ['bearer+key'], both('Bearer 123', 'x'), 'malformed-credential'],
    ['the other is refused', ['bearer+key'], both('Bearer abc', '1'), 'malformed-credential'],
    ['keys are looked at first', ['bearer+key'], both('Bearer 123'), 'no-credential'],
    ['two keys are one credential', ['key+secret'], both(undefined, 'x', 'secret=y'), 'ok x:y'],
    ['three', ['key+bearer+secret'], both('Bearer abc', 'x', 'secret=y'), 'ok abc'],
    ['three, one missing', ['key+bearer+secret'], both('Bearer abc', 'x'), 'no-credential'],
  ])('%s', async (_, security, sent, outcome) => {
    expect(await outcomeOf(create(security)(sent))).toBe(outcome);
  });

  test.each([
    ['both test keys', 'k', 's', 'ok k:s'],
    ['a set made known', 'a', 'b', 'ok a:b'],
    ['halves of two sets', 'k', 'b', 'wrong-credential'],
  ])('strict: %s', async (_, key, secret, outcome) => {
    const authenticate = create(['key+secret'], { strict: true, known: ['a:b'] });
    expect(await outcomeOf(authenticate(both(undefined, key, `secret=${secret}`)))).toBe(outcome);
  });

  test('a JWT is waited for before the next is looked at', async () => {
    const authenticate = create(['jwt+basic']);
    const token = await signJwt({ exp: NOW + 1 }, 's');
    expect(await outcomeOf(authenticate(authorized(`Bearer ${token}`)))).toBe('malformed-credential');
    const expired = await signJwt({ exp: NOW }, 's');
    expect(await outcomeOf(authenticate(authorized(`Bearer ${expired}`)))).toBe('expired-credential');
  });
});

describe('alternatives', () => {
  const sent = (authorization?: string, key?: string) => request({ authorization, 'x-key': key });

  test.each<Row>([
    ['the first', ['bearer', 'key'], sent('Bearer abc'), 'ok abc'],
    ['the second', ['bearer', 'key'], sent(undefined, 'x'), 'ok x'],
    ['both: the first', ['bearer', 'key'], sent('Bearer abc', 'x'), 'ok abc'],
    ['the second when the first is refused', ['bearer', 'key'], sent('Bearer 123', 'x'), 'ok x'],
    ['the third', ['bearer', 'key', 'basic'], sent(basic), 'ok user'],
    ['neither sent', ['bearer', 'key'], sent(), 'no-credential'],
    [
      'the refusal of the one that was sent: the first',
      ['bearer', 'key'],
      sent('Bearer 123'),
      'malformed-credential',
    ],
    [
      'the refusal of the one that was sent: the second',
      ['bearer', 'key'],
      sent(undefined, '1'),
      'malformed-credential',
    ],
    ['both refused: the first', ['acs3', 'basic'], sent('Bearer abc'), 'unsupported-algorithm'],
    ['both refused, turned round: the first', ['basic', 'acs3'], sent('Bearer abc'), 'malformed-credential'],
    ['the second of three', ['key', 'acs3', 'basic'], sent('Bearer abc'), 'unsupported-algorithm'],
    ['or nothing, first', ['', 'bearer'], sent('Bearer abc'), 'ok '],
    ['or nothing, last: a good credential counts', ['bearer', ''], sent('Bearer abc'), 'ok abc'],
    ['or nothing, last: none', ['bearer', ''], sent(), 'ok '],
    ['or nothing, last: a refused one', ['bearer', ''], sent('Bearer 123'), 'ok '],
    ['of a requirement of two, half', ['bearer+key', 'basic'], sent('Bearer abc'), 'malformed-credential'],
  ])('%s', async (_, security, sent, outcome) => {
    expect(await outcomeOf(create(security)(sent))).toBe(outcome);
  });

  test('a refused JWT is waited for, and the next is tried', async () => {
    const expired = `Bearer ${await signJwt({ exp: NOW }, 's')}`;
    const authenticate = create(['jwt', 'key']);
    expect(await outcomeOf(authenticate(sent(expired, 'x')))).toBe('ok x');
    expect(await outcomeOf(authenticate(sent(expired)))).toBe('expired-credential');
  });

  test('nothing is waited for without a JWT', () => {
    expect(create(['bearer', 'key'])(sent(undefined, 'x'))).toEqual({ ok: true, principal: 'x' });
    expect(create(['bearer+key', ''])(sent('Bearer abc', 'x'))).toEqual({ ok: true, principal: 'abc' });
  });
});

describe('what cannot be checked', () => {
  const can =
    'Credentials can be checked of: http bearer, http basic, http ACS3-HMAC-SHA256, apiKey, oauth2 and openIdConnect.';
  test.each([
    ['a scheme of http', ['digest'], 'The security scheme digest is of the type http Digest.'],
    ['a type', ['mtls'], 'The security scheme mtls is of the type mutualTLS.'],
    ['a scheme that is not declared', ['nobody'], 'The security scheme nobody is required but not declared.'],
    ['as an alternative', ['bearer', 'digest'], 'The security scheme digest is of the type http Digest.'],
    ['as a part', ['key+mtls'], 'The security scheme mtls is of the type mutualTLS.'],
    ['a name of Object', ['toString'], 'The security scheme toString is required but not declared.'],
  ])('%s: a sentence says what can', (_, security, sentence) => {
    expect(() => create(security)).toThrow(new Error(`${sentence} ${can}`));
  });
});
