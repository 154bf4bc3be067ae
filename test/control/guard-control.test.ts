import { describe, expect, test } from 'vitest';
import { type GuardedOptions, guardControl } from '../../src/control/guard-control.ts';

const TOKEN = 'a-token-for-tests';
const URL_OF = (path: string) => `http://127.0.0.1:4010/_confab${path}`;

interface Ask extends Partial<GuardedOptions> {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: NonNullable<RequestInit['body']>;
}

/** What comes of a request: `in` and the body when it was let in, else the status and the cause. */
async function ask({
  method = 'GET',
  path = '/scopes',
  headers = {},
  body,
  ...options
}: Ask): Promise<Response> {
  const control = guardControl(
    async (request) =>
      new Response(`in ${await request.text()}`, { headers: { 'x-control': request.method } }),
    { allowOrigins: [], isReached: () => false, ...options },
  );
  const init = { method, headers, ...(body !== undefined && { body, duplex: 'half' as const }) };
  return control(new Request(URL_OF(path), init), `/_confab${path}`);
}

async function told(given: Ask): Promise<string> {
  const response = await ask(given);
  const text = await response.text();
  return response.headers.has('x-control')
    ? text.trim()
    : `${response.status} ${response.headers.get('x-confab-cause')}`;
}

const page = (origin: string, site = 'cross-site') => ({ origin, 'sec-fetch-site': site });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const token = { admin: { token: TOKEN } };
const reached = { isReached: () => true };

describe('who may steer a server', () => {
  test.each<[string, Ask, string]>([
    ['a program', {}, 'in'],
    ['a program, with a body', { method: 'POST', body: '{"name":"a"}' }, 'in {"name":"a"}'],
    ["the server's own page", { headers: page('http://127.0.0.1:4010', 'same-origin') }, 'in'],
    ['the user, who types the address', { headers: { 'sec-fetch-site': 'none' } }, 'in'],
    ['a page of another origin', { headers: page('https://evil.example') }, '403 origin-not-allowed'],
    [
      'its form',
      { method: 'POST', body: 'a=b', headers: { origin: 'https://evil.example' } },
      '403 origin-not-allowed',
    ],
    [
      'its image, which has no origin',
      { headers: { 'sec-fetch-site': 'cross-site' } },
      '403 origin-not-allowed',
    ],
    [
      'a page on another port',
      { headers: page('http://127.0.0.1:5173', 'same-site') },
      '403 origin-not-allowed',
    ],
    ['a page without an origin', { headers: page('null') }, '403 origin-not-allowed'],
    [
      'its preflight',
      {
        method: 'OPTIONS',
        headers: { ...page('https://evil.example'), 'access-control-request-method': 'PUT' },
      },
      '403 origin-not-allowed',
    ],
    [
      'a page that was named',
      { headers: page('http://localhost:5173'), allowOrigins: ['http://localhost:5173'] },
      'in',
    ],
    [
      'another than the one that was named',
      { headers: page('http://localhost:5174'), allowOrigins: ['http://localhost:5173'] },
      '403 origin-not-allowed',
    ],
    ['any page, where all were named', { headers: page('https://evil.example'), allowOrigins: ['*'] }, 'in'],
    ['nobody, where it is off', { admin: 'off' }, '403 control-off'],
    ['nobody, not even by a token', { admin: 'off', headers: bearer(TOKEN) }, '403 control-off'],
    ['who waits for it to be ready, though it is off', { admin: 'off', path: '/health' }, 'in'],
    ['who waits for it, without the token', { ...token, path: '/health' }, 'in'],
    ['what only looks like that', { ...token, path: '/health/' }, '401 control-token'],
  ])('%s', async (_, given, outcome) => expect(await told(given)).toBe(outcome));
});

