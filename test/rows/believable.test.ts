import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';

const KEY = 'app-confab0123456789TESTkeys';
const TOKEN = 'sk-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const COUNT = 2000;

async function ask(target: string, authorization: string, options: Parameters<typeof createMock>[0] = {}) {
  const mock = await createMock(options);
  return (await (
    await mock.fetch(`http://confab.test${target}`, { headers: { authorization } })
  ).json()) as any;
}

const chats = async (): Promise<any[]> => {
  const pages = Array.from({ length: COUNT / 100 }, (_, n) =>
    ask(
      `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=${n + 1}&page_size=100`,
      `Bearer ${KEY}`,
      { vendors: ['gptbots'], rows: COUNT },
    ),
  );
  return (await Promise.all(pages)).flatMap(({ list }) => list);
};

describe('rows go together', async () => {
  const rows = await chats();
  const on = (channel: string) => rows.filter(({ conversation_type }) => conversation_type === channel);

  test('a chat costs what its messages cost', () => {
    for (const { message_count, cost_credit } of rows) {
      expect(cost_credit / message_count).toBeGreaterThanOrEqual(0.005 - 0.005 / message_count);
      expect(cost_credit / message_count).toBeLessThanOrEqual(0.03 + 0.005 / message_count);
    }
  });

  test.each<[string, RegExp | undefined, boolean]>([
    ['API', undefined, false],
    ['EMBED', undefined, true],
    ['SHARE', undefined, true],
    ['WHATSAPP_META', /^\d+@c\.us$/, false],
    ['WHATSAPP_ENGAGELAB', /^\d+@c\.us$/, false],
    ['TELEGRAM', /^tg_/, false],
    ['WXKF', /^wx_/, false],
  ])('the people of %s', (channel, form, mayBeNobody) => {
    const people = new Set(on(channel).map(({ user_id }) => user_id));
    expect(people.size).toBeGreaterThan(0);
    expect(people.has(null)).toBe(mayBeNobody);
    for (const person of people) if (form && person !== null) expect(person).toMatch(form);
  });

  test.each([/@c\.us$/, /^tg_/, /^wx_/])('nobody of %s is on another channel', (form) => {
    const channels = new Set(
      rows.filter(({ user_id }) => form.test(user_id)).map(({ conversation_type }) => conversation_type),
    );
    expect([...channels].filter((channel) => !/^(WHATSAPP_.*|TELEGRAM|WXKF)$/.test(channel))).toEqual([]);
  });

  test.each(['user_id', 'subject'])('%s is null now and then, as the spec allows', (field) => {
    const nulls = rows.filter((row) => row[field] === null).length;
    expect(nulls).toBeGreaterThan(COUNT / 100);
    expect(nulls).toBeLessThan(COUNT / 2);
  });
});

describe('a name is the first question, cut', async () => {
  const mock = await createMock({ vendors: ['chatnio'] });
  const get = async (target: string) =>
    (await (
      await mock.fetch(`http://confab.test${target}`, { headers: { authorization: TOKEN } })
    ).json()) as any;
  const { data } = await get('/conversation/list');
  const loaded: any[] = await Promise.all(
    data.map(async ({ id }: any) => (await get(`/conversation/load?id=${id}`)).data),
  );

  test('at 50 characters, with three dots; the dialogue has all of it', () => {
    const cut = loaded.filter(({ name }) => name.endsWith('...') && [...name].length === 53);
    expect(cut.length).toBeGreaterThan(3);
    for (const { name, message } of loaded) {
      const first = message.find(({ role }: any) => role === 'user').content;
      const points = [...first];
      expect(name).toBe(points.length > 50 ? `${points.slice(0, 50).join('')}...` : first);
    }
  });

  test('some dialogues open with what a mask tells the assistant', () => {
    const roles = loaded.map(({ message }) => message[0].role);
    expect(roles).toContain('system');
    expect(roles).toContain('user');
  });

  test('the oldest is a chat in which nothing was said', async () => {
    expect((await get('/conversation/load?id=1')).data).toMatchObject({
      id: 1,
      name: 'new chat',
      message: null,
    });
  });
});

test("the page's own request finds a row", async () => {
  const { list, total } = await ask(
    '/v1/bot/conversation/page?page=1&conversation_type=API&start_time=1691942400000&end_time=1699868066999&page_size=50&user_id=1234567890',
    `Bearer ${KEY}`,
  );
  expect(list).toHaveLength(1);
  expect(total).toBe(1);
  expect(list[0]).toMatchObject({ user_id: '1234567890', conversation_type: 'API' });
});
