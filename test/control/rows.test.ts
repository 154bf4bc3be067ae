import { describe, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { slowTest, some } from '../_some.ts';
import { control } from './_control.ts';

const PATH = '/v1/bot/conversation/page';
const NAME = 'gptbots.conversations';
const ROWS = `/scopes/default/rows/${NAME}`;
const TIME = 1_773_000_000_000;

const row = (n: number, more: JsonObject = {}): JsonObject => ({
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

/** What a client sees. */
async function page(mock: Pick<Mock, 'fetch'>, query: Record<string, string> = {}, key = '') {
  const search = new URLSearchParams({
    conversation_type: 'ALL',
    start_time: '0',
    end_time: '4102444800000',
    page: '1',
    page_size: '3',
    ...query,
  });
  const headers = { authorization: `Bearer app-confab0123456789TESTkeys${key}` };
  const response = await mock.fetch(`http://confab.localhost${PATH}?${search}`, { headers });
  const body = (await response.json()) as { list: JsonObject[]; total: number };
  return { total: body.total, list: body.list, ids: body.list.map((one) => one.conversation_id) };
}

const gptbots = () => createMock({ vendors: ['gptbots'], rows: 50, warn: () => {} });

describe('rows over HTTP', () => {
  test('one is changed, another deleted, a third added: pages, totals and filters show it at once', async () => {
    const mock = await gptbots();
    const { rows, total } = (await control(mock, 'listRows', 'GET', `${ROWS}?limit=4`)).body;
    expect([total, rows.length]).toEqual([50, 4]);
    const [first, second, third] = rows.map((one: JsonObject) => one.conversation_id);

    const patched = await control(mock, 'patchRow', 'PATCH', `${ROWS}/${second}`, {
      subject: 'mine',
      user_id: null,
    });
    expect(patched.body).toEqual({ row: { ...rows[1], subject: 'mine', user_id: null }, notes: [] });
    expect((await control(mock, 'deleteRow', 'DELETE', `${ROWS}/${first}`)).status).toBe(204);
    const added = row(7, { recent_chat_time: rows[2].recent_chat_time + 1, conversation_type: 'SPACE' });
    expect((await control(mock, 'addRows', 'POST', ROWS, added)).body).toEqual({
      name: NAME,
      total: 50,
      notes: [],
    });

    const seen = await page(mock);
    expect([seen.total, seen.ids]).toEqual([50, [second, 'c7', third]]);
    expect(seen.list[0]).toMatchObject({ subject: 'mine', user_id: null });
    expect((await page(mock, { user_id: '7' })).ids).toEqual(['c7']);
    expect((await control(mock, 'getRow', 'GET', `${ROWS}/c7`)).body).toEqual(added);
    expect((await control(mock, 'getRow', 'GET', `${ROWS}/${first}`)).status).toBe(404);

    expect((await control(mock, 'resetRows', 'POST', `${ROWS}/reset`)).status).toBe(204);
    expect((await page(mock)).ids).toEqual([first, second, third]);
  });

  test('all are replaced, by a list and by a number; none are left; the scope is reset', async () => {
    const mock = await gptbots();
    const before = await page(mock);
    expect((await control(mock, 'replaceRows', 'PUT', ROWS, [row(1), row(2)])).body.total).toBe(2);
    expect(await page(mock)).toMatchObject({ total: 2, ids: ['c1', 'c2'] });
    expect((await control(mock, 'replaceRows', 'PUT', ROWS, 10_000_000)).body.total).toBe(10_000_000);
    const million = await page(mock);
    expect(million.total).toBe(10_000_000);
    await control(
      mock,
      'putRow',
      'PUT',
      `${ROWS}/${million.ids[0]}`,
      row(1, { conversation_id: million.ids[0] as string, recent_chat_time: 5 }),
    );
    expect((await page(mock)).ids[0]).toBe(million.ids[1]);
    expect((await page(mock, { page: '100000', page_size: '100', end_time: '5' })).total).toBe(1);
    expect((await control(mock, 'deleteRows', 'DELETE', ROWS)).status).toBe(204);
    expect(await page(mock)).toMatchObject({ total: 0, ids: [] });
    expect((await control(mock, 'listCollections', 'GET', '/scopes/default/rows')).body).toEqual({
      collections: [{ name: NAME, total: 0, changed: true }],
    });
    await control(mock, 'resetScope', 'POST', '/scopes/default/reset');
    expect(await page(mock)).toEqual(before);
  });

  test('a row is put: the first time it is made, without its id in the body; then changed', async () => {
    const mock = await gptbots();
    const { conversation_id: _, ...nameless } = row(3, { recent_chat_time: Date.UTC(2026, 5, 1) });
    const made = await control(mock, 'putRow', 'PUT', `${ROWS}/x%2Fy`, nameless);
    expect([made.status, made.body.row.conversation_id]).toEqual([201, 'x/y']);
    expect((await control(mock, 'putRow', 'PUT', `${ROWS}/x%2Fy`, made.body.row)).status).toBe(200);
    expect((await page(mock)).ids[0]).toBe('x/y');
    expect((await page(mock)).total).toBe(51);
  });

  test('each scope has its own', async () => {
    const mock = await gptbots();
    using scope = mock.scope('mine');
    await control(mock, 'replaceRows', 'PUT', `/scopes/mine/rows/gptbots`, [row(1)]);
    expect((await page(scope)).total).toBe(1);
    expect((await page(mock)).total).toBe(50);
  });

  const cases: [string, string, string, string, unknown, number, RegExp][] = [
    [
      'an unknown collection',
      'listRows',
      'GET',
      '/scopes/default/rows/openai',
      undefined,
      404,
      /there is no collection openai; there is: gptbots\.conversations/,
    ],
    ['an unknown scope', 'listRows', 'GET', '/scopes/nope/rows/gptbots', undefined, 404, /no scope nope/],
    ['a negative offset', 'listRows', 'GET', `${ROWS}?offset=-1`, undefined, 400, /offset must be >= 0/],
    ['too many at once', 'listRows', 'GET', `${ROWS}?limit=1001`, undefined, 400, /limit must be <= 1000/],
    ['another parameter', 'listRows', 'GET', `${ROWS}?page=2`, undefined, 400, /no query parameter page/],
    ['an unknown row', 'getRow', 'GET', `${ROWS}/nope`, undefined, 404, /no row of the id nope/],
    [
      'deleting an unknown row',
      'deleteRow',
      'DELETE',
      `${ROWS}/nope`,
      undefined,
      404,
      /no row of the id nope/,
    ],
    ['patching an unknown row', 'patchRow', 'PATCH', `${ROWS}/nope`, {}, 404, /no row of the id nope/],
    [
      'a text for a number',
      'addRows',
      'POST',
      ROWS,
      row(1, { message_count: '2' }),
      400,
      /row 0 \(conversation_id "c1"\): message_count must be integer, not "2"/,
    ],
    [
      'a text for a number, in a list',
      'replaceRows',
      'PUT',
      ROWS,
      [row(1), row(2, { message_count: '2' })],
      400,
      /row 1 .*message_count/,
    ],
    [
      'a misspelt field',
      'putRow',
      'PUT',
      `${ROWS}/c1`,
      { ...row(1), message_count: undefined, mesage_count: 2 },
      400,
      /did you mean message_count/,
    ],
    [
      'another id than that of the address',
      'putRow',
      'PUT',
      `${ROWS}/c2`,
      row(1),
      400,
      /the conversation_id of the row is "c1", but c2 was to be put/,
    ],
    [
      'a change of the id',
      'patchRow',
      'PATCH',
      `${ROWS}/c90`,
      { conversation_id: 'other' },
      400,
      /is "other", but c90/,
    ],
    [
      'an id that is there',
      'addRows',
      'POST',
      ROWS,
      row(90),
      400,
      /there is a row whose conversation_id is c90 already/,
    ],
    ['a list of ids of which one is there', 'addRows', 'POST', ROWS, [row(91), row(90)], 400, /c90 already/],
    ['the same id twice', 'addRows', 'POST', ROWS, [row(91), row(91)], 400, /row 1 .*row 0 has the same/],
    ['no row', 'addRows', 'POST', ROWS, 5, 400, /must be object,array/],
    ['a list of no rows', 'replaceRows', 'PUT', ROWS, [5], 400, /row 0 is 5, not an object/],
    ['a size below none', 'replaceRows', 'PUT', ROWS, -1, 400, /must be >= 0/],
    ['too large a size', 'replaceRows', 'PUT', ROWS, 1_000_000_001, 400, /must be <= 1000000000/],
    ['half a row', 'replaceRows', 'PUT', ROWS, 1.5, 400, /must be array,integer/],
    ['no body', 'replaceRows', 'PUT', ROWS, undefined, 415, /Content-Type is missing/],
    ['a body that is no JSON', 'replaceRows', 'PUT', ROWS, '[', 400, /not JSON/],
    ['posting to a row', '', 'POST', `${ROWS}/c1`, row(1), 405, /send GET/],
  ];

  describe('is refused:', async () => {
    const mock = await gptbots();
    await mock.defaultScope.rows(NAME).add(row(90));
    const before = await page(mock);
    test.each(some(cases, 4))('%s', async (_, operation, method, path, body, status, detail) => {
      const refused = await control(mock, operation, method, path, body);
      expect([refused.status, refused.body.detail]).toEqual([status, expect.stringMatching(detail)]);
      expect(await page(mock)).toEqual(before);
    });
  });
});

describe('rows in-process', () => {
  test('the same, and nobody sees half of a change', async () => {
    const mock = await gptbots();
    const rows = mock.defaultScope.rows('gptbots');
    expect(rows.name).toBe(NAME);
    await Promise.all([rows.add([row(1), row(2)]), rows.delete('nobody'), rows.add(row(3))]);
    expect((await rows.list()).total).toBe(53);
    expect(await rows.patch('c1', { subject: 'new' })).toMatchObject({
      isNew: false,
      row: { subject: 'new' },
    });
    expect(await rows.get('c1')).toEqual(row(1, { subject: 'new' }));
    expect(await rows.delete('c1')).toBe(true);
    expect(await rows.delete('c1')).toBe(false);
    expect((await rows.replace(0)).total).toBe(0);
    rows.reset();
    expect((await rows.list()).total).toBe(50);
  });

  test('rows that were given at the start can be changed like generated ones', async () => {
    const mock = await createMock({ vendors: ['gptbots'], rows: { gptbots: [row(1), row(2)] } });
    const rows = mock.defaultScope.rows('gptbots');
    await rows.patch('c2', { recent_chat_time: TIME + 5 });
    await rows.add(row(0));
    expect((await page(mock)).ids).toEqual(['c2', 'c0', 'c1']);
    rows.reset();
    expect((await page(mock)).ids).toEqual(['c1', 'c2']);
  });

  test('numbers name rows whose ids are numbers', async () => {
    const mock = await createMock({ vendors: ['chatnio'], rows: 5 });
    const rows = mock.defaultScope.rows('chatnio');
    expect(await rows.get(3)).toMatchObject({ id: 3 });
    expect(await rows.get('3')).toMatchObject({ id: 3 });
    await rows.put('9', { user_id: 1, name: 'n', message: null, model: 'm', enable_web: false });
    expect((await rows.list()).rows.map(({ id }) => id)).toEqual([9, 5, 4, 3, 2, 1]);
  });

  test('a row that is changed in code after it was given is not changed here', async () => {
    const mock = await gptbots();
    const rows = mock.defaultScope.rows('gptbots');
    const mine = row(1);
    await rows.add(mine);
    mine.message_count = 'many';
    const found = await rows.get('c1');
    if (found) found.message_count = 'many';
    expect(await rows.get('c1')).toEqual(row(1));
    const list = [row(2)];
    await rows.replace(list);
    list[0] = row(3);
    expect((await rows.list()).rows).toEqual([row(2)]);
  });

  test('a Date becomes what an answer would show, and is held against the schema as that', async () => {
    const mock = await gptbots();
    const dated = row(1, { recent_chat_time: new Date(0) as never });
    await expect(mock.defaultScope.rows('gptbots').add(dated)).rejects.toThrow(
      /is "1970-01-01T00:00:00\.000Z", which/,
    );
  });

  test('reading changes nothing: the very rows of the start are shown', async () => {
    const mock = await gptbots();
    const rows = mock.defaultScope.rows('gptbots');
    await rows.list();
    await rows.get('nope');
    expect(rows.changed()).toBeUndefined();
    await rows.add(row(1));
    expect(rows.changed()?.size).toBe(51);
  });

  test.each<[string, (mock: Mock) => unknown, RegExp]>([
    [
      'a vendor that is not served',
      (mock) => mock.defaultScope.rows('openai'),
      /there is no collection openai/,
    ],
    [
      'what is no row',
      (mock) => mock.defaultScope.rows('gptbots').add(5 as never),
      /row 0 is 5, not an object/,
    ],
    [
      'what are no rows',
      (mock) => mock.defaultScope.rows('gptbots').replace('5' as never),
      /must be a list of objects, not "5"/,
    ],
    ['half a row', (mock) => mock.defaultScope.rows('gptbots').replace(1.5), /1\.5 is not a whole number/],
  ])('%s is refused', async (_, act, message) => {
    const mock = await gptbots();
    await expect((async () => act(mock))()).rejects.toThrow(message);
  });
});

slowTest('changed rows of all scopes are bounded together, and given back', async () => {
  const mock = await gptbots();
  const large = Array.from({ length: 60 }, (_, n) => row(n, { subject: 'x'.repeat(1_000_000) }));
  using first = mock.scope('first');
  await first.rows('gptbots').replace(large);
  {
    using second = mock.scope('second');
    await second.rows('gptbots').replace(large);
    await expect(mock.defaultScope.rows('gptbots').replace(large)).rejects.toThrow(/reset or delete scopes/);
    await second.rows('gptbots').replace(large);
  }
  await mock.defaultScope.rows('gptbots').replace(large);
});
