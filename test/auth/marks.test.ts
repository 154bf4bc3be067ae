import { describe, expect, test } from 'vitest';
import { createAuthenticator } from '../../src/auth/authenticator.ts';
import { createCredentials } from '../../src/auth/client.ts';
import { signJwt } from '../../src/auth/jwt.ts';
import { MAGIC, readMarks, withScopeMark } from '../../src/auth/marks.ts';
import { scopeCredentials } from '../../src/auth/scope-credentials.ts';
import type { AuthOutcome, AuthRequest } from '../../src/auth/types.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { SecurityScheme } from '../../src/spec/security.ts';
import type { Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { request } from './_auth-request.ts';

const NOW = Date.UTC(2026, 2, 20, 8);

describe('marks behind a credential', () => {
  const known = new Set(['key', 'tilde~inside', 'old-expired']);
  const read = (text: string) => readMarks(text, (plain) => known.has(plain));

  test.each<[string, string, object]>(
    some<[string, string, object]>(
      [
        ['none', 'key', { plain: 'key' }],
        ['a scope', 'key~a', { plain: 'key', scope: 'a' }],
        ['a magic word', 'key-empty', { plain: 'key', magic: 'empty' }],
        ['both', 'key~a-million', { plain: 'key', scope: 'a', magic: 'million' }],
        ['two magic words: the last one', 'key-empty-expired', { plain: 'key-empty', magic: 'expired' }],
        [
          'a magic word behind an unknown key',
          'other-rate-limited',
          { plain: 'other', magic: 'rate-limited' },
        ],
        ['a scope behind an unknown key is a part of it', 'other~a', { plain: 'other~a' }],
        [
          'the scope before the magic word, unknown key',
          'other~a-empty',
          { plain: 'other~a', magic: 'empty' },
        ],
        ['a known key with a tilde', 'tilde~inside', { plain: 'tilde~inside' }],
        ['a known key with a tilde, in a scope', 'tilde~inside~a', { plain: 'tilde~inside', scope: 'a' }],
        ['a known key that ends like a magic word', 'old-expired', { plain: 'old-expired' }],
        ['the same, with one', 'old-expired-expired', { plain: 'old-expired', magic: 'expired' }],
        ['the same, in a scope', 'old-expired~a', { plain: 'old-expired', scope: 'a' }],
        ['a scope without a name', 'key~', { plain: 'key~' }],
        ['a name that is none', 'key~a/b', { plain: 'key~a/b' }],
        ['a name with other escapes', 'key~a%20b', { plain: 'key~a%20b' }],
        ['a magic word alone', '-empty', { plain: '-empty' }],
        ['a magic word in another case', 'key-Empty', { plain: 'key-Empty' }],
        ['a word that is none', 'key-full', { plain: 'key-full' }],
        ['nothing', '', { plain: '' }],
      ],
      4,
    ),
  )('%s', (_, text, marks) => expect(read(text)).toEqual(marks));

  test.each(some(NAMES(), 4))('a scope named %s is read as it was written', (name) => {
    expect(read(withScopeMark('key', name))).toEqual({ plain: 'key', scope: name });
    for (const magic of MAGIC)
      expect(read(`${withScopeMark('key', name)}-${magic}`)).toEqual({ plain: 'key', scope: name, magic });
  });
});

describe('of each vendor', async () => {
  const specs = await loadSpecs({});
  const rows = specs.map((spec): [string, Spec] => [spec.name, spec]);

  test.each(some(rows, 4))(
    '%s: the credential of a scope is good where keys are strict, and names the scope',
    async (_, spec) => {
      for (const name of NAMES()) {
        const credential = scopeCredential(spec, name) ?? '';
        expect(await ask(spec, credential)).toMatchObject({ ok: true, scope: name });
        for (const magic of MAGIC) {
          const outcome = await ask(spec, withWord(spec, credential, magic));
          expect(outcome).toMatchObject({ scope: name, magic });
        }
      }
    },
  );

  test.each(some(rows, 4))('%s: a magic word behind the test credential', async (_, spec) => {
    const plain = (scopeCredential(spec, 'x') ?? '').replace('~x', '');
    expect(await ask(spec, plain)).toEqual({ ok: true, principal: expect.any(String) });
    const outcomes = await Promise.all(MAGIC.map((magic) => ask(spec, withWord(spec, plain, magic))));
    expect(outcomes).toMatchObject([
      { ok: false, cause: 'rate-limited', magic: 'rate-limited' },
      { ok: false, cause: 'expired-credential', magic: 'expired' },
      { ok: true, magic: 'empty' },
      { ok: true, magic: 'million' },
    ]);
  });

  test('operations that need other schemes have other credentials, that of the first list in front', async () => {
    const [diary] = await loadSpecs({ vendors: ['mutants/diary.yaml'] });
    expect([...scopeCredentials(diary as Spec, 'a')]).toEqual([
      ['basic', 'ada~a:confab-test-password'],
      ['key', expect.stringMatching(/~a$/)],
    ]);
  });

  test('a spec whose operations need no credential has none for a scope', () => {
    const [spec] = specs as [Spec];
    const open = { ...spec, operations: spec.operations.map((one) => ({ ...one, security: [{}] })) };
    expect([...scopeCredentials(open, 'a')]).toEqual([]);
  });
});

describe('each scheme', () => {
  const rules = (credential: object) => ({ 'x-confab': { credential } });
  const schemes: Record<string, SecurityScheme> = {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      ...rules({ test: 'sk-ab', pattern: '^sk-', wellFormed: '^sk-[ab]+$' }),
    },
    pair: {
      type: 'http',
      scheme: 'bearer',
      ...rules({ test: 'id.s', pattern: '^[^.]+\\.[^.]+$', bare: true, jwt: { exp: 'ms', id: 'who' } }),
    },
    token: {
      type: 'http',
      scheme: 'bearer',
      ...rules({ test: 'sk-ab', pattern: '^sk-', jwt: { exp: 's', secret: 'own' } }),
    },
    basic: { type: 'http', scheme: 'basic', ...rules({ test: 'user:pass' }) },
    one: { type: 'apiKey', in: 'query', name: 'one', ...rules({ test: 'aa', pattern: '^a+$' }) },
    two: { type: 'apiKey', in: 'cookie', name: 'two', ...rules({ test: 'bb' }) },
    own: { type: 'oauth2' },
    ownKey: { type: 'apiKey', in: 'header', name: 'x-own', ...rules({ pattern: '^never$' }) },
    ownPair: { type: 'http', scheme: 'bearer', ...rules({ jwt: { exp: 's', id: 'who' } }) },
  };
  const bearer = (token: string) => request({ authorization: `Bearer ${token}` });
  const basic = (pair: string) => request({ authorization: `Basic ${btoa(pair)}` });
  const jwt = async (who: string, secret: string, exp = NOW + 1) =>
    bearer(await signJwt({ who, exp }, secret));
  const strictly = (names: string, sent: AuthRequest) =>
    createAuthenticator(
      names.split('|').map((set) =>
        Object.fromEntries(
          set
            .split('+')
            .filter(Boolean)
            .map((name) => [name, []]),
        ),
      ),
      schemes,
      { known: ['mine', 'my.own', 'me:too'], strict: true, now: () => NOW },
    )(sent);

  type Row = [string, string, () => AuthRequest | Promise<AuthRequest>, object];
  const inA = { ok: true, scope: 'a' };
  test.each<Row>(
    some<Row>(
      [
        ['a key that was made known', 'bearer', () => bearer('mine~a'), inA],
        [
          'a key that could not have been issued',
          'bearer',
          () => bearer('sk-zz~a'),
          { ok: false, cause: 'wrong-credential' },
        ],
        [
          'the magic word of a key that is refused',
          'bearer',
          () => bearer('sk-b-empty'),
          { ok: false, cause: 'wrong-credential', magic: undefined },
        ],
        ['the id of a key', 'pair', () => bearer('id~a.s'), inA],
        [
          'the id of a key, its magic word at the end',
          'pair',
          () => bearer('id~a.s-empty'),
          { ...inA, magic: 'empty' },
        ],
        [
          'the id of a key, its magic word at the id',
          'pair',
          () => bearer('id~a-empty.s'),
          { ...inA, magic: 'empty' },
        ],
        [
          'the id of a key with another secret',
          'pair',
          () => bearer('id~a.t'),
          { ok: false, cause: 'wrong-credential', scope: 'a' },
        ],
        ['the id of a JWT', 'pair', () => jwt('id~a', 's'), { ...inA, principal: 'id' }],
        [
          'a JWT signed with the secret and a magic word',
          'pair',
          () => jwt('id~a', 's-million'),
          { ...inA, magic: 'million' },
        ],
        ['a magic word at the id of a JWT', 'pair', () => jwt('id-empty', 's'), { ok: true, magic: 'empty' }],
        ['a JWT of a key made known', 'pair', () => jwt('my~a', 'own'), { ...inA, principal: 'my' }],
        [
          'a JWT with another secret',
          'pair',
          () => jwt('id~a', 't-empty'),
          { ok: false, cause: 'wrong-signature', scope: 'a', magic: undefined },
        ],
        [
          'a JWT that expired',
          'pair',
          () => jwt('id~a', 's', 1),
          { ok: false, cause: 'expired-credential', scope: 'a', magic: undefined },
        ],
        [
          'a JWT with a magic word behind it',
          'token',
          async () => bearer(`${await signJwt({ exp: NOW }, 'own')}-empty`),
          { ok: true, magic: 'empty' },
        ],
        ['a user', 'basic', () => basic('user~a:pass'), { ...inA, principal: 'user' }],
        [
          'a user with a wrong password',
          'basic',
          () => basic('user~a:word'),
          { ok: false, cause: 'wrong-credential', scope: 'a' },
        ],
        [
          'a password is not marked',
          'basic',
          () => basic('user:pass~a'),
          { ok: false, cause: 'wrong-credential' },
        ],
        [
          'a user with a magic word',
          'basic',
          () => basic('me-rate-limited:too'),
          { ok: false, cause: 'rate-limited', magic: 'rate-limited' },
        ],
        ['a key that must fit a pattern', 'one', () => request({}, { query: 'one=aa~a' }), inA],
        [
          'a key with a magic word that must fit a pattern',
          'one',
          () => request({}, { query: 'one=aa-empty' }),
          { ok: true, magic: 'empty' },
        ],
        ['the first of two keys', 'one+two', () => request({ cookie: 'two=bb' }, { query: 'one=aa~a' }), inA],
        [
          'the second of two keys',
          'one+two',
          () => request({ cookie: 'two=bb~a-empty' }, { query: 'one=aa' }),
          { ...inA, magic: 'empty' },
        ],
        [
          'two keys, the second missing',
          'one+two',
          () => request({}, { query: 'one=aa~a' }),
          { ok: false, cause: 'no-credential', scope: 'a' },
        ],
        [
          'a key and a token: the key',
          'one+bearer',
          () => request({ authorization: 'Bearer sk-ab' }, { query: 'one=aa~a' }),
          inA,
        ],
        [
          'a key and a token: the token',
          'one+bearer',
          () => request({ authorization: 'Bearer sk-ab~a' }, { query: 'one=aa' }),
          inA,
        ],
        [
          'a key, and a token that is refused',
          'one+bearer',
          () => request({ authorization: 'Bearer x' }, { query: 'one=aa~a' }),
          { ok: false, scope: 'a' },
        ],
        ['of alternatives the second', 'one|bearer', () => bearer('sk-ab~a'), inA],
        [
          'a magic word is the last word, though nothing is needed',
          'bearer|',
          () => bearer('sk-ab-expired'),
          { ok: false, cause: 'expired-credential' },
        ],
        ['a document that names no token', 'own', () => bearer('confab-test-key~a'), inA],
        ['a document that names no key', 'ownKey', () => request({ 'x-own': 'confab-test-key~a' }), inA],
        ['a document that names no pair', 'ownPair', () => jwt('confab-test~a', 'confab-test-secret'), inA],
      ],
      4,
    ),
  )('%s', async (_, names, sent, outcome) => {
    expect({ ...NONE, ...(await strictly(names, await sent())) }).toMatchObject(outcome);
  });
});

