import { expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import { some } from '../../_some.ts';
import { PAGING_CHECKS } from '../_checks.ts';
import { type Cut, cutting, rightServer, run, wrongs } from './_lists.ts';

/** The words of each finding about pages, and what no mutant does. That each fault is found everywhere is theirs to show. */
interface Violation {
  readonly name: string;
  readonly says: string;
  readonly rows?: number;
  readonly change: (cut: Cut) => void;
}

const isLast = ({ page, size, all }: Cut) => page === Math.ceil(all.length / size);
const isBehind = ({ page, size, all }: Cut) => page > 1 && (page - 1) * size >= all.length;

const VIOLATIONS: readonly Violation[] = [
  {
    name: 'the page size is ignored',
    says: 'page-size: a page has fewer rows than asked for, although more follow',
    change: (cut) => cut.cut(cut.all, cut.page, 3),
  },
  {
    name: 'a page has one row too many',
    says: 'page-size: a page has more rows than asked for',
    change: (cut) => {
      cut.rows = cut.all.slice((cut.page - 1) * cut.size, cut.page * cut.size + 1);
    },
  },
  {
    name: 'a row stands twice on a page',
    says: 'page-disjoint: a row stands twice on a page',
    change: (cut) => {
      if (cut.rows.length > 1) cut.rows = [...cut.rows.slice(0, -1), cut.rows[0] as never];
    },
  },
  {
    name: 'every page is page one',
    says: 'page-disjoint: a row stands on two pages',
    change: (cut) => cut.cut(cut.all, 1),
  },
  {
    name: 'the row behind each page stands on none',
    says: 'page-slices: a page is not the slice of the whole list that it should be',
    change: (cut) => {
      const start = (cut.page - 1) * (cut.size + 1);
      cut.rows = cut.all.slice(start, start + cut.size);
    },
  },
  {
    name: 'small pages are in another order than large ones',
    says: 'page-slices: a page is not the slice of the whole list that it should be',
    change: (cut) => {
      if (cut.size < 10) cut.cut([...cut.all].reverse());
    },
  },
  {
    name: 'the total is one too many',
    says: 'total: /data/total is not the number of rows',
    change: ({ words, all }) => {
      words.total = all.length + 1;
    },
  },
  {
    name: 'no page says that there is more',
    says: 'has-more: /data/has_next is not true, although rows follow',
    change: ({ words }) => {
      words.more = false;
    },
  },
  {
    name: 'the page behind the last one says that there is more',
    says: 'has-more: /data/has_next is true, although no rows follow',
    change: (cut) => {
      if (isBehind(cut)) cut.words.more = true;
    },
  },
  {
    name: 'no page says that there are earlier ones',
    says: 'has-previous: /data/has_previous is not true, although rows stand before',
    change: ({ words }) => {
      words.previous = false;
    },
  },
  {
    name: 'the number of pages is rounded down',
    says: 'page-count: /data/max_page_num is not the number of pages',
    change: ({ words, all, size }) => {
      words.pages = Math.floor(all.length / size);
    },
  },
  {
    name: 'the page shown is counted from zero',
    says: 'page-echo: /data/page is not the page that was asked for',
    change: ({ words, page }) => {
      words.shown = page - 1;
    },
  },
  {
    name: 'the size shown is the number of rows',
    says: 'page-echo: /data/page_size is not the page size that was asked for',
    change: ({ words, rows }) => {
      words.shownSize = rows.length;
    },
  },
  {
    name: 'behind the last page the first one comes again',
    says: 'past-the-end: the page behind the last one has rows',
    change: (cut) => {
      if (isBehind(cut)) cut.rows = cut.all.slice(0, cut.size);
    },
  },
  {
    name: 'behind the last of two full pages the first one comes again',
    says: 'past-the-end: the page behind the last one has rows',
    rows: 200,
    change: (cut) => {
      if (isBehind(cut)) cut.rows = cut.all.slice(0, cut.size);
    },
  },
  {
    name: 'without a page the second one comes',
    says: 'page-default: a request without a page does not get page 1',
    change: (cut) => {
      if (cut.asked.page === undefined) cut.cut(cut.all, 2, 3);
    },
  },
  {
    name: 'without a size a page has three rows',
    says: 'page-default: a request without a page size does not get 10 rows',
    change: (cut) => {
      if (cut.asked.pagesize === undefined) cut.cut(cut.all, cut.page, 3);
    },
  },
  {
    name: 'the same request gives the next rows each time',
    says: 'repeatable: the same request gives other rows when it is sent again',
    change: (cut) => {
      cut.rows = cut.all.slice(cut.turn % 3, (cut.turn % 3) + cut.size);
    },
  },
  {
    name: 'the last page is another one from the third time on',
    says: 'repeatable: a page has other rows at the end of the run than at its start',
    change: (cut) => {
      if (cut.turn > 12 && isLast(cut)) cut.rows = cut.rows.slice(0, -1);
    },
  },
];

test('pages cut anew are right as they are', async () => {
  const server = cutting('cybotstar', await rightServer('cybotstar', 21), () => {});
  expect(wrongs(await run(server, { only: [...PAGING_CHECKS] }))).toEqual([]);
});

test.each(some(VIOLATIONS, 2))('$name', async ({ says, rows = 21, change }) => {
  const check = says.split(':')[0] as CheckName;
  const server = cutting('cybotstar', await rightServer('cybotstar', rows), change);
  expect(wrongs(await run(server, { only: [check] }))).toContain(says);
});
