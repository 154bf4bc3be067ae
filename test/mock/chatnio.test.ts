import { describe, expect, test } from 'vitest';
import { signJwt } from '../../src/auth/jwt.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock, MockOptions } from '../../src/mock/mock.ts';
import { some } from '../_some.ts';
import { INTEGERS, type Reply, reply } from './_reply.ts';

const KEY = 'sk-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const JWT_SECRET = 'confab-test-secret-0123456789abcdef';
const NOW = Date.UTC(2026, 2, 20, 8);

function call(mock: Mock, target: string, init: RequestInit = {}): Promise<Reply> {
  const headers = { authorization: KEY, ...(init.headers as object) };
  return reply(mock.fetch(`http://mock${target}`, { redirect: 'manual', ...init, headers }));
}

const LIST = '/conversation/list';
const list = (mock: Mock, headers: Record<string, string> = {}) => call(mock, LIST, { headers });
const load = (mock: Mock, id: string, headers: Record<string, string> = {}) =>
  call(mock, `/conversation/load?id=${id}`, { headers });

const chatnio = (options: MockOptions = {}) =>
  createMock({ vendors: ['chatnio'], clock: () => NOW, ...options });
const mock = await chatnio();

const failure = (message: string) => JSON.stringify({ message, status: false });
const USER_NOT_FOUND = failure('user not found');
const NOT_FOUND = failure('conversation not found');
const INVALID_ID = failure('invalid id');
const WRONG_KEY = '{"code":401,"message":"Access denied. Please provide correct api key."}';
const NO_ROUTE = failure('not found or method not allowed');

const row = (id: number) => ({
  auth: false,
  user_id: 7,
  id,
  name: `Question ${id}`,
  message: [
    { role: 'user', content: `Question ${id}` },
    { role: 'assistant', content: '...' },
  ],
  model: 'gpt-3.5-turbo-0613',
  enable_web: false,
  shared: false,
  context: 0,
});
const summary = (id: number) =>
  `{"auth":false,"user_id":0,"id":${id},"name":"Question ${id}","message":null,"model":"","enable_web":false,"shared":false,"context":0}`;

