import { describe, expect, test } from 'vitest';
import { createAuthenticator } from '../../src/auth/authenticator.ts';
import { createCredentials } from '../../src/auth/client.ts';
import { fakeCredential } from '../../src/auth/fake-credential.ts';
import type { Flaw, OutgoingRequest } from '../../src/auth/scheme-client.ts';
import type { SecurityScheme } from '../../src/spec/security.ts';
import { request } from './_auth-request.ts';

const NOW = Date.UTC(2026, 2, 20, 8, 0, 0);
const now = () => NOW;
let nonces = 0;
const nonce = () => {
  nonces += 1;
  return `nonce ${nonces}`;
};

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

const SCHEMES: Record<string, { scheme: SecurityScheme; secret: string }> = {
  key: { scheme: { type: 'http', scheme: 'bearer' }, secret: 'app-0123456789' },
  form: {
    scheme: {
      type: 'http',
      scheme: 'bearer',
      'x-confab': { credential: { pattern: '^sk-', wellFormed: '^sk-[0-9a-f]{8}$' } },
    },
    secret: 'sk-0123abcd',
  },
  token: {
    scheme: {
      type: 'http',
      scheme: 'bearer',
      'x-confab': { credential: { pattern: '^[^\\s.]+\\.[^\\s.]+$', jwt: { exp: 'ms', id: 'api_key' } } },
    },
    secret: 'id.secret0123456',
  },
  basic: { scheme: { type: 'http', scheme: 'basic' }, secret: 'ann:pass:word' },
  header: { scheme: { type: 'apiKey', in: 'header', name: 'X-Key' }, secret: 'abc123' },
  query: { scheme: { type: 'apiKey', in: 'query', name: 'key' }, secret: 'abc+123&=' },
  cookie: { scheme: { type: 'apiKey', in: 'cookie', name: 'key' }, secret: 'abc123' },
  jwt: {
    scheme: { type: 'http', scheme: 'bearer' },
    secret: `${encode({ alg: 'HS256' })}.${encode({ sub: 'ann' })}.${'c2lnbmF0dXJl'.repeat(3)}`,
  },
  plainOrJwt: {
    scheme: {
      type: 'http',
      scheme: 'bearer',
      'x-confab': {
        credential: { test: 'sk-0123abcd', pattern: '^sk-', jwt: { exp: 's', secret: 'of the mock' } },
      },
    },
    secret: `${encode({ alg: 'HS256' })}.${encode({ sub: 'ann' })}.${'c2lnbmF0dXJl'.repeat(3)}`,
  },
  mixed: { scheme: { type: 'http', scheme: 'bearer' }, secret: 'confabTestKeyABC' },
  base64: { scheme: { type: 'apiKey', in: 'header', name: 'X-Key' }, secret: 'Y29uZmFiIHRlc3Qga2V5==' },
  acs3: { scheme: { type: 'http', scheme: 'ACS3-HMAC-SHA256' }, secret: 'an-id:a-secret' },
};

const ASKED: OutgoingRequest = {
  method: 'GET',
  url: 'https://api.example/list?page=1',
  headers: { 'x-acs-version': '1' },
  body: undefined,
};

function make(name: string) {
  const { scheme, secret } = SCHEMES[name] as { scheme: SecurityScheme; secret: string };
  return {
    credentials: createCredentials([name], { [name]: scheme }, { [name]: secret }, { now, nonce }),
    authenticate: createAuthenticator(
      [{ [name]: [] }],
      { [name]: scheme },
      { known: [secret], strict: true, now },
    ),
  };
}

/** What a correct server makes of a request. */
async function judge(
  authenticate: ReturnType<typeof createAuthenticator>,
  { method, url, headers, body }: OutgoingRequest,
) {
  const { host, pathname, search } = new URL(url);
  const outcome = await authenticate(
    request({ host, ...headers }, { method, paths: [pathname], query: search.slice(1), body: body ?? '' }),
  );
  return outcome.ok ? 'ok' : outcome.cause;
}

describe.each(Object.keys(SCHEMES))('%s', (name) => {
  const { credentials, authenticate } = make(name);

  test('a right one is right, time after time', async () => {
    for (let time = 0; time < 2; time += 1)
      expect(await judge(authenticate, await credentials.apply(ASKED))).toBe('ok');
  });

  test.each(credentials.flaws.map((flaw): [string, Flaw] => [`${flaw.cause} ${flaw.variant ?? ''}`, flaw]))(
    '%s is refused for it',
    async (_, flaw) => {
      await judge(authenticate, await credentials.apply(ASKED));
      const proven = await credentials.apply(ASKED, flaw);
      expect(await judge(authenticate, proven)).toBe(flaw.cause);
      expect(proven).toMatchObject({ method: ASKED.method, body: ASKED.body });
    },
  );
});

