import { describe, expect, test } from 'vitest';
import type { ServedExchange } from '../../../src/control/served-exchange.ts';
import { createMock } from '../../../src/mock/create-mock.ts';
import { some } from '../../_some.ts';
import { tinyFile } from '../../_tiny.ts';

const TINY = await tinyFile();
const START = Date.UTC(2026, 5, 1);

/** A request, so many seconds after the one before. */
type Call = string | readonly [seconds: number, target: string, init?: RequestInit];

let now = START;
const hints: string[] = [];
const told = { clock: () => now, tell: (exchange: ServedExchange) => hints.push(...exchange.hints) };
const tiny = await createMock({ vendors: [TINY], rows: 35, ...told });
const gptbots = await createMock({ vendors: ['gptbots'], rows: 20, ...told });
const bigmodel = await createMock({ vendors: ['bigmodel'], rows: 500, ...told });

/** What is said of requests that come one after the other, in a scope of their own. */
async function hintsOf(calls: readonly Call[], mock = tiny): Promise<string[]> {
  hints.length = 0;
  using scope = mock.scope();
  for (const call of calls) {
    const [seconds, target, init] = typeof call === 'string' ? [0, call] : call;
    now += seconds * 1000;
    await scope.fetch(`http://mock${target}`, init);
  }
  return [...hints];
}

const notes = (query = '') => `/api/notes${query}`;
const pages = (...numbers: number[]) => numbers.map((n) => notes(`?page=${n}`));

describe('a parameter that the spec does not know', () => {
  test.each<[string, string, RegExp | undefined]>(
    some<[string, string, RegExp | undefined]>(
      [
        [
          'written in another way',
          '?pageSize=5',
          /tiny\.listNotes knows no pageSize in its query and ignores it: it knows page, /,
        ],
        ['written with a capital', '?Page=2', /knows no Page in .* did you mean page\?/],
        ['misspelt', '?directoin=asc', /knows no directoin .* did you mean direction\?/],
        ['with brackets', '?stars[]=1', /did you mean stars\?/],
        ['of nobody', '?zzzzzzzzzz=1', /it knows page, size, stars, kind, q, sort, direction, since, …/],
        ['very long', `?${'x'.repeat(5000)}=1`, /^.{0,300}$/],
        ['inherited by every object', '?constructor=1', /knows no constructor/],
        ['a known one', '?page=1&size=5', undefined],
        ['one against caches', '?_=1719&_t=1', undefined],
        ['a property of a known object', '?q[a]=1', undefined],
        ['an empty name', '?=1&&', undefined],
      ],
      4,
    ),
  )('%s', async (_, query, expected) => {
    const hints = await hintsOf([notes(query)]);
    if (expected === undefined) expect(hints).toEqual([]);
    else expect(hints).toEqual([expect.stringMatching(expected)]);
  });

  const posted = (body: unknown, query = ''): Call => [
    0,
    `/api/paas/v4/assistant/conversation/list${query}`,
    {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: 'Bearer a.b', 'content-type': 'application/json' },
    },
  ];
  const assistant_id = '65940acff94777010aa6b796';
  test.each<[string, Call, RegExp | undefined]>([
    [
      'in a body',
      posted({ assistant_id, pagesize: 5 }),
      /knows no pagesize in its body .* did you mean page_size\?/,
    ],
    [
      'in the query instead of the body',
      posted({ assistant_id }, '?page_size=5'),
      /it is read from the body, not from the query/,
    ],
    ['none', posted({ assistant_id, page: 1, page_size: 5 }), undefined],
  ])('of a body: %s', async (_, call, expected) => {
    const hints = await hintsOf([call], bigmodel);
    if (expected === undefined) expect(hints).toEqual([]);
    else expect(hints).toEqual([expect.stringMatching(expected)]);
  });

  test('is said also when the request is refused, and once', async () => {
    const call = notes('?page=x&sise=1');
    expect(await hintsOf([call, call, call])).toEqual([expect.stringMatching(/did you mean size\?/)]);
  });

  test('each name is said once, and no more than 200 of them', async () => {
    const calls = Array.from({ length: 300 }, (_, n) => notes(`?zz${n}=1`));
    expect(await hintsOf(calls)).toHaveLength(200);
  });

  test('is not said of a path that nobody serves', async () => {
    expect(await hintsOf(['/api/nothing?x=1', '/?x=1'])).toEqual([]);
  });
});