const NONE = { scope: undefined, magic: undefined };

function scopeCredential(spec: Spec, scope: string): string | undefined {
  const [first] = scopeCredentials(spec, scope).values();
  return first;
}

/** Names of scopes: also such as end like a magic word, or have what parts keys. */
function NAMES(): string[] {
  return ['a', 'scope-1', 'Checkout_7', 'v1.2.3', 'a-empty', 'x.expired', 'b-rate-limited', 'z'.repeat(64)];
}

/** Where the vendor's clients have a pair, a magic word stands behind the id of a signature's, else behind the whole. */
function withWord(spec: Spec, credential: string, magic: string): string {
  const at = credential.indexOf(':');
  return at > 0 && Object.values(spec.securitySchemes).some(({ type }) => type === 'http')
    ? `${credential.slice(0, at)}-${magic}${credential.slice(at)}`
    : `${credential}-${magic}`;
}

/** What the mock's side makes of a request that the client's side gave the credential, with strict keys. */
async function ask(spec: Spec, credential: string): Promise<AuthOutcome> {
  const security = (spec.operations[0]?.security ?? []) as Record<string, string[]>[];
  const names = Object.keys(security[0] ?? {});
  const parts = names.length > 1 ? credential.split(':') : [credential];
  const secrets = Object.fromEntries(names.map((name, index) => [name, parts[index] as string]));
  const client = createCredentials(names, spec.securitySchemes, secrets, {
    now: () => NOW,
    nonce: () => 'n',
  });
  const url = 'http://h/path';
  const { headers } = await client.apply({
    method: 'GET',
    url,
    headers: { 'x-acs-version': '1' },
    body: undefined,
  });
  const options = { known: [], strict: true, now: () => NOW };
  return createAuthenticator(
    security,
    spec.securitySchemes,
    options,
  )(request({ host: 'h', ...headers }, { paths: ['/path'] }));
}