test('a nonce is the last right one again, whatever was asked in between', async () => {
  const { credentials } = make('acs3');
  const nonceOf = ({ headers }: OutgoingRequest) => headers['x-acs-signature-nonce'];
  const right = await credentials.apply(ASKED);
  await credentials.apply(ASKED, { scheme: 'acs3', cause: 'wrong-signature' });
  expect(nonceOf(await credentials.apply(ASKED, { scheme: 'acs3', cause: 'nonce-reused' }))).toBe(
    nonceOf(right),
  );
});

test('of two schemes one fails, and the other is right', async () => {
  const schemes = {
    a: SCHEMES.header?.scheme as SecurityScheme,
    b: SCHEMES.cookie?.scheme as SecurityScheme,
  };
  const credentials = createCredentials(['a', 'b'], schemes, { a: 'one', b: 'two' }, { now, nonce });
  const { headers } = await credentials.apply(ASKED, { scheme: 'a', cause: 'no-credential' });
  expect(headers).toEqual({ 'x-acs-version': '1', Cookie: 'key=two' });
});

test.each<[string, SecurityScheme]>([
  ['another bearer scheme', { type: 'http', scheme: 'bearer' }],
  ['OAuth2', { type: 'oauth2', flows: {} } as SecurityScheme],
  ['Basic', { type: 'http', scheme: 'basic' }],
  ['a key of that name', { type: 'apiKey', in: 'header', name: 'authorization' }],
])('of two schemes in one header, a right credential of %s does not hide the wrong one', async (_, other) => {
  const schemes: Record<string, SecurityScheme> = { a: { type: 'http', scheme: 'bearer' }, b: other };
  const credentials = createCredentials(['a', 'b'], schemes, { a: 'one', b: 'two:three' }, { now, nonce });
  const { headers } = await credentials.apply(ASKED, { scheme: 'a', cause: 'no-credential' });
  expect(headers).toEqual({ 'x-acs-version': '1' });
});

test('a secret of the document is nobody else’s: a token of a real service is not signed with it', () => {
  const rules = {
    test: 'sk-test',
    pattern: '^sk-',
    jwt: { exp: 's', secret: 'a secret of the mock' },
  } as const;
  const scheme: SecurityScheme = { type: 'http', scheme: 'bearer', 'x-confab': { credential: rules } };
  const causes = (secret: string) =>
    createCredentials(['a'], { a: scheme }, { a: secret }, { now, nonce }).flaws.map(({ cause }) => cause);
  expect(causes('sk-test')).toContain('expired-credential');
  expect(causes('sk-real')).not.toContain('expired-credential');
});

test.each<[string, string[]]>([
  [
    'mixed',
    [
      'its first half alone',
      'with one more character at its end',
      'in the other letter case',
      'under the scheme Basic',
    ],
  ],
  ['base64', ['its first half alone', 'in the other letter case']],
  ['query', ['with a blank at its end']],
  ['jwt', ['under the scheme Basic']],
  ['basic', ['under the scheme Bearer']],
])('what is nearly the credential of %s is another one: %j', (name, variants) => {
  const near = make(name).credentials.flaws.filter(({ variant = '' }) =>
    /^(its|with|in|under) (?!a colon)/.test(variant),
  );
  expect(near.map(({ variant }) => variant)).toEqual(variants);
});

test('a wrong JWT is a JWT: its claims with a signature of the same length', async () => {
  const { scheme, secret } = SCHEMES.jwt as { scheme: SecurityScheme; secret: string };
  const credentials = createCredentials(['a'], { a: scheme }, { a: secret }, { now, nonce });
  const { headers } = await credentials.apply(ASKED, { scheme: 'a', cause: 'wrong-credential' });
  const [head, claims, signature = ''] = String(headers.Authorization).slice('Bearer '.length).split('.');
  expect(`${head}.${claims}`).toBe(secret.slice(0, secret.lastIndexOf('.')));
  expect(signature).toHaveLength(36);
  expect(signature).not.toBe('c2lnbmF0dXJl'.repeat(3));
});

describe('another credential', () => {
  test.each<[string, RegExp]>([
    ['sk-0123abcd', /^sk-[0-9]{4}[a-f]{4}$/],
    ['app-AbC', /^app-[A-F][a-f][A-F]$/],
    ['Zz', /^[G-Z][g-z]$/],
    ['%3D', /^%\d[A-F]$/],
    ['', /^x$/],
  ])('of %j has its shape', (credential, shape) => {
    expect(fakeCredential(credential)).toMatch(shape);
    expect(fakeCredential(credential)).not.toBe(credential);
  });

  test('tells nothing of the right one: those of one shape have the same', () => {
    expect(fakeCredential('sk-1111aaaa')).toBe(fakeCredential('sk-2222bbbb'));
  });

  test('is not the right one even if that is what is drawn', () => {
    const drawn = fakeCredential('12345678');
    expect(fakeCredential(drawn)).not.toBe(drawn);
  });
});
