import { describe, expect, test } from 'vitest';
import { signJwt } from '../../src/auth/jwt.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock, MockOptions } from '../../src/mock/mock.ts';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import { some } from '../_some.ts';
import { type Reply, reply } from './_reply.ts';

const URL = 'http://mock/api/paas/v4/assistant/conversation/list';
const ASSISTANT = '65940acff94777010aa6b796';
const OTHER = '65a265419d72d299a9230616';
const ID = 'confab0123456789';
const SECRET = 'testsecret0123456';
const KEY = `Bearer ${ID}.${SECRET}`;

function post(mock: Mock, body: string, headers: Record<string, string | undefined> = {}): Promise<Reply> {
  const all = { authorization: KEY, 'content-type': 'application/json', ...headers };
  const given = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  // Bytes carry no content type of their own, so the one without any can be sent.
  return reply(
    mock.fetch(URL, {
      method: 'POST',
      headers: Object.fromEntries(given),
      body: new TextEncoder().encode(body),
    }),
  );
}

const list = (mock: Mock, body: JsonObject = {}, headers: Record<string, string | undefined> = {}) =>
  post(mock, JSON.stringify({ assistant_id: ASSISTANT, ...body }), headers);

const bigmodel = (options: MockOptions = {}) => createMock({ vendors: ['bigmodel'], ...options });
const mock = await bigmodel();
/** The clock by which credentials expire stands still. */
const NOW = Date.UTC(2026, 2, 20, 8);
const timed = await bigmodel({ clock: () => NOW });

const error = (code: string, message: string) => JSON.stringify({ error: { code, message } });
const missing = (name: string) => error('1213', `未正常接收到${name}参数。`);
const invalid = (name: string) => error('1214', `${name} 参数非法。请检查文档。`);
const NO_CREDENTIAL = error('1001', 'Header中未收到Authorization参数，无法进行身份验证。');
const MALFORMED = error('1002', 'Authorization Token非法，请确认Authorization Token正确传递。');
const EXPIRED = error('1003', 'Authorization Token已过期，请重新生成/获取。');
const WRONG = error('401', '令牌已过期或验证不正确！');

const row = (n: number, assistant_id = ASSISTANT) => ({
  id: `66b21025526372280000000${n}`,
  assistant_id,
  create_time: `2024-08-06T11:59:0${9 - n}Z`,
  update_time: `2024-08-06T12:00:0${9 - n}Z`,
  usage: { prompt_tokens: 1075, completion_tokens: 389, total_tokens: 1464 },
});
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n + 1));
const idsOf = ({ body }: Reply) => body.data.conversation_list.map((one: any) => one.id);