const expectCors = (headers: Headers, origin = '') => {
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  expect(headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, DELETE, OPTIONS');
  expect(headers.get('access-control-allow-headers')).toBe(
    'Origin, Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, X-Auth-Token, ' +
      'X-Requested-With, X-Forwarded-For, X-Real-IP, X-Forwarded-Proto, X-Forwarded-Host, X-Forwarded-Port',
  );
  expect(headers.get('access-control-allow-credentials')).toBe('true');
};

describe('the list', () => {
  test('has id and name of each row, everything else empty, keys of the envelope sorted', async () => {
    const { status, headers, text } = await list(await chatnio({ rows: { chatnio: [row(2), row(1)] } }));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expectCors(headers);
    expect(text).toBe(`{"data":[${summary(2)},${summary(1)}],"message":"","status":true}`);
  });

  test('of nobody is null, not an empty list', async () => {
    expect((await list(await chatnio({ rows: 0 }))).text).toBe('{"data":null,"message":"","status":true}');
  });

  test.each(
    some(
      [
        [1, [1, 1]],
        [100, [100, 1]],
        [101, [101, 2]],
        [237, [237, 138]],
        [1_000_000, [1_000_000, 999_901]],
      ],
      3,
    ),
  )('of %d rows has the newest hundred, ids descending', async (count, [first, last]) => {
    const ids = (await list(await chatnio({ rows: count }))).body.data.map((one: any) => one.id);
    expect([ids[0], ids.at(-1)]).toEqual([first, last]);
    expect(ids).toEqual(ids.map((_: number, n: number) => (first as number) - n));
  });

  test('puts rows that were supplied in another order into this one', async () => {
    const own = await chatnio({ rows: { chatnio: [row(1), row(3), row(2)] } });
    expect((await list(own)).body.data.map((one: any) => one.id)).toEqual([3, 2, 1]);
  });

  test('reads no parameter', async () => {
    const plain = await list(mock);
    expect((await call(mock, `${LIST}?page=2&page_size=10&limit=1&id=x`)).text).toBe(plain.text);
  });

  test('has names as the server cuts them: 50 characters and three dots', async () => {
    for (const { name } of (await list(mock)).body.data) {
      expect([...name].length).toBeLessThanOrEqual(53);
      if ([...name].length > 50) expect([...name].slice(50).join('')).toBe('...');
    }
  });
});

describe('loading one', () => {
  test('shows it whole, with the envelope of the list', async () => {
    const own = await chatnio({ rows: { chatnio: [row(2), row(1)] } });
    const { status, headers, text } = await load(own, '1');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expectCors(headers);
    expect(text).toBe(`{"data":${JSON.stringify(row(1))},"message":"","status":true}`);
  });

  test('every listed one loads, under the same id and name, with a dialogue', async () => {
    for (const { id, name } of (await list(mock)).body.data) {
      const { body } = await load(mock, id);
      expect(body).toMatchObject({ status: true, message: '', data: { id, name } });
      expect(body.data).toMatchObject({ auth: false, enable_web: false, shared: false, context: 0 });
      expect(body.data.user_id).toBeGreaterThan(0);
      expect(body.data.model).not.toBe('');
      // A mask puts a system message first; user and assistant take turns.
      const roles = body.data.message.map((one: any) => one.role);
      const turns = roles[0] === 'system' ? roles.slice(1) : roles;
      expect(turns).toEqual(turns.map((_: string, n: number) => (n % 2 === 0 ? 'user' : 'assistant')));
      for (const one of body.data.message) expect(one.content).toEqual(expect.any(String));
    }
  });

  test('so does one too old to be listed', async () => {
    expect((await load(mock, '1')).body.data.id).toBe(1);
  });

  test.each(some(INTEGERS, 4))('id=%s is an integer: %s', async (id, isInteger) => {
    const { status, headers, text, body } = await load(mock, id);
    expect(status).toBe(200);
    expectCors(headers);
    if (isInteger) expect(body.data.id).toBe(1);
    else expect(text).toBe(INVALID_ID);
  });

  test.each([
    ['no id', '/conversation/load'],
    ['an empty id', '/conversation/load?id='],
    ['an id by another name', '/conversation/load?ID=1'],
    ['a second id is not looked at', '/conversation/load?id=x&id=1'],
  ])('%s: invalid id', async (_, target) => {
    const { status, text } = await call(mock, target);
    expect([status, text]).toEqual([200, INVALID_ID]);
  });

  test.each(some(['0', '-1', '238', '9223372036854775807', '-9223372036854775808'], 3))(
    'id=%s: conversation not found',
    async (id) => {
      const { status, text } = await load(mock, id);
      expect([status, text]).toEqual([200, NOT_FOUND]);
    },
  );

  test('shows the messages of supplied rows as they are: of masks, of hosted instances, none', async () => {
    const messages = [
      [
        { role: 'system', content: 'Be brief' },
        { role: 'user', content: 'hi' },
        { role: 'virtualRole::websearch', content: '', search_query: 'hi' },
      ],
      [],
      null,
    ];
    const own = await chatnio({
      rows: { chatnio: messages.map((message, n) => ({ ...row(n + 1), message })) },
    });
    for (const [n, message] of messages.entries())
      expect((await load(own, String(n + 1))).body.data.message).toEqual(message);
  });

  test('of a repeated id the first counts', async () => {
    expect((await load(mock, '2&id=x')).body.data.id).toBe(2);
  });
});

describe('credentials', () => {
  const jwt = (claims: object, secret = JWT_SECRET) =>
    signJwt({ username: 'u', password: 'p', exp: NOW / 1000 + 60, ...claims }, secret);
  const both = ['/conversation/list', '/conversation/load?id=1'];

  test.each<[string, string]>(
    some<[string, string]>(
      [
        ['an empty one', ''],
        ['blanks', '  '],
        ['Bearer alone', 'Bearer '],
        ['another scheme', 'Basic dXNlcjpwYXNz'],
        ['a JWT that is none', 'Bearer a.b.c'],
        ['a key behind two blanks', `Bearer  ${KEY}`],
        ['a key behind bearer in lower case', `bearer ${KEY}`],
        ['a key without its beginning', KEY.slice(3)],
      ],
      4,
    ),
  )('%s: user not found', async (_, authorization) => {
    for (const target of both) {
      const { status, headers, text } = await call(mock, target, { headers: { authorization } });
      expect([status, text]).toEqual([200, USER_NOT_FOUND]);
      expectCors(headers);
    }
  });

  test('none: user not found', async () => {
    const { status, text } = await reply(mock.fetch(`http://mock${LIST}`));
    expect([status, text]).toEqual([200, USER_NOT_FOUND]);
  });

  test('come before the id', async () => {
    expect((await load(mock, 'x', { authorization: '' })).text).toBe(USER_NOT_FOUND);
  });

  test.each([
    ['the key alone', KEY],
    ['the key behind Bearer', `Bearer ${KEY}`],
    ['blanks around it', `  ${KEY} `],
    ['any key of the right form', `sk-${'a'.repeat(64)}`],
  ])('%s is taken', async (_, authorization) => {
    expect((await list(mock, { authorization })).body.status).toBe(true);
  });

  test.each([
    ['too short', 'sk-123'],
    ['nothing behind sk-', 'Bearer sk-'],
    ['in capitals', `Bearer sk-${'A'.repeat(64)}`],
  ])('a key that the server never issues, %s: 401 without a status', async (_, authorization) => {
    const { status, headers, text } = await list(mock, { authorization });
    expect([status, text]).toEqual([401, WRONG_KEY]);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expectCors(headers);
  });

  test.each<[string, MockOptions, string, number]>([
    ['strict: the test key', { strictKeys: true }, KEY, 200],
    ['strict: an unknown key', { strictKeys: true }, `sk-${'a'.repeat(64)}`, 401],
    ['strict: an unknown key behind Bearer', { strictKeys: true }, `Bearer sk-${'a'.repeat(64)}`, 401],
    [
      'strict: a key made known',
      { strictKeys: true, keys: { chatnio: [`sk-${'b'.repeat(64)}`] } },
      `sk-${'b'.repeat(64)}`,
      200,
    ],
  ])('%s', async (_, options, authorization, status) => {
    const answer = await list(await chatnio(options), { authorization });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.text).toBe(WRONG_KEY);
  });

  test.each<[string, () => Promise<string>, boolean]>([
    ['alone', () => jwt({}), true],
    ['behind Bearer', async () => `Bearer ${await jwt({})}`, true],
    ['that expired', () => jwt({ exp: NOW / 1000 - 1 }), false],
    ['signed with another secret', () => jwt({}, 'another'), false],
  ])('a JWT %s', async (_, token, isTaken) => {
    const { status, text, body } = await list(mock, { authorization: await token() });
    expect(status).toBe(200);
    if (isTaken) expect(body.status).toBe(true);
    else expect(text).toBe(USER_NOT_FOUND);
  });
});

