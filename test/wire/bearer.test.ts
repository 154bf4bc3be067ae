import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { type Reply, reply } from '../mock/_reply.ts';

const vendors = ['bigmodel', 'gptbots', 'cybotstar'];
/** The vendors' own origins, taken by the mock: the rest of the URL is as their pages show it. */
const [mock, strict] = await Promise.all([
  createMock({ vendors, keys: { bigmodel: ['mine.s3.cr3t'] } }),
  createMock({ vendors, strictKeys: true, keys: { gptbots: ['app-mine'], cybotstar: ['robot:token'] } }),
]);
await Promise.all([mock.listen(), strict.listen()]);
afterAll(() => Promise.all([mock.close(), strict.close()]));

type Headers = Record<string, string>;
const JSON_TYPE = { 'Content-Type': 'application/json' };

function post(url: string, headers: Headers, body: object): Promise<Reply> {
  return reply(
    fetch(url, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) }),
  );
}

describe('BigModel', () => {
  const PATH = '/api/paas/v4/assistant/conversation/list';
  const URL = mock.url('bigmodel') + PATH;
  const [ID, SECRET] = ['confab0123456789', 'testsecret0123456'];
  const ASSISTANTS = [
    '65940acff94777010aa6b796',
    '65a265419d72d299a9230616',
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
  ];
  const first = { assistant_id: ASSISTANTS[0], page: 1, page_size: 10 };
  const list = (authorization?: string, body: object = first, url = URL) =>
    post(url, authorization === undefined ? {} : { Authorization: authorization }, body);

  /** As the SDKs make it: the secret's own bytes are the key. */
  function jwt(claims: object, secret = SECRET, header: object = { alg: 'HS256', sign_type: 'SIGN' }) {
    const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const hash = (header as { alg: string }).alg === 'HS512' ? 'sha512' : 'sha256';
    return [...text, createHmac(hash, secret).update(text.join('.')).digest('base64url')].join('.');
  }
  const now = Date.now();
  const claims = (exp: number, timestamp = now) => ({ api_key: ID, exp, timestamp });
  const live = claims(now + 210_000);

  test('lists as its page shows, Chinese letter for letter', async () => {
    const { status, headers, text, body } = await list(`Bearer ${ID}.${SECRET}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(Number(headers.get('content-length'))).toBe(Buffer.byteLength(text));
    expect(body).toMatchObject({ success: true, code: 200, msg: '操作成功' });
    expect(body.data.conversation_list).toHaveLength(10);
  });

  test.each<[string, string]>(
    some<[string, string]>(
      [
        ['the key, behind Bearer', `Bearer ${ID}.${SECRET}`],
        ['the key alone', `${ID}.${SECRET}`],
        ['the Python SDK with its token cache', `Bearer ${jwt(live)}`],
        ['the Java SDK with its token cache', `Bearer ${jwt(claims(now + 35 * 60_000))}`],
        ['a JWT library that adds typ', `Bearer ${jwt(live, SECRET, { alg: 'HS256', typ: 'JWT' })}`],
        ['zhipuai-sdk-nodejs-v4: microseconds, no Bearer', jwt(claims(now * 1000 + 180_000, now * 1000))],
        ['a JWT alone, with iat in seconds', jwt({ ...live, iat: Math.floor(now / 1000) })],
        ['a key made known', `Bearer ${jwt({ ...live, api_key: 'mine' }, 's3.cr3t')}`],
      ],
      4,
    ),
  )('%s: taken', async (_, authorization) => {
    const { status, body } = await list(authorization);
    expect([status, body.data?.conversation_list.length]).toEqual([200, 10]);
  });

  const EXPIRED = ['1003', 'Authorization Token已过期，请重新生成/获取。'];
  const WRONG = ['401', '令牌已过期或验证不正确！'];
  test.each<[string, string | undefined, string[]]>(
    some<[string, string | undefined, string[]]>(
      [
        ['nothing', undefined, ['1001', 'Header中未收到Authorization参数，无法进行身份验证。']],
        ['a JWT that expired', `Bearer ${jwt(claims(now - 1))}`, EXPIRED],
        ['a JWT that expired, alone', jwt(claims(now - 1)), EXPIRED],
        ['the beta SDK, which counts seconds', jwt(claims(Math.floor(now / 1000) + 180)), EXPIRED],
        ['a JWT of another secret', `Bearer ${jwt(live, 'another')}`, WRONG],
        ['a JWT of another secret that expired, too', `Bearer ${jwt(claims(now - 1), 'another')}`, WRONG],
        ['a JWT of an unknown key', `Bearer ${jwt({ ...live, api_key: 'nobody' })}`, WRONG],
        ['a JWT without a key', jwt({ exp: live.exp, timestamp: now }), WRONG],
        ['a JWT without an end', jwt({ api_key: ID, timestamp: now }), WRONG],
        ['a JWT that says none', `${jwt(live, SECRET, { alg: 'none' }).replace(/[^.]*$/, '')}`, WRONG],
        ['a JWT of another algorithm', jwt(live, SECRET, { alg: 'HS512' }), WRONG],
        ['no key and no JWT', 'Bearer nonsense', WRONG],
      ],
      4,
    ),
  )('%s: refused', async (_, authorization, [code, message]) => {
    const { status, headers, text } = await list(authorization);
    expect([status, text]).toEqual([401, JSON.stringify({ error: { code, message } })]);
    expect(headers.get('content-type')).toBe('application/json');
  });

  test('strict: an unknown plain key is refused, a JWT of the test key is not', async () => {
    const url = strict.url('bigmodel') + PATH;
    expect((await list('Bearer some.key', first, url)).text).toContain(WRONG[1]);
    expect((await list(`Bearer ${jwt(live)}`, first, url)).status).toBe(200);
  });

  test.each<[string, object]>([
    ['what both Python SDKs send', { ...first, request_id: null, user_id: null }],
    ['fields nobody knows', { ...first, 'x-测试': '😀', nested: { a: [1, null] } }],
  ])('%s: ignored', async (_, body) => {
    expect((await list(`Bearer ${ID}.${SECRET}`, body)).text).toBe(
      (await list(`Bearer ${ID}.${SECRET}`)).text,
    );
  });

  test('walked by has_more through every assistant: every row once', async () => {
    const walks = ASSISTANTS.map(async (assistant_id) => {
      const ids: string[] = [];
      for (let [page, more] = [1, true]; more; page += 1) {
        const { data } = (await list(`Bearer ${ID}.${SECRET}`, { assistant_id, page, page_size: 7 })).body;
        expect(data.assistant_id).toBe(assistant_id);
        ids.push(...data.conversation_list.map(({ id }: { id: string }) => id));
        more = data.has_more;
      }
      return ids;
    });
    const ids = (await Promise.all(walks)).flat();
    expect(ids).toHaveLength(237);
    expect(new Set(ids).size).toBe(237);
  });
});

describe('GPTBots', () => {
  const PATH = '/v1/bot/conversation/page';
  const list = (query: object, authorization?: string, origin = mock.url('gptbots')) =>
    reply(
      fetch(`${origin}${PATH}?${new URLSearchParams(query as Headers)}`, {
        headers: authorization === undefined ? {} : { Authorization: authorization },
      }),
    );
  const all = { conversation_type: 'ALL', start_time: '0', end_time: '4102444800000' };
  const KEY = 'Bearer app-confab0123456789TESTkeys';

  test("answers the page's own request with the page's own rows", async () => {
    const rows = [
      {
        conversation_id: 'AaACmo05Yrqb6bOSTbsg',
        user_id: '3',
        recent_chat_time: 1694572952383,
        subject: '2+3=?',
        conversation_type: 'API',
        message_count: 2,
        cost_credit: 0.01,
        bot_id: '64b902a84f1ff25d1c60c10b',
      },
      {
        conversation_id: '64ec1508c9c1ed5605e6ff28',
        user_id: '33',
        recent_chat_time: 1693194862160,
        subject: 'Hello!',
        conversation_type: 'API',
        message_count: 20,
        cost_credit: 0.59,
        bot_id: '64b902a84f1ff25d1c60c10b',
      },
    ];
    const own = await createMock({ vendors: ['gptbots'], rows: { gptbots: rows } });
    const { url } = await own.listen();
    const documented = {
      page: '1',
      conversation_type: 'API',
      start_time: '1691942400000',
      end_time: '1699868066999',
      page_size: '50',
    };
    const { status, headers, text } = await list(documented, KEY, url);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(text).toBe(JSON.stringify({ list: rows, total: 2 }));
    const one = await list({ ...documented, user_id: '33' }, KEY, url);
    expect(one.body).toEqual({ list: [rows[1]], total: 1 });
    const none = await list({ ...documented, user_id: '1234567890' }, KEY, url);
    expect(none.body).toEqual({ list: [], total: 0 });
    await own.close();
  });

  test.each<[string, string | undefined]>([
    ['nothing', undefined],
    ['Bearer alone', 'Bearer '],
    ['Basic, as its prose says', `Basic ${btoa('app-confab0123456789TESTkeys:')}`],
    ['the key alone', 'app-confab0123456789TESTkeys'],
  ])('%s: refused', async (_, authorization) => {
    const { status, text } = await list({ ...all, page: '1', page_size: '10' }, authorization);
    expect([status, text]).toEqual([401, '{"code":40127,"message":"开发者鉴权失败"}']);
  });

  test.each([
    ['any key', 'Bearer app-any', () => mock, 200],
    ['strict: any key', 'Bearer app-any', () => strict, 401],
    ['strict: the test key', KEY, () => strict, 200],
    ['strict: a key made known', 'Bearer app-mine', () => strict, 200],
  ])('%s', async (_, authorization, at, status) => {
    const answer = await list({ ...all, page: '1', page_size: '10' }, authorization, at().url());
    expect(answer.status).toBe(status);
  });

  test('walked until total is reached: every row once', async () => {
    const ids: string[] = [];
    for (let [page, total] = [1, 1]; ids.length < total; page += 1) {
      const { status, body } = await list({ ...all, page: `${page}`, page_size: '50' }, KEY);
      expect([status, body.list.length > 0]).toEqual([200, true]);
      ids.push(...body.list.map(({ conversation_id }: Headers) => conversation_id));
      total = body.total;
    }
    expect(ids).toHaveLength(237);
    expect(new Set(ids).size).toBe(237);
  });
});

describe('Cybotstar', () => {
  const PATH = '/openapi/v1/conversation/segment/get_list/';
  const KEYS = { 'cybertron-robot-key': 'l8ia2IOcZ724%2BU%3D', 'cybertron-robot-token': 'MTc0Mzk5cGRCUTg9' };
  const list = (body: object, headers: Headers = KEYS, path = PATH, at = mock) =>
    post(at.url('cybotstar') + path, headers, { username: 'me@host.com', ...body });
  const callers = {
    filter_mode: 0,
    filter_user_code: '',
    create_start_time: '',
    create_end_time: '',
    message_source: '',
    page: 1,
    pagesize: 10,
  };

  test('lists for what real callers send', async () => {
    const { status, headers, body } = await list(callers);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(body).toMatchObject({
      code: '000000',
      message: 'success',
      data: { total: 237, page: 1, page_size: 10, has_next: true, has_previous: false, max_page_num: 24 },
    });
    expect(body.data.list).toHaveLength(10);
  });

  test('the header username and a token with letters of base64 change nothing', async () => {
    const more = { ...KEYS, username: 'you@host.com', 'cybertron-robot-token': 'ab+/cd==' };
    expect((await list(callers, more)).text).toBe((await list(callers)).text);
  });

  test('what nobody has matches nothing: zeros', async () => {
    expect((await list({ ...callers, segment_code_list: ['nobody'] })).body).toEqual({
      code: '000000',
      message: 'success',
      data: {
        total: 0,
        page: 0,
        page_size: 0,
        has_next: false,
        has_previous: false,
        max_page_num: 0,
        list: [],
      },
    });
  });

  test.each<[string, Headers]>(
    some<[string, Headers]>(
      [
        ['neither key nor token', {}],
        ['no token', { 'cybertron-robot-key': 'k' }],
        ['no key', { 'cybertron-robot-token': 't' }],
        ['an empty key', { ...KEYS, 'cybertron-robot-key': '' }],
        ['names with underscores', { cybertron_robot_key: 'k', cybertron_robot_token: 't' }],
        ['Authorization in their place', { Authorization: 'Bearer k' }],
      ],
      3,
    ),
  )('%s: an error inside a 200', async (_, headers) => {
    const { status, body } = await list(callers, headers);
    expect(status).toBe(200);
    expect(body).toEqual({ code: '400000', message: expect.stringMatching(/\S/), data: null });
  });

  test.each([
    ['a pair made known', 'robot', 'token', '000000'],
    ['two that do not belong together', 'robot', 'other', '400000'],
  ])('strict: %s', async (_, key, token, code) => {
    const headers = { 'cybertron-robot-key': key, 'cybertron-robot-token': token };
    expect((await list(callers, headers, PATH, strict)).body.code).toBe(code);
  });

  test('without the slash at the end: 404, and no redirect', async () => {
    const answer = await fetch(mock.url('cybotstar') + PATH.slice(0, -1), {
      method: 'POST',
      headers: { ...JSON_TYPE, ...KEYS },
      body: JSON.stringify({ username: 'me@host.com' }),
    });
    expect([answer.status, answer.redirected]).toEqual([404, false]);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test('the profile appendSlash: fetch follows the redirect as GET, which the mock explains', async () => {
    const own = await createMock({ vendors: ['cybotstar'], profiles: ['cybotstar.appendSlash'] });
    const { url } = await own.listen();
    const answer = await fetch(url + PATH.slice(0, -1), { method: 'POST', headers: KEYS, body: '{}' });
    expect([answer.status, answer.redirected, answer.url]).toEqual([501, true, url + PATH]);
    expect(((await answer.json()) as { detail: string }).detail).toMatch(/send POST instead of GET/);
    await own.close();
  });

  test('walked by has_next: every row once', async () => {
    const codes: string[] = [];
    for (let [page, more] = [1, true]; more; page += 1) {
      const { data } = (await list({ ...callers, page, pagesize: 40 })).body;
      expect([data.page, data.max_page_num]).toEqual([page, 6]);
      codes.push(...data.list.map(({ segment_code }: Headers) => segment_code));
      more = data.has_next;
    }
    expect(codes).toHaveLength(237);
    expect(new Set(codes).size).toBe(237);
  });
});