describe('a token', () => {
  test.each<[string, Ask, string]>([
    ['none', token, '401 control-token'],
    ['the right one', { ...token, headers: bearer(TOKEN) }, 'in'],
    ['bearer in lower case', { ...token, headers: { authorization: `bearer ${TOKEN}` } }, 'in'],
    ['another', { ...token, headers: bearer('another-token') }, '401 control-token'],
    ['its beginning', { ...token, headers: bearer(TOKEN.slice(0, -1)) }, '401 control-token'],
    ['in another case', { ...token, headers: bearer(TOKEN.toUpperCase()) }, '401 control-token'],
    ['an empty one', { ...token, headers: { authorization: 'Bearer ' } }, '401 control-token'],
    ['as a password', { ...token, headers: { authorization: `Basic ${btoa(`me:${TOKEN}`)}` } }, 'in'],
    [
      'as a password without a user',
      { ...token, headers: { authorization: `Basic ${btoa(`:${TOKEN}`)}` } },
      'in',
    ],
    [
      'another password',
      { ...token, headers: { authorization: `Basic ${btoa('me:other')}` } },
      '401 control-token',
    ],
    ['in another scheme', { ...token, headers: { authorization: `Token ${TOKEN}` } }, '401 control-token'],
    ['in the query', { ...token, path: `/scopes?token=${TOKEN}` }, '401 control-token'],
    [
      'the right one, of a foreign page',
      { ...token, headers: { ...bearer(TOKEN), ...page('https://evil.example') } },
      '403 origin-not-allowed',
    ],
    ['where other machines reach the server: none was set', reached, '403 control-token'],
    ['there: none was set, some came', { ...reached, headers: bearer(TOKEN) }, '403 control-token'],
    ['there: the right one', { ...reached, ...token, headers: bearer(TOKEN) }, 'in'],
    ['there: none', { ...reached, ...token }, '401 control-token'],
    ['there, only to wait for it', { ...reached, path: '/health' }, 'in'],
  ])('%s', async (_, given, outcome) => expect(await told(given)).toBe(outcome));

  test('browsers ask their user for it', async () => {
    const { headers } = await ask(token);
    expect(headers.get('www-authenticate')).toBe(
      'Bearer realm="confab", Basic realm="confab", charset="UTF-8"',
    );
  });
});

describe('what a page may read', () => {
  const named = { allowOrigins: ['http://localhost:5173'], headers: { origin: 'http://localhost:5173' } };

  test('the preflight of a page that was named is answered, also without the token', async () => {
    const { status, headers } = await ask({
      ...named,
      ...token,
      method: 'OPTIONS',
      headers: {
        ...named.headers,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect([status, Object.fromEntries(headers)]).toEqual([
      204,
      {
        'access-control-allow-origin': 'http://localhost:5173',
        'access-control-allow-methods': 'GET, PUT, POST, PATCH, DELETE',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-allow-private-network': 'true',
        'access-control-expose-headers': 'x-confab-cause',
        'access-control-max-age': '600',
        vary: 'Origin',
      },
    ]);
  });

  test.each<[string, Ask, string | null]>([
    ['an answer', named, 'http://localhost:5173'],
    ['why its token is refused', { ...named, ...token }, 'http://localhost:5173'],
    ['nothing, where it was not named', { headers: { origin: 'https://evil.example' } }, null],
    ['nothing is said to programs', {}, null],
  ])('%s', async (_, given, origin) => {
    expect((await ask(given)).headers.get('access-control-allow-origin')).toBe(origin);
  });

  test('HEAD has no body, whatever the outcome', async () => {
    expect(await (await ask({ ...token, method: 'HEAD' })).text()).toBe('');
  });
});

test.each<[string, Ask, RegExp]>([
  ['off', { admin: 'off' }, /started with --admin off/],
  [
    'no token',
    reached,
    /--admin token, or with the token in CONFAB_ADMIN_TOKEN; in code, with admin: \{ token \}/,
  ],
  ['none came', token, /^None came\. Send it as Authorization: Bearer <token>/],
  ['another came', { ...token, headers: bearer('x') }, /^The token that came is another one\./],
  [
    'a page',
    { headers: page('https://a.example') },
    /The page could change what every program gets .* --allow-origin https:\/\/a\.example/,
  ],
])('what to do is said: %s', async (_, given, sentence) => {
  const response = await ask(given);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({
    status: response.status,
    detail: expect.stringMatching(sentence),
  });
});
