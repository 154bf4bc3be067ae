import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import { some } from '../../_some.ts';
import { type Cut, cutting, rightServer, run, statesOf, type Vendor, wrongs } from './_lists.ts';
import { added, FEW, MOVES, MOVING_VENDORS, wrongOfMoving } from './_moves.ts';
import { type Row, withPages } from './_servers.ts';

/** Services whose rows may move while they are looked at. */

/** Each on one list, so that both see about as many; `npm run test:slow` has all on both. */
const movesOf = (vendor: Vendor) =>
  Object.keys(MOVES).filter((_, index) => MOVING_VENDORS[index % 2] === vendor);

describe.each(some(MOVING_VENDORS, 4))('%s, whose rows move', (vendor) => {
  test.each(some(movesOf(vendor), 9))('%s: nothing is called broken', async (name) => {
    expect(await wrongOfMoving(vendor, name)).toEqual([]);
  });

  test('what was seen to be wrong is inconclusive, with the reason', async () => {
    const right = await rightServer(vendor, 21);
    const server = cutting(vendor, right, (cut) =>
      cut.cut(
        (MOVES['a row comes in with each request'] as (typeof MOVES)[string])(cut.all, cut.turn, vendor),
      ),
    );
    const { ledger } = await run(server, { only: FEW, live: true });
    const [entry] = ledger.filter(({ name }) => name === 'repeatable');
    expect(entry).toMatchObject({ state: 'inconclusive', reason: 'moving' });
    expect(entry?.detail).toMatch(
      /^the same request gives other rows .*; between two looks at the list \d+ rows? came, 0 changed, 0 went/,
    );
  });
});

const shuffled = (rows: readonly Row[], turn: number) =>
  rows
    .map((row, index) => ({ row, key: ((index + 1) * 7919 * (turn + 3)) % 104_729 }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);

/** What no movement of rows explains. */
const BROKEN: Readonly<Record<string, { check: CheckName; size?: number; change: (cut: Cut) => void }>> = {
  'the order is another one each time': {
    check: 'repeatable',
    change: (cut) => cut.cut(shuffled(cut.all, cut.turn)),
  },
  'a page is shuffled each time': {
    check: 'repeatable',
    change: (cut) => {
      cut.rows = shuffled(cut.rows, cut.turn);
    },
  },
  'each page lacks a row, another one each time': {
    check: 'repeatable',
    change: (cut) => {
      cut.rows = cut.rows.filter((_, index) => index !== 1 + (cut.turn % 7));
    },
  },
  'a page is that of a random number': {
    check: 'repeatable',
    size: 237,
    change: (cut) => cut.cut(cut.all, 1 + ((cut.turn * 5) % 3)),
  },
  'a third of the rows is not there, another one each time': {
    check: 'repeatable',
    change: (cut) => cut.cut(cut.all.filter((_, index) => (index + cut.turn) % 3 !== 0)),
  },
  'every page is page one': {
    check: 'page-disjoint',
    change: (cut) => {
      cut.rows = cut.all.slice(0, cut.size);
    },
  },
  'the page size is ignored': { check: 'page-size', change: (cut) => cut.cut(cut.all, cut.page, 10) },
  'the total is one too many': {
    check: 'total',
    change: ({ words, all }) => {
      words.total = all.length + 1;
    },
  },
  'every page says that there is more': {
    check: 'has-more',
    change: ({ words }) => {
      words.more = true;
    },
  },
  'a row is lost between pages': {
    check: 'page-slices',
    change: (cut) => {
      const start = (cut.page - 1) * (cut.size + 1);
      cut.rows = cut.all.slice(start, start + cut.size);
    },
  },
  'behind the last page the first one comes again': {
    check: 'past-the-end',
    change: (cut) => {
      if ((cut.page - 1) * cut.size >= cut.all.length) cut.rows = cut.all.slice(0, cut.size);
    },
  },
};

describe('a service whose rows might move', () => {
  test.each(some(Object.entries(BROKEN), 9))(
    '%s: broken all the same',
    async (_, { check, change, size = 130 }) => {
      const server = cutting('cybotstar', await rightServer('cybotstar', size), change);
      const found = wrongs(await run(server, { only: [...FEW, check], live: true }));
      expect(found.map((one) => one.split(': ')[0])).toContain(check);
    },
  );

  test.each(some(['tiny', 'gptbots', 'cybotstar'], 3))('%s as it is', async (vendor) => {
    const result = await run(await rightServer(vendor, 21), { live: true });
    expect(wrongs(result)).toEqual([]);
    expect(statesOf(result)['page-slices']).toBe('checked');
  });
});

describe('a list that grows, and has a fault that one answer shows', () => {
  const growing = (change: (cut: Cut) => void) => async () => {
    const server = cutting('cybotstar', await rightServer('cybotstar', 21), (cut) => {
      cut.cut([...added(cut.all, cut.turn, 'cybotstar').reverse(), ...cut.all]);
      change(cut);
    });
    return wrongs(await run(server, { only: FEW, live: true }));
  };

  test.each<[CheckName, string, (cut: Cut) => void]>([
    ['page-size', 'a page has more rows than asked for', (cut) => cut.cut(cut.all, cut.page, cut.size + 1)],
    [
      'page-disjoint',
      'a row stands twice on a page',
      (cut) => {
        if (cut.rows.length > 1) cut.rows = [...cut.rows.slice(0, -1), cut.rows[0] as Row];
      },
    ],
    [
      'page-echo',
      '/data/page is not the page that was asked for',
      (cut) => {
        cut.words.shown = cut.page - 1;
      },
    ],
    [
      'page-count',
      '/data/max_page_num is not the number of pages',
      (cut) => {
        cut.words.pages = Number(cut.words.total);
      },
    ],
  ])('%s: %s', async (check, title, change) => {
    expect(await growing(change)()).toContain(`${check}: ${title}`);
  });
});

test('a window that rows fall out of', async () => {
  const { spec, fetch } = await rightServer('chatnio', 100);
  let turn = 0;
  const server = withPages(fetch, 'data', (rows) => {
    turn += 1;
    const news = Array.from({ length: turn }, (_, index) => ({ ...rows[0], id: 1000 + index }) as Row);
    return [...news.reverse(), ...rows].slice(0, 100);
  });
  const only = ['page-size', 'page-disjoint', 'repeatable', 'order'];
  const result = await run({ spec, fetch: server }, { only, live: true });
  expect(wrongs(result)).toEqual([]);
  expect(statesOf(result).repeatable).toBe('inconclusive: moving');
});

test('a window of time is closed before the newest row, where a filter can say it', async () => {
  const { spec, fetch } = await rightServer('gptbots', 21);
  const ends = new Set<number>();
  const times: number[] = [];
  const server = async (request: Request) => {
    ends.add(Number(new URL(request.url).searchParams.get('end_time')));
    const response = await fetch(request);
    const { list } = (await response.clone().json()) as { list?: Row[] };
    times.push(...(list ?? []).map((row) => Number(row.recent_chat_time)));
    return response;
  };
  await run({ spec, fetch: server }, { only: ['page-slices'], live: true });
  const [first, ...others] = [...ends];
  expect(first).toBe(4_102_444_800_000);
  expect(others).toHaveLength(1);
  expect(others[0]).toBe([...new Set(times)].sort((a, b) => b - a)[1]);
});