describe('around the two', () => {
  test.each(['', '/api', '/chatnio', '/chatnio/api'])('%s/conversation/list is the same', async (mount) => {
    expect((await call(mock, mount + LIST)).text).toBe((await list(mock)).text);
  });

  test.each([
    ['POST', LIST],
    ['POST', '/conversation/load?id=1'],
    ['GET', '/conversation?id=1'],
  ])('%s %s: 404 of the server', async (method, target) => {
    const { status, headers, text } = await call(mock, target, { method });
    expect([status, text]).toEqual([404, NO_ROUTE]);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expectCors(headers);
  });

  test.each(
    some(
      [
        LIST,
        '/conversation/load?id=1',
        '/conversation?id=1',
        '/conversation/list/',
        '/conversation/load/?id=1',
      ],
      3,
    ),
  )('HEAD %s: 404, as the server has no HEAD', async (target) => {
    const { status, headers, text } = await call(mock, target, { method: 'HEAD' });
    expect([status, text]).toEqual([404, '']);
    expectCors(headers);
  });

  test.each(
    some(
      [LIST, '/conversation/load', '/conversation?id=1', '/conversation/list/', '/conversation/load/?id=1'],
      3,
    ),
  )('OPTIONS %s: the preflight, without a credential', async (target) => {
    const origin = 'https://chat.example';
    const { status, headers, text } = await reply(
      mock.fetch(`http://mock${target}`, { method: 'OPTIONS', headers: { origin } }),
    );
    expect([status, text]).toEqual([200, '']);
    expectCors(headers, origin);
    expect(headers.get('access-control-max-age')).toBe('7200');
  });

  test('the origin of a request comes back', async () => {
    const { headers } = await list(mock, { origin: 'https://chat.example' });
    expectCors(headers, 'https://chat.example');
  });

  test.each([
    ['/conversation/list/', '/conversation/list'],
    ['/conversation/list/?page=2', '/conversation/list?page=2'],
    ['/conversation/load/?id=1', '/conversation/load?id=1'],
    ['/api/conversation/load/?id=1', '/api/conversation/load?id=1'],
  ])('GET %s: 301 to %s, without CORS', async (target, location) => {
    const { status, headers, text } = await call(mock, target);
    expect(status).toBe(301);
    expect(headers.get('location')).toBe(location);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(text).toBe(`<a href="${location}">Moved Permanently</a>.\n\n`);
  });

  test('the query is escaped in the page of a redirect', async () => {
    const { text } = await call(mock, '/conversation/list/?a=1&b=\\');
    expect(text).toBe('<a href="/conversation/list?a=1&amp;b=\\">Moved Permanently</a>.\n\n');
  });
});

