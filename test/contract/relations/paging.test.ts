import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import { PAGING_CHECKS } from '../_checks.ts';
import {
  type Cut,
  cutting,
  rightServer,
  run,
  shows,
  VENDORS,
  type Vendor,
  type Word,
  wrongs,
} from './_lists.ts';

const ONLY: CheckName[] = [...PAGING_CHECKS];

interface Violation {
  readonly name: string;
  readonly check: CheckName;
  /** The words that a vendor's pages must show for it to make sense. */
  readonly needs?: readonly Word[];
  readonly vendors?: readonly Vendor[];
  readonly rows?: number;
  readonly change: (cut: Cut) => void;
}

const isLast = ({ page, size, all }: Cut) => page === Math.ceil(all.length / size);
const isBehind = ({ page, size, all }: Cut) => page > 1 && (page - 1) * size >= all.length;
const lastOf = (all: Cut['all'], size: number) => all.slice(Math.floor((all.length - 1) / size) * size);

const VIOLATIONS: readonly Violation[] = [
  {
    name: 'the page size is ignored',
    check: 'page-size',
    change: (cut) => cut.cut(cut.all, cut.page, 3),
  },
  {
    name: 'no page has more than six rows',
    check: 'page-size',
    change: (cut) => cut.cut(cut.all, cut.page, Math.min(6, cut.size)),
  },
  {
    name: 'a page has one row too many',
    check: 'page-size',
    change: (cut) => {
      cut.rows = cut.all.slice((cut.page - 1) * cut.size, cut.page * cut.size + 1);
    },
  },
  {
    name: 'a row stands twice on a page',
    check: 'page-disjoint',
    change: (cut) => {
      if (cut.rows.length > 1) cut.rows = [...cut.rows.slice(0, -1), cut.rows[0] as never];
    },
  },
  {
    name: 'each page begins with the last row of the one before',
    check: 'page-disjoint',
    change: (cut) => {
      const start = (cut.page - 1) * cut.size - (cut.page > 1 ? 1 : 0);
      cut.rows = cut.all.slice(start, start + cut.size);
    },
  },
  {
    name: 'every page is page one',
    check: 'page-disjoint',
    change: (cut) => cut.cut(cut.all, 1),
  },
  {
    name: 'every page has the rows of page one, and says of itself what is right',
    check: 'page-disjoint',
    change: (cut) => {
      cut.rows = cut.all.slice(0, cut.size);
    },
  },
  {
    name: 'the row behind each page stands on none',
    check: 'page-slices',
    change: (cut) => {
      const start = (cut.page - 1) * (cut.size + 1);
      cut.rows = cut.all.slice(start, start + cut.size);
    },
  },
  {
    name: 'a row in the middle is lost',
    check: 'page-slices',
    change: (cut) => {
      if (cut.size < 10 && cut.page === 2) cut.rows = cut.rows.slice(1);
    },
  },
  {
    name: 'pages are counted from zero',
    check: 'page-slices',
    change: (cut) => {
      cut.rows = cut.all.slice(cut.page * cut.size, (cut.page + 1) * cut.size);
    },
  },
  {
    name: 'the page is read as an offset',
    check: 'page-slices',
    change: (cut) => {
      cut.rows = cut.all.slice(cut.page - 1, cut.page - 1 + cut.size);
    },
  },
  {
    name: 'small pages are in another order than large ones',
    check: 'page-slices',
    change: (cut) => {
      if (cut.size < 10) cut.cut([...cut.all].reverse());
    },
  },
  {
    name: 'the total is one too many',
    check: 'total',
    needs: ['total'],
    change: ({ words, all }) => {
      words.total = all.length + 1;
    },
  },
  {
    name: 'the total is one too few',
    check: 'total',
    needs: ['total'],
    change: ({ words, all }) => {
      words.total = all.length - 1;
    },
  },
  {
    name: 'the total is that of the page',
    check: 'total',
    needs: ['total'],
    change: ({ words, rows }) => {
      words.total = rows.length;
    },
  },
  {
    name: 'only the first page counts',
    check: 'total',
    needs: ['total'],
    change: ({ words, page }) => {
      if (page > 1) words.total = 0;
    },
  },
  {
    name: 'the last row of all stands on no page',
    check: 'total',
    needs: ['total'],
    change: (cut) => {
      cut.rows = cut.all.slice((cut.page - 1) * cut.size, Math.min(cut.all.length - 1, cut.page * cut.size));
    },
  },
  {
    name: 'no page says that there is more',
    check: 'has-more',
    needs: ['more'],
    change: ({ words }) => {
      words.more = false;
    },
  },
  {
    name: 'every page says that there is more',
    check: 'has-more',
    needs: ['more'],
    change: ({ words }) => {
      words.more = true;
    },
  },
  {
    name: 'a full page says that there is more, be it the last',
    check: 'has-more',
    needs: ['more'],
    change: ({ words, rows, size }) => {
      words.more = rows.length === size;
    },
  },
  {
    name: 'the page behind the last one says that there is more',
    check: 'has-more',
    needs: ['more'],
    change: (cut) => {
      if (isBehind(cut)) cut.words.more = true;
    },
  },
  {
    name: 'a page in the middle says that it is the last',
    check: 'has-more',
    needs: ['more'],
    change: ({ words, page, size }) => {
      if (page === 2 && size < 10) words.more = false;
    },
  },
  {
    name: 'no page says that there are earlier ones',
    check: 'has-previous',
    needs: ['previous'],
    change: ({ words }) => {
      words.previous = false;
    },
  },
  {
    name: 'the first page says that there are earlier ones',
    check: 'has-previous',
    needs: ['previous'],
    change: ({ words }) => {
      words.previous = true;
    },
  },
  {
    name: 'the number of pages is rounded down',
    check: 'page-count',
    needs: ['pages'],
    change: ({ words, all, size }) => {
      words.pages = Math.floor(all.length / size);
    },
  },
  {
    name: 'the number of pages is that of the default size',
    check: 'page-count',
    needs: ['pages'],
    change: ({ words, all }) => {
      words.pages = Math.ceil(all.length / 10);
    },
  },
  {
    name: 'the page shown is counted from zero',
    check: 'page-echo',
    needs: ['shown'],
    change: ({ words, page }) => {
      words.shown = page - 1;
    },
  },
  {
    name: 'the page shown is always the first',
    check: 'page-echo',
    needs: ['shown'],
    change: ({ words }) => {
      words.shown = 1;
    },
  },
  {
    name: 'the size shown is the number of rows',
    check: 'page-echo',
    needs: ['shownSize'],
    change: ({ words, rows }) => {
      words.shownSize = rows.length;
    },
  },
  {
    name: 'behind the last page the last one comes again',
    check: 'past-the-end',
    change: (cut) => {
      if (isBehind(cut)) cut.rows = lastOf(cut.all, cut.size);
    },
  },
  {
    name: 'behind the last page the first one comes again',
    check: 'past-the-end',
    change: (cut) => {
      if (isBehind(cut)) cut.rows = cut.all.slice(0, cut.size);
    },
  },
  {
    name: 'behind the last of two full pages the first one comes again',
    check: 'past-the-end',
    rows: 200,
    vendors: ['tiny', 'gptbots', 'cybotstar'],
    change: (cut) => {
      if (isBehind(cut)) cut.rows = cut.all.slice(0, cut.size);
    },
  },
  {
    name: 'without a page the second one comes',
    check: 'page-default',
    vendors: ['tiny', 'bigmodel', 'cybotstar'],
    change: (cut) => {
      if (cut.asked.page === undefined) cut.cut(cut.all, 2, 3);
    },
  },
  {
    name: 'without a size a page has three rows',
    check: 'page-default',
    vendors: ['tiny', 'bigmodel', 'cybotstar'],
    change: (cut) => {
      if ((cut.asked.size ?? cut.asked.page_size ?? cut.asked.pagesize) === undefined)
        cut.cut(cut.all, cut.page, 3);
    },
  },
  {
    name: 'the same request gives the next rows each time',
    check: 'repeatable',
    change: (cut) => {
      cut.rows = cut.all.slice(cut.turn % 3, (cut.turn % 3) + cut.size);
    },
  },
  {
    name: 'the rows stand in another order each time',
    check: 'repeatable',
    change: (cut) => cut.cut([...cut.all.slice(cut.turn % 5), ...cut.all.slice(0, cut.turn % 5)]),
  },
  {
    name: 'the last page is another one from the third time on',
    check: 'repeatable',
    change: (cut) => {
      if (cut.turn > 12 && isLast(cut)) cut.rows = cut.rows.slice(0, -1);
    },
  },
];

const ROWS: Readonly<Partial<Record<Vendor, number>>> = { bigmodel: 237 };

describe.each(VENDORS)('pages of %s', (vendor) => {
  test('are right as they are', async () => {
    const right = await rightServer(vendor, ROWS[vendor] ?? 21);
    expect(
      wrongs(
        await run(
          cutting(vendor, right, () => {}),
          { only: ONLY },
        ),
      ),
    ).toEqual([]);
  });

  const made = VIOLATIONS.filter(({ needs = [] }) => needs.every((word) => shows(vendor, word)));
  test.each(
    made.filter(({ vendors }) => vendors?.includes(vendor) ?? true).map((one) => [one.name, one] as const),
  )('%s', async (_, { check, rows, change }) => {
    const right = await rightServer(vendor, rows ?? ROWS[vendor] ?? 21);
    const found = wrongs(await run(cutting(vendor, right, change), { only: [check] }));
    expect(found.map((one) => one.split(': ')[0])).toContain(check);
  });
});