describe('a page', () => {
  test('stands in the envelope, under the content type of the page', async () => {
    const { status, headers, text } = await list(await bigmodel({ rows: { bigmodel: rows(1) } }));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(text).toBe(
      `{"success":true,"code":200,"msg":"操作成功","data":{"assistant_id":"${ASSISTANT}",` +
        `"conversation_list":[${JSON.stringify(row(1))}],"has_more":false}}`,
    );
  });

  test.each<[string, JsonObject, number[], boolean]>(
    some<[string, JsonObject, number[], boolean]>(
      [
        ['five rows when no size is given', {}, [1, 2, 3, 4, 5], true],
        ['page 1 when no page is given', { page_size: 3 }, [1, 2, 3], true],
        ['the second', { page: 2, page_size: 3 }, [4, 5, 6], false],
        ['the only one, as long as the list', { page: 1, page_size: 6 }, [1, 2, 3, 4, 5, 6], false],
        ['the last but one of an exact multiple', { page: 2, page_size: 2 }, [3, 4], true],
        ['the last of an exact multiple', { page: 3, page_size: 2 }, [5, 6], false],
        ['the last, cut short', { page: 2, page_size: 5 }, [6], false],
        ['one past the last', { page: 4, page_size: 2 }, [], false],
        ['far past the last', { page: 1_000_000, page_size: 100 }, [], false],
        ['the least size', { page: 6, page_size: 1 }, [6], false],
        ['the greatest size', { page: 1, page_size: 100 }, [1, 2, 3, 4, 5, 6], false],
      ],
      4,
    ),
  )('%s', async (_, body, numbers, hasMore) => {
    const answer = await list(await bigmodel({ rows: { bigmodel: rows(6) } }), body);
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(numbers.map((n) => row(n).id));
    expect(answer.body.data.has_more).toBe(hasMore);
  });

  test('of nothing is an empty list', async () => {
    const { text } = await list(await bigmodel({ rows: 0 }));
    expect(text).toBe(
      `{"success":true,"code":200,"msg":"操作成功","data":{"assistant_id":"${ASSISTANT}","conversation_list":[],"has_more":false}}`,
    );
  });

  test('has rows as captured: ObjectIds that hold their time, ISO times, a usage that adds up', async () => {
    for (const one of (await list(mock, { page_size: 100 })).body.data.conversation_list) {
      expect(one.id).toMatch(/^[0-9a-f]{24}$/);
      expect(one.create_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(Number.parseInt(one.id.slice(0, 8), 16) * 1000).toBe(Date.parse(one.create_time));
      expect(Date.parse(one.update_time)).toBeGreaterThanOrEqual(Date.parse(one.create_time));
      const { prompt_tokens, completion_tokens, total_tokens } = one.usage;
      expect(total_tokens).toBe(prompt_tokens + completion_tokens);
    }
  });

  test('comes with the newest first', async () => {
    const times = (await list(mock, { page_size: 100 })).body.data.conversation_list.map(
      (one: any) => one.create_time,
    );
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('the assistant', () => {
  test('is echoed, and only its conversations are listed', async () => {
    const two = await bigmodel({ rows: { bigmodel: [row(1), row(2, OTHER), row(3)] } });
    const answer = await list(two, { assistant_id: OTHER });
    expect(answer.body.data.assistant_id).toBe(OTHER);
    expect(idsOf(answer)).toEqual([row(2).id]);
  });

  test.each(
    some(
      [
        ASSISTANT,
        OTHER,
        '664dd7bd5bb3a13ba0f81668',
        '664e0cade018d633146de0d2',
        '6654898292788e88ce9e7f4c',
        '66437ef3d920bdc5c60f338e',
        '659e54b1b8006379b4b2abd6',
        '65d2f07bb2c10188f885bd89',
        '663058948bb259b7e8a22730',
        '65a393b3619c6f13586246cd',
        '65b356af6924a59d52832e54',
        '668fdd45405f2e3c9f71f832',
      ],
      4,
    ),
  )('%s is known, and has conversations', async (assistant_id) => {
    const { conversation_list } = (await list(mock, { assistant_id })).body.data;
    expect(conversation_list.length).toBeGreaterThan(0);
    for (const one of conversation_list) expect(one.assistant_id).toBe(assistant_id);
  });
});

describe('what is refused', () => {
  test.each<[string, string, string]>(
    some<[string, string, string]>(
      [
        ['no assistant', '{}', missing('assistant_id')],
        ['an assistant outside the enumeration', '{"assistant_id":"nobody"}', invalid('assistant_id')],
        ['an empty assistant', '{"assistant_id":""}', invalid('assistant_id')],
        ['null for an assistant', '{"assistant_id":null}', missing('assistant_id')],
        ['an assistant that is a number', '{"assistant_id":1}', invalid('assistant_id')],
        ...(
          [
            ['page 0', 'page', 0],
            ['page -1', 'page', -1],
            ['a page that is text', 'page', '1'],
            ['half a page', 'page', 1.5],
            ['a page that is a list', 'page', [1]],
            ['page_size 0', 'page_size', 0],
            ['page_size 101', 'page_size', 101],
            ['a page_size that is text', 'page_size', '10'],
            ['a page_size that is a boolean', 'page_size', true],
          ] as [string, string, Json][]
        ).map(([what, name, value]): [string, string, string] => [
          what,
          JSON.stringify({ assistant_id: ASSISTANT, [name]: value }),
          invalid(name),
        ]),
        [
          'what the Java SDK sends when both are left out: the first is named',
          `{"assistant_id":"${ASSISTANT}","page":0,"page_size":0}`,
          invalid('page'),
        ],
        ['a missing assistant before a wrong page', '{"page":0}', missing('assistant_id')],
      ],
      4,
    ),
  )('%s', async (_, body, text) => {
    const answer = await post(mock, body);
    expect([answer.status, answer.text]).toEqual([400, text]);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test.each(
    some(
      [
        ['nothing', ''],
        ['half an object', '{"assistant_id":'],
        ['a number with a leading zero', `{"assistant_id":"${ASSISTANT}","page":01}`],
        ['a trailing comma', `{"assistant_id":"${ASSISTANT}",}`],
        ['a form', `assistant_id=${ASSISTANT}`],
        ['a list', '[]'],
        ['null', 'null'],
        ['a text', '"x"'],
      ],
      4,
    ),
  )('a body that is %s: 1210', async (_, body) => {
    const answer = await post(mock, body);
    expect([answer.status, answer.text]).toEqual([400, error('1210', 'API 调用参数有误，请检查文档。')]);
  });

  test.each([
    ['none', undefined],
    ['plain text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['nonsense', 'json'],
  ])('the content type %s: 1210', async (_, type) => {
    const answer = await list(mock, {}, { 'content-type': type });
    expect([answer.status, answer.text]).toEqual([400, error('1210', 'API 调用参数有误，请检查文档。')]);
    expect(answer.headers.get('x-confab-cause')).toContain('wrong-content-type');
  });
});

describe('what real clients send is taken', () => {
  test.each<[string, JsonObject, Record<string, string>]>(
    some<[string, JsonObject, Record<string, string>]>(
      [
        [
          'the explicit nulls of the Python SDKs',
          { page: 1, page_size: 10, request_id: null, user_id: null },
          {},
        ],
        ['null for a page', { page: null, page_size: 10 }, {}],
        ['keys that nobody knows', { page: 1, page_size: 10, tools: [{}], 'x-y': null }, {}],
        [
          'a content type with a charset',
          { page_size: 10 },
          { 'content-type': 'application/json; charset=UTF-8' },
        ],
        ['a content type in capitals', { page_size: 10 }, { 'content-type': 'Application/JSON' }],
        [
          'the headers of the SDKs',
          { page_size: 10 },
          {
            'x-source-channel': 'python-sdk',
            'ZhipuAI-SDK-Ver': '2.1.5',
            source_type: 'zhipu-sdk-python',
            'x-request-sdk': 'zhipu-sdk-python',
            'Accept-Language': 'en-US,en',
            'x-stainless-lang': 'python',
          },
        ],
      ],
      3,
    ),
  )('%s', async (_, body, headers) => {
    const plain = await list(mock, { page: 1, page_size: 10 });
    const answer = await list(mock, body, headers);
    expect([answer.status, answer.text]).toEqual([200, plain.text]);
  });

  test('null for a page_size is none: five rows', async () => {
    const answer = await list(mock, { page: 1, page_size: null });
    expect(answer.body.data.conversation_list).toHaveLength(5);
  });

  test('of a key that stands twice the last counts, as JSON readers have it', async () => {
    const answer = await post(mock, `{"assistant_id":"${ASSISTANT}","page_size":7,"page_size":3}`);
    expect(answer.body.data.conversation_list).toHaveLength(3);
  });
});

const jwt = (claims: object, secret = SECRET, header: object = { sign_type: 'SIGN' }) =>
  signJwt({ api_key: ID, exp: NOW + 210_000, timestamp: NOW, ...claims }, secret, header as never);

describe('credentials', () => {
  test.each(
    some(
      [
        ['none', undefined, NO_CREDENTIAL],
        ['an empty one', '', NO_CREDENTIAL],
        ['Bearer alone', 'Bearer ', NO_CREDENTIAL],
        ['one part', 'Bearer onepart', WRONG],
        ['a dot without an id', 'Bearer .secret', WRONG],
        ['a dot without a secret', 'Bearer id.', WRONG],
        ['another scheme', 'Basic dXNlcjpwYXNz', WRONG],
        ['three parts that are no JWT', 'Bearer a.b.c', WRONG],
        ['four parts', 'Bearer a.b.c.d', WRONG],
      ],
      4,
    ),
  )('%s', async (_, authorization, text) => {
    const answer = await list(timed, {}, { authorization });
    expect([answer.status, answer.text]).toEqual([401, text]);
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  test.each<[string, () => Promise<string>]>(
    some<[string, () => Promise<string>]>(
      [
        ['with Bearer', async () => `Bearer ${await jwt({})}`],
        ['without Bearer, as the JavaScript SDKs send it', () => jwt({})],
        [
          'with typ in its header',
          async () => `Bearer ${await jwt({}, SECRET, { typ: 'JWT', sign_type: 'SIGN' })}`,
        ],
        ['with iat in seconds', async () => `Bearer ${await jwt({ iat: NOW / 1000 })}`],
        ['of the Node SDK, in microseconds', () => jwt({ exp: NOW * 1000 + 180_000, timestamp: NOW * 1000 })],
      ],
      3,
    ),
  )('a JWT %s is taken', async (_, token) => {
    expect((await list(timed, {}, { authorization: await token() })).status).toBe(200);
  });

  test.each<[string, () => Promise<string>, string]>(
    some<[string, () => Promise<string>, string]>(
      [
        ['that expired', () => jwt({ exp: NOW - 1 }), EXPIRED],
        ['that expires now', () => jwt({ exp: NOW }), EXPIRED],
        ['whose exp counts seconds', () => jwt({ exp: NOW / 1000 + 180 }), EXPIRED],
        ['signed with another secret', () => jwt({}, 'another-secret-0123'), WRONG],
        ['of a key that nobody knows', () => jwt({ api_key: 'stranger' }), WRONG],
        [
          'without a signature',
          async () => {
            const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
            return `${part({ alg: 'none' })}.${part({ api_key: ID, exp: NOW + 1000 })}.`;
          },
          WRONG,
        ],
      ],
      3,
    ),
  )('a JWT %s is refused', async (_, token, text) => {
    const answer = await list(timed, {}, { authorization: `Bearer ${await token()}` });
    expect([answer.status, answer.text]).toEqual([401, text]);
  });

  test.each<[string, MockOptions, string, number]>(
    some<[string, MockOptions, string, number]>(
      [
        ['any key of two parts is taken', {}, 'Bearer any.key', 200],
        ['strict: the test key', { strictKeys: true }, KEY, 200],
        ['strict: an unknown key', { strictKeys: true }, 'Bearer any.key', 401],
        ['strict: the right id with a wrong secret', { strictKeys: true }, `Bearer ${ID}.wrong`, 401],
        [
          'strict: a key made known',
          { strictKeys: true, keys: { bigmodel: ['my.key'] } },
          'Bearer my.key',
          200,
        ],
      ],
      3,
    ),
  )('%s', async (_, options, authorization, status) => {
    const answer = await list(await bigmodel(options), {}, { authorization });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.text).toBe(WRONG);
  });

  test('a key without Bearer is taken too', async () => {
    expect((await list(mock, {}, { authorization: `${ID}.${SECRET}` })).status).toBe(200);
  });

  test('a JWT of a key made known is taken', async () => {
    const own = await bigmodel({ clock: () => NOW, keys: { bigmodel: ['my.secret'] } });
    const answer = await list(own, {}, { authorization: await jwt({ api_key: 'my' }, 'secret') });
    expect(answer.status).toBe(200);
  });

  test('come before the body', async () => {
    const answer = await post(mock, '{', { authorization: undefined });
    expect([answer.status, answer.text]).toEqual([401, NO_CREDENTIAL]);
  });
});

describe('profiles', () => {
  const always200 = (code: number, msg: string) => JSON.stringify({ code, msg, success: false });
  test.each<[string, JsonObject, Record<string, string>, string]>([
    [
      'no key',
      {},
      { authorization: '' },
      always200(1001, 'Header中未收到Authorization参数，无法进行身份验证。'),
    ],
    ['a wrong page', { page: 0 }, {}, always200(1214, 'page 参数非法。请检查文档。')],
  ])('always200: %s is an HTTP 200 in the success envelope', async (_, body, headers, text) => {
    const answer = await list(await bigmodel({ profiles: ['bigmodel.always200'] }), body, headers);
    expect([answer.status, answer.text]).toEqual([200, text]);
  });

  test('always200: a wrong key has the text of the usage API', async () => {
    const strict = await bigmodel({ profiles: ['bigmodel.always200'], strictKeys: true });
    const answer = await list(strict, {}, { authorization: 'Bearer any.key' });
    expect([answer.status, answer.text]).toEqual([200, always200(401, '令牌已过期或验证不正确')]);
  });

  test.each<[string, JsonObject, number[]]>([
    ['what the Java SDK sends when both are left out', { page: 0, page_size: 0 }, [1]],
    ['a negative page', { page: -3, page_size: 2 }, [1, 2]],
    ['a page_size that is too great', { page_size: 101 }, [1, 2, 3, 4, 5, 6]],
  ])('clamp: %s is moved to the bounds', async (_, body, numbers) => {
    const clamping = await bigmodel({ profiles: ['bigmodel.clamp'], rows: { bigmodel: rows(6) } });
    expect(idsOf(await list(clamping, body))).toEqual(numbers.map((n) => row(n).id));
  });

  test('clamp: a number that is no integer is refused, not moved', async () => {
    const answer = await list(await bigmodel({ profiles: ['bigmodel.clamp'] }), { page_size: 100.5 });
    expect(answer.status).toBe(400);
  });

  test('clamp: a page of the wrong type is still refused', async () => {
    const answer = await list(await bigmodel({ profiles: ['bigmodel.clamp'] }), { page: '0' });
    expect([answer.status, answer.text]).toEqual([400, invalid('page')]);
  });

  test.each([
    ['one part', 'Bearer onepart'],
    ['three parts that are no JWT', 'Bearer a.b.c'],
  ])('malformed1002: %s has the code that the newer table dropped', async (_, authorization) => {
    const answer = await list(
      await bigmodel({ profiles: ['bigmodel.malformed1002'] }),
      {},
      { authorization },
    );
    expect([answer.status, answer.text]).toEqual([401, MALFORMED]);
  });

  test.each([
    ['malformed1002 first', ['bigmodel.malformed1002', 'bigmodel.always200']],
    ['always200 first', ['bigmodel.always200', 'bigmodel.malformed1002']],
  ])('malformed1002 goes with always200: %s', async (_, profiles) => {
    const answer = await list(await bigmodel({ profiles }), {}, { authorization: 'Bearer onepart' });
    const text = always200(1002, 'Authorization Token非法，请确认Authorization Token正确传递。');
    expect([answer.status, answer.text]).toEqual([200, text]);
  });

  test.each<[string, () => Promise<string>, number]>([
    ['in seconds, as the beta SDK writes it', () => jwt({ exp: NOW / 1000 + 180 }), 200],
    ['in seconds, and past', () => jwt({ exp: NOW / 1000 - 1 }), 401],
    ['in milliseconds, as the others write it', () => jwt({}), 200],
  ])('secondsExp: a JWT whose exp is %s', async (_, token, status) => {
    const lenient = await bigmodel({ clock: () => NOW, profiles: ['bigmodel.secondsExp'] });
    const answer = await list(lenient, {}, { authorization: await token() });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.text).toBe(EXPIRED);
  });

  test('live: the captured rows come back as they were captured', async () => {
    const [{ responses }] = mock.specs[0]?.operations as any;
    const captured = responses.get('200').content.get('application/json').examples.get('captured');
    const { conversation_list, assistant_id } = captured.data;
    expect(conversation_list).toHaveLength(3);
    const live = await bigmodel({
      profiles: ['bigmodel.live'],
      rows: { bigmodel: conversation_list.toReversed() },
    });
    const answer = await list(live, { assistant_id, page: 1, page_size: 10 });
    expect(answer.body).toEqual(captured);
  });

  test('live: times are written at UTC+8, as the ids prove', async () => {
    const live = await bigmodel({ profiles: ['bigmodel.live'] });
    for (const one of (await list(live)).body.data.conversation_list) {
      expect(one.create_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      expect(one.update_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      const time = Date.parse(`${one.create_time.replace(' ', 'T')}+08:00`);
      expect(time).toBe(Number.parseInt(one.id.slice(0, 8), 16) * 1000);
    }
  });
});