describe('an empty list', () => {
  const ms = (text: string) => Date.parse(text);
  test.each<[string, string, RegExp | undefined]>(
    some<[string, string, RegExp | undefined]>(
      [
        [
          'after all rows',
          `?since=${ms('2026-11-01')}`,
          /tiny\.listNotes is empty because of since \(2026-11-01\): rows end 2026-03-20; start with --now now/,
        ],
        [
          'before all rows',
          `?until=${ms('2001-01-01')}`,
          /until \(2001-01-01\): rows begin 20\d\d-\d\d-\d\d$/,
        ],
        [
          'an end before its start',
          `?since=${ms('2026-03-19')}&until=${ms('2026-03-10')}`,
          /its end lies before its start/,
        ],
        [
          'in between',
          `?since=${ms('2026-03-20T00:00:00Z')}&until=${ms('2026-03-20T00:00:00Z')}`,
          /, but none in between$/,
        ],
        ['a number', '?stars=9', /no row has stars 9; rows have [0-5, ]+$/],
        ['a text', '?q=xyzzy', /no row has q with "xyzzy"; the nearest value is "/],
        ['rows', '?stars=1', undefined],
        ['rows of a time', `?since=${ms('2001-01-01')}`, undefined],
        ['a filter that is off', '?kind=all', undefined],
        ['a page past the end', '?page=99', undefined],
      ],
      4,
    ),
  )('%s', async (_, query, expected) => {
    const hints = await hintsOf([notes(query), notes(query)]);
    if (expected === undefined) expect(hints).toEqual([]);
    else expect(hints).toEqual([expect.stringMatching(expected)]);
  });

  test('the nearest value of a text that must be equal', async () => {
    const row = (id: string, user: string) => ({ id, title: 'x', written: 1, stars: 1, user });
    const users = ['anna', 'bert', 'carla', 'dora', 'emil', 'fritz', 'gerda'];
    const vendor = await tinyFile((d) => {
      const { get } = d.paths['/notes'];
      get.parameters.push({ name: 'who', in: 'query', schema: { type: 'string' } });
      get['x-confab'].filters.user = { equals: '$request.query.who' };
      d.components.schemas.Note.properties.user = { type: 'string' };
    });
    const rows = { tiny: users.map((user, n) => row(`${n}`, user)) };
    expect(
      await hintsOf(['/api/notes?who=gerta'], await createMock({ vendors: [vendor], rows, ...told })),
    ).toEqual(['tiny.listNotes is empty, as no row has who "gerta"; the nearest value is "gerda"']);
  });

  test('filters that match each for itself, but not together', async () => {
    const row = (id: string, stars: number, title: string) => ({ id, title, written: 1, stars });
    const rows = { tiny: [row('a', 1, 'one'), row('b', 2, 'two')] };
    expect(
      await hintsOf([notes('?stars=1&q=two')], await createMock({ vendors: [TINY], rows, ...told })),
    ).toEqual(['tiny.listNotes has rows for each of stars 1 and q with "two", but none for all of them']);
  });

  test('is not explained where there are no rows at all', async () => {
    expect(
      await hintsOf([notes('?stars=9')], await createMock({ vendors: [TINY], rows: 0, ...told })),
    ).toEqual([]);
  });

  test.each<[string, string, number]>([
    ['what is new since the newest row', '2026-03-20T08:00:00Z', 0],
    ['the last days by the clock of today', '2026-11-01', 1],
  ])('once there were rows, to a client that asks for %s', async (_, since, count) => {
    expect(await hintsOf([notes(), notes(`?since=${ms(since)}`)])).toHaveLength(count);
  });
});

describe('a walk', () => {
  const TWICE = /page 2 of tiny\.listNotes was asked for twice in one walk/;
  const STOPPED = /tiny\.listNotes .* after page 2 of 4, 20 of 35 rows/;
  test.each<[string, readonly Call[], RegExp | undefined]>(
    some<[string, readonly Call[], RegExp | undefined]>(
      [
        ['a page twice', pages(1, 2, 2, 3, 4), TWICE],
        ['a page twice, not in a row', pages(1, 2, 3, 2), TWICE],
        ['the whole list', pages(1, 2, 3, 4), undefined],
        ['the whole list, and an empty page', pages(1, 2, 3, 4, 5), undefined],
        ['the whole list twice', pages(1, 2, 3, 4, 1, 2, 3, 4), undefined],
        ['the first page again and again', pages(1, 1, 1, 1), undefined],
        ['pages in any order', pages(1, 4, 3, 2), undefined],
        ['a page again, much later', [...pages(1, 2, 3, 4), [60, notes('?page=2')]], undefined],
        [
          'the same page of another list',
          [...pages(1, 2), notes('?stars=1&size=1'), notes('?stars=1&size=1&page=2'), ...pages(3, 4)],
          undefined,
        ],
        [
          'the same page in another size',
          [...pages(1, 2, 3, 4), notes('?size=20'), notes('?size=20&page=2')],
          undefined,
        ],
        [
          'a page again after a refusal',
          [...pages(1), notes('?page=2&size=9999'), ...pages(2, 3, 4)],
          undefined,
        ],
        ['begun again after two pages', pages(1, 2, 1, 2, 3, 4), STOPPED],
        ['left after two pages', [...pages(1, 2), [10, '/api/notes/x']], STOPPED],
        ['left after the first page', [...pages(1), [10, '/api/notes/x']], undefined],
        ['left after its last page', [...pages(1, 2, 3, 4), [10, '/api/notes/x']], undefined],
        ['paused, then gone on', [...pages(1, 2), [4, notes('?page=3')], ...pages(4)], undefined],
        [
          'a person that turns pages',
          [notes('?page=1'), [3, notes('?page=2')], [3, notes('?page=1')], [30, '/api/notes/x']],
          undefined,
        ],
        ['a person that jumps', [...pages(1, 3, 1), [30, '/api/notes/x']], undefined],
      ],
      4,
    ),
  )('%s', async (_, calls, expected) => {
    const hints = await hintsOf(calls);
    if (expected === undefined) expect(hints).toEqual([]);
    else expect(hints).toEqual([expect.stringMatching(expected)]);
  });

  test.each<[string, readonly Call[], number]>([
    ['after two pages', pages(1, 2), 1],
    ['after its end', pages(1, 2, 3, 4), 0],
    ['after one page', pages(1), 0],
  ])('that is left when the mock ends, %s', async (_, calls, count) => {
    const warned: string[] = [];
    const mock = await createMock({
      vendors: [TINY],
      rows: 35,
      tell: () => {},
      warn: (text) => warned.push(text),
    });
    for (const call of calls) await mock.fetch(`http://mock${typeof call === 'string' ? call : call[1]}`);
    await mock.close();
    expect(warned).toHaveLength(count);
    for (const text of warned) expect(text).toMatch(STOPPED);
  });

  test('of two clients at once, each by its own key', async () => {
    const page = (key: string, n: number): Call => [
      0,
      `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=${n}&page_size=10`,
      { headers: { authorization: `Bearer ${key}` } },
    ];
    const calls = [page('a', 1), page('b', 1), page('a', 2), page('b', 2)];
    expect(await hintsOf(calls, gptbots)).toEqual([]);
    expect(await hintsOf([...calls, page('b', 2)], gptbots)).toHaveLength(1);
  });
});

describe('a scope', () => {
  test('is told for itself, and again when it begins anew', async () => {
    const hints: string[] = [];
    const mock = await createMock({ vendors: [TINY], tell: (one) => hints.push(...one.hints) });
    const [one, two] = [mock.scope('one'), mock.scope('two')];
    const ask = (scope: { url(): string }) => mock.fetch(`${scope.url()}/api/notes?sise=1`);
    for (const scope of [one, one, two, two]) await ask(scope);
    expect(hints).toHaveLength(2);
    one.reset();
    await ask(one);
    expect(hints).toHaveLength(3);
  });
});
