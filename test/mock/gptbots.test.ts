import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock, MockOptions } from '../../src/mock/mock.ts';
import { some } from '../_some.ts';
import { INTEGERS, type Reply, reply } from './_reply.ts';

const PATH = '/v1/bot/conversation/page';
const KEY = 'Bearer app-confab0123456789TESTkeys';
const NEEDED = {
  conversation_type: 'ALL',
  start_time: '0',
  end_time: '4102444800000',
  page: '1',
  page_size: '50',
};
type Query = Record<string, string | undefined>;

/** Parameters are written into the URL as they are: the tests say what is on the wire. */
function list(mock: Mock, query: Query = {}, headers: Record<string, string> = {}): Promise<Reply> {
  const pairs = Object.entries({ ...NEEDED, ...query }).filter(([, value]) => value !== undefined);
  const search = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  return reply(mock.fetch(`http://mock${PATH}?${search}`, { headers: { authorization: KEY, ...headers } }));
}

const gptbots = (options: MockOptions = {}) => createMock({ vendors: ['gptbots'], ...options });
const mock = await gptbots();

const INVALID = '{"code":40000,"message":"参数错误"}';
const UNAUTHORIZED = '{"code":40127,"message":"开发者鉴权失败"}';
const TIME = 1_773_000_000_000;

const row = (n: number, more: object = {}) => ({
  conversation_id: `c${n}`,
  user_id: String(n),
  recent_chat_time: TIME - n,
  subject: `Question ${n}`,
  conversation_type: 'API',
  message_count: 2,
  cost_credit: 0.01,
  bot_id: '64b902a84f1ff25d1c60c10b',
  ...more,
});
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n + 1));
const idsOf = ({ body }: Reply) => body.list.map((one: any) => one.conversation_id);

