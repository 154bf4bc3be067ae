import { describe, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.ts';
import { some } from '../_some.ts';
import { file, tinyDocument } from '../_tiny.ts';

type Faults = Parameters<Mock['defaultScope']['plan']>[0];

const PAGE =
  '/gptbots/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
const KEY = { authorization: 'Bearer app-any' };

describe('the end of a mock lets go of what is held up', () => {
  /** Each for longer than a mock waits for its last answers. */
  test.each<[fault: string, seen: string]>(
    some<[fault: string, seen: string]>(
      [
        ['stall', 'TypeError: fetch failed'],
        ['stall wait 3000', '200 whole'],
        ['slow-body wait 3000', '200 whole'],
        ['wait 3000', '200 whole'],
        ['internal wait 3000', '500 whole'],
      ],
      3,
    ),
  )('%s', async (fault, seen) => {
    const mock = await createMock({ vendors: ['gptbots'], faults: [fault] });
    const { url } = await mock.listen();
    const both = [fetch(url + PAGE, { headers: KEY }), mock.fetch(mock.url() + PAGE, { headers: KEY })];
    const read = both.map((asking) => asking.then(toSeen, String));
    while (mock.defaultScope.planned()[0]?.fired !== 2) await new Promise((next) => setImmediate(next));
    const cut = await mock.close({ within: 600_000 });
    expect([cut, ...(await Promise.all(read))]).toEqual([0, seen, seen]);
  });
});

async function toSeen(response: Response): Promise<string> {
  return `${response.status} ${(await response.text()).endsWith('}') ? 'whole' : 'in part'}`;
}

describe('a fault that an operation cannot have', () => {
  const LIST = '/chatnio/conversation/list';
  /** On all operations; only one of GPTBots has it. */
  test.each<[string, Faults]>([
    ['an example', [{ example: 'agentDeleted', times: 1 }]],
    ['a drift of a field', [{ drift: 'field-renamed/conversation_id', times: 1 }]],
  ])('%s does not fire there', async (_, faults) => {
    const mock = await createMock({ vendors: ['gptbots', 'chatnio'] });
    await mock.defaultScope.plan(faults);
    const marks: (string | null)[] = [];
    for (const path of [LIST, PAGE]) {
      const response = await mock.fetch(mock.url() + path, { headers: KEY });
      marks.push(response.headers.get('x-confab-fault'));
    }
    expect(marks).toEqual([null, expect.any(String)]);
    expect(mock.defaultScope.planned()).toMatchObject([{ fired: 1, usedUp: true }]);
  });
});

describe('Prefer', () => {
  test.each<[string, number, string | null, RegExp]>(
    some<[string, number, string | null, RegExp]>(
      [
        ['fault=stall, wait=0.001', 200, 'fault=stall, wait=0.001', /^\{/],
        ['cause=internal; why="a, b", wait=0.001', 500, 'cause=internal, wait=0.001', /^\{/],
        ['respond-async', 200, null, /^\{/],
        ['fault=rate-limit', 400, null, /counts calls, so it stands in a plan/],
        ['fault=rate-limit, limit=3', 400, null, /counts calls, so it stands in a plan/],
        ['cause=nope', 400, null, /there is rate-limited|there is .*internal/],
        ['cause=internal, code=500', 400, null, /only be one of them/],
        ['wait=100000', 400, null, /at most 3600/],
        ['code', 400, null, /no code \\"\\"/],
      ],
      4,
    ),
  )('%s', async (prefer, status, applied, body) => {
    const mock = await createMock({ vendors: ['gptbots'] });
    const response = await mock.fetch(mock.url() + PAGE, { headers: { ...KEY, prefer } });
    expect([response.status, response.headers.get('preference-applied')]).toEqual([status, applied]);
    expect(await response.text()).toMatch(body);
    if (status === 400) expect(response.headers.get('x-confab-cause')).toMatch(/^preference/);
  });
});

test('a name that no header can carry is written in one that it can', async () => {
  const document = tinyDocument((draft) => {
    const { examples } = draft.components.responses.Bad.content['application/json'];
    examples.限流 = { ...examples.missing };
  });
  const mock = await createMock({ vendors: [await file('tiny.yaml', document)], faults: ['限流'] });
  const response = await mock.fetch(`${mock.url('tiny')}/api/notes`);
  expect([response.status, response.headers.get('x-confab-fault')]).toEqual([
    400,
    'example=%E9%99%90%E6%B5%81',
  ]);
});