describe('the profile docs: what the page claims', () => {
  test.each<[string, Record<string, string>]>([
    ['no key', { authorization: '' }],
    ['a JWT that is none', { authorization: 'a.b.c' }],
    ['a wrong key', { authorization: 'sk-123' }],
  ])('%s: 401 without a body', async (_, credential) => {
    const docs = await chatnio({ profiles: ['chatnio.docs'] });
    for (const target of [LIST, '/conversation/load?id=1']) {
      const { status, headers, text } = await call(docs, target, { headers: credential });
      expect([status, text]).toEqual([401, '']);
      expectCors(headers);
    }
  });

  test('the example of the page of a list stands in the spec, repaired in its syntax only', async () => {
    const [spec] = (await chatnio({ profiles: ['chatnio.docs'] })).specs;
    const operation = spec?.operations.find(({ id }) => id === 'listConversations');
    const media = operation?.responses.get('200')?.content.get('application/json; charset=utf-8');
    const only = {
      id: 1,
      user_id: 1,
      name: 'new chat',
      message: null,
      model: 'spark-desk',
      enable_web: true,
    };
    expect(media?.examples.get('documented')).toEqual({ status: true, message: '', data: [only] });
  });

  test('rows of the list have real values in the six documented fields', async () => {
    const docs = await chatnio({ profiles: ['chatnio.docs'] });
    const { body } = await list(docs);
    for (const one of body.data) {
      expect(Object.keys(one)).toEqual(['user_id', 'id', 'name', 'message', 'model', 'enable_web']);
      expect(one).toMatchObject({ message: null, enable_web: expect.any(Boolean) });
      expect(one.user_id).toBeGreaterThan(0);
      expect(one.model).not.toBe('');
    }
    expect(body.message).toBe('');
  });

  test('loading says success; what is not found is the same', async () => {
    const docs = await chatnio({ profiles: ['chatnio.docs'] });
    expect((await load(docs, '1')).body).toMatchObject({ status: true, message: 'success', data: { id: 1 } });
    const prose = await call(docs, '/conversation?id=1');
    expect(prose.body).toEqual((await load(docs, '1')).body);
    expect((await load(docs, '0')).text).toBe(NOT_FOUND);
    expect((await load(docs, 'x')).text).toBe(INVALID_ID);
  });
});