describe('a page', () => {
  test('is the object itself, without an envelope, under a plain application/json', async () => {
    const small = await gptbots({ rows: { gptbots: rows(1) } });
    const { status, headers, text } = await list(small);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(text).toBe(`{"list":[${JSON.stringify(row(1))}],"total":1}`);
  });

  test('has the eight documented fields in each generated row, with their types', async () => {
    for (const one of (await list(mock, { page_size: '100' })).body.list) {
      expect(one).toEqual({
        conversation_id: expect.stringMatching(/^\w+$/),
        user_id: one.user_id === null ? null : expect.any(String),
        recent_chat_time: expect.any(Number),
        subject: one.subject === null ? null : expect.any(String),
        conversation_type: expect.stringMatching(/^(?!ALL$)[A-Z_]+$/),
        message_count: expect.any(Number),
        cost_credit: expect.any(Number),
        bot_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      });
      expect(Number.isInteger(one.recent_chat_time)).toBe(true);
      expect(Number.isInteger(one.message_count)).toBe(true);
    }
  });

  test('comes with the newest chat first', async () => {
    const times = (await list(mock, { page_size: '100' })).body.list.map((one: any) => one.recent_chat_time);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test.each(
    some(
      [
        ['the first', { page: '1', page_size: '2' }, ['c1', 'c2']],
        ['the second', { page: '2', page_size: '2' }, ['c3', 'c4']],
        ['the last, cut short', { page: '3', page_size: '2' }, ['c5']],
        ['one past the last', { page: '4', page_size: '2' }, []],
        ['far past the last', { page: '2147483647', page_size: '100' }, []],
        ['a page of the least size', { page: '5', page_size: '1' }, ['c5']],
        ['a page of the greatest size', { page: '1', page_size: '100' }, ['c1', 'c2', 'c3', 'c4', 'c5']],
      ],
      3,
    ),
  )('%s: the rows asked for, and total counts all that match', async (_, query, ids) => {
    const answer = await list(await gptbots({ rows: { gptbots: rows(5) } }), query);
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(ids);
    expect(answer.body.total).toBe(5);
  });

  test("of the vendor's own rows, asked as the page asks, is the vendor's own answer", async () => {
    const [{ responses }] = mock.specs[0]?.operations as any;
    const documented = responses.get('200').content.get('application/json').examples.get('documented');
    const own = await gptbots({ rows: { gptbots: documented.list.toReversed() } });
    const asked = { conversation_type: 'API', start_time: '1691942400000', end_time: '1699868066999' };
    expect((await list(own, asked)).body).toEqual(documented);
    // The page's request names a user whom its answer does not have.
    expect((await list(own, { ...asked, user_id: '1234567890' })).text).toBe('{"list":[],"total":0}');
  });

  test('of nothing is an empty list', async () => {
    expect((await list(await gptbots({ rows: 0 }))).text).toBe('{"list":[],"total":0}');
  });
});

describe('filters', () => {
  const mixed = [
    row(1),
    row(2, { conversation_type: 'SHARE' }),
    row(3, { user_id: '1' }),
    row(4, { conversation_type: 'SPACE', user_id: null }),
    row(5, { conversation_type: 'WIDGET', user_id: '张三' }),
  ];
  test.each(
    some(
      [
        ['ALL is every channel', { conversation_type: 'ALL' }, ['c1', 'c2', 'c3', 'c4', 'c5']],
        ['a channel', { conversation_type: 'SHARE' }, ['c2']],
        ['a channel of the older versions', { conversation_type: 'SPACE' }, ['c4']],
        ['a channel without rows', { conversation_type: 'ZAPIER' }, []],
        ['a user', { user_id: '1' }, ['c1', 'c3']],
        ['an empty user is everyone', { user_id: '' }, ['c1', 'c2', 'c3', 'c4', 'c5']],
        ['a user of whom there is nothing', { user_id: '1234567890' }, []],
        ['a user in other letters, as UTF-8', { user_id: '%E5%BC%A0%E4%B8%89' }, ['c5']],
        ['a user longer than the 32 characters of other endpoints', { user_id: 'x'.repeat(33) }, []],
        ['part of a user is no user', { user_id: '12' }, []],
        ['a user and a channel', { user_id: '1', conversation_type: 'API' }, ['c1', 'c3']],
        ['from a time on, itself included', { start_time: `${TIME - 2}` }, ['c1', 'c2']],
        ['up to a time, itself included', { end_time: `${TIME - 3}` }, ['c3', 'c4', 'c5']],
        ['a single instant', { start_time: `${TIME - 2}`, end_time: `${TIME - 2}` }, ['c2']],
        ['an end before the start', { start_time: `${TIME}`, end_time: '0' }, []],
        ['seconds in place of milliseconds are a time in January 1970', { end_time: '1773000000' }, []],
      ],
      4,
    ),
  )('%s', async (_, query, ids) => {
    const answer = await list(await gptbots({ rows: { gptbots: mixed } }), query);
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(ids);
    expect(answer.body.total).toBe(ids.length);
  });

  test.each(
    some(
      (
        'ALL C CHAT C_WORKFLOW C_APPS API EMBED WIDGET AI_SEARCH SHARE WHATSAPP_META WHATSAPP_ENGAGELAB DINGTALK ' +
        'DISCORD SLACK ZAPIER WXKF TELEGRAM LIVECHAT LINE INSTAGRAM FACEBOOK SO_BOT ZOHO_SALES_IQ INTERCOM SPACE'
      ).split(' '),
      4,
    ),
  )('the channel %s is known', async (conversation_type) => {
    expect((await list(mock, { conversation_type })).status).toBe(200);
  });
});

describe('what is refused', () => {
  test.each<[string, Query, string]>(
    some<[string, Query, string]>(
      [
        ['no conversation_type', { conversation_type: undefined }, 'missing-parameter; conversation_type'],
        ['no start_time', { start_time: undefined }, 'missing-parameter; start_time'],
        ['no end_time', { end_time: undefined }, 'missing-parameter; end_time'],
        ['no page', { page: undefined }, 'missing-parameter; page'],
        ['no page_size', { page_size: undefined }, 'missing-parameter; page_size'],
        ['an empty page', { page: '' }, 'missing-parameter; page'],
        ['an empty page_size', { page_size: '' }, 'missing-parameter; page_size'],
        ['an empty start_time', { start_time: '' }, 'missing-parameter; start_time'],
        ['an empty conversation_type', { conversation_type: '' }, 'invalid-parameter; conversation_type'],
        [
          'an unknown conversation_type',
          { conversation_type: 'EMAIL' },
          'invalid-parameter; conversation_type',
        ],
        [
          'a conversation_type in lower case',
          { conversation_type: 'api' },
          'invalid-parameter; conversation_type',
        ],
        [
          'an internal conversation_type',
          { conversation_type: 'TRAIN' },
          'invalid-parameter; conversation_type',
        ],
        ['page 0', { page: '0' }, 'invalid-parameter; page'],
        ['page -1', { page: '-1' }, 'invalid-parameter; page'],
        ['a page beyond an int', { page: '2147483648' }, 'invalid-parameter; page'],
        ['page_size 0', { page_size: '0' }, 'invalid-parameter; page_size'],
        ['page_size 101', { page_size: '101' }, 'invalid-parameter; page_size'],
        ['the page_size of the oldest page', { page_size: '444' }, 'invalid-parameter; page_size'],
        ['a time that is a date', { start_time: '2026-03-01' }, 'invalid-parameter; start_time'],
        ['a time beyond a long', { end_time: '9223372036854775808' }, 'invalid-parameter; end_time'],
      ],
      4,
    ),
  )('%s: 40000', async (_, query, cause) => {
    const { status, headers, text } = await list(mock, query);
    expect([status, text]).toEqual([400, INVALID]);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-confab-cause')).toContain(cause);
  });

  test('a missing parameter is named before a wrong one', async () => {
    const { headers } = await list(mock, { conversation_type: 'EMAIL', page: undefined });
    expect(headers.get('x-confab-cause')).toContain('missing-parameter; page');
  });

  test.each(some(INTEGERS, 4))('page=%s is an integer: %s', async (page, isInteger) => {
    const { status, text } = await list(mock, { page });
    expect(status).toBe(isInteger ? 200 : 400);
    if (!isInteger) expect(text).toBe(INVALID);
  });

  test('the greatest long is a time', async () => {
    expect((await list(mock, { end_time: '9223372036854775807' })).status).toBe(200);
  });
});

describe('what is not looked at', () => {
  test('of a repeated parameter the first counts', async () => {
    expect((await list(mock, { page_size: '3&page_size=7' })).body.list).toHaveLength(3);
    expect((await list(mock, { page_size: '0&page_size=7' })).status).toBe(400);
  });

  test('unknown parameters and headers, and the Content-Type of a GET', async () => {
    const plain = await list(mock);
    const more = await list(
      mock,
      { bot_id: 'x', pageSize: '1', __proto: '1' },
      { 'content-type': 'application/json', 'x-request-id': '1' },
    );
    expect(more.text).toBe(plain.text);
  });
});

describe('credentials', () => {
  test.each<[string, string | undefined]>(
    some<[string, string | undefined]>(
      [
        ['none', undefined],
        ['an empty one', ''],
        ['Bearer alone', 'Bearer '],
        ['another scheme, which the page calls it', 'Basic dXNlcjpwYXNz'],
        ['the key alone', 'app-confab0123456789TESTkeys'],
        ['bearer in lower case with two keys', 'Bearer app-1 app-2'],
      ],
      3,
    ),
  )('%s: 40127', async (_, authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const search = new URLSearchParams(NEEDED);
    const {
      status,
      text,
      headers: sent,
    } = await reply(mock.fetch(`http://mock${PATH}?${search}`, { headers }));
    expect([status, text]).toEqual([401, UNAUTHORIZED]);
    expect(sent.get('content-type')).toBe('application/json');
  });

  test('come before parameters', async () => {
    const { status, text } = await list(mock, { page: '0' }, { authorization: '' });
    expect([status, text]).toEqual([401, UNAUTHORIZED]);
  });

  test.each<[string, MockOptions, string, number]>(
    some<[string, MockOptions, string, number]>(
      [
        ['any key is taken', {}, 'Bearer app-whatever', 200],
        ['strict: the test key', { strictKeys: true }, KEY, 200],
        ['strict: an unknown key', { strictKeys: true }, 'Bearer app-whatever', 401],
        [
          'strict: a key made known',
          { strictKeys: true, keys: { gptbots: ['app-mine'] } },
          'Bearer app-mine',
          200,
        ],
        ['strict: keys tell upper from lower case', { strictKeys: true }, KEY.toLowerCase(), 401],
      ],
      3,
    ),
  )('%s', async (_, options, authorization, status) => {
    const answer = await list(await gptbots(options), {}, { authorization });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.text).toBe(UNAUTHORIZED);
  });
});

describe('profiles', () => {
  test.each<[string, Query, Record<string, string>, string]>([
    ['a wrong parameter', { page: '0' }, {}, INVALID],
    ['a missing parameter', { page: undefined }, {}, INVALID],
    ['no key', {}, { authorization: '' }, UNAUTHORIZED],
  ])('always200: %s is an HTTP 200 with the same body', async (_, query, headers, body) => {
    const answer = await list(await gptbots({ profiles: ['gptbots.always200'] }), query, headers);
    expect([answer.status, answer.text]).toEqual([200, body]);
  });

  test.each([
    ['page 0 is page 1', { page: '0', page_size: '2' }, ['c1', 'c2']],
    ['page -7 is page 1', { page: '-7', page_size: '2' }, ['c1', 'c2']],
    ['page_size 0 is 1', { page_size: '0' }, ['c1']],
    ['page_size 444 is 100', { page_size: '444' }, rows(100).map((one) => one.conversation_id)],
  ])('clamp: %s', async (_, query, ids) => {
    const answer = await list(
      await gptbots({ profiles: ['gptbots.clamp'], rows: { gptbots: rows(120) } }),
      query,
    );
    expect(idsOf(answer)).toEqual(ids);
  });

  test.each(['x', '1.5', '1e3'])('clamp: page_size=%s is still refused', async (page_size) => {
    const answer = await list(await gptbots({ profiles: ['gptbots.clamp'] }), { page_size });
    expect([answer.status, answer.text]).toEqual([400, INVALID]);
  });

  test.each([
    ['pastEnd40005 first', ['gptbots.pastEnd40005', 'gptbots.always200'], 200],
    ['always200 first', ['gptbots.always200', 'gptbots.pastEnd40005'], 400],
  ])('the later profile wins: %s', async (_, profiles, status) => {
    const answer = await list(await gptbots({ profiles }), { page: '99' });
    expect([answer.status, answer.body.code]).toEqual([status, 40005]);
  });

  test('anonymousId: rows carry the anonymous_id that the skill repository tells of, and nothing else changes', async () => {
    const { list: plain } = (await list(mock)).body;
    const { list: more } = (await list(await gptbots({ profiles: ['gptbots.anonymousId'] }))).body;
    expect(more.map(({ anonymous_id, ...others }: any) => others)).toEqual(plain);
    const ids = more.map(({ anonymous_id }: any) => anonymous_id).filter((id: any) => id !== null);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(id).toEqual(expect.any(String));
  });

  test('anonymousId: rows of your own show theirs', async () => {
    const own = [row(1, { anonymous_id: 'a-1' }), row(2, { anonymous_id: null }), row(3)];
    const shown = await list(await gptbots({ profiles: ['gptbots.anonymousId'], rows: { gptbots: own } }));
    expect(shown.body.list).toEqual(own);
  });

  test.each<[string, Query, number, string | undefined]>([
    ['the last page', { page: '3', page_size: '2' }, 200, undefined],
    [
      'one past it',
      { page: '4', page_size: '2' },
      400,
      '{"code":40005,"message":"分页参数不能大于实际数量"}',
    ],
    ['page 1 of nothing', { page: '1', user_id: 'nobody' }, 200, '{"list":[],"total":0}'],
  ])('pastEnd40005: %s', async (_, query, status, text) => {
    const five = await gptbots({ profiles: ['gptbots.pastEnd40005'], rows: { gptbots: rows(5) } });
    const answer = await list(five, query);
    expect(answer.status).toBe(status);
    if (text !== undefined) expect(answer.text).toBe(text);
  });
});
