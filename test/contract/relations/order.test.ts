import { expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import { some } from '../../_some.ts';
import { type Asked, check, type Fetch, ITEMS, type Row, rightServer, said, withPages } from './_servers.ts';

/** What no mutant does: orders that break in one part of a list only. That broken ones are found is theirs to show. */
const VIOLATIONS: {
  name: string;
  says: string;
  /** The check whose requests show it too. */
  along?: CheckName;
  change: () => (rows: Row[], asked: Asked) => Row[];
}[] = [
  {
    name: 'two rows of a page are swapped',
    says: 'order: rows are out of order',
    change: () => (rows) => [...rows.slice(0, 3), ...rows.slice(3, 5).reverse(), ...rows.slice(5)],
  },
  {
    name: 'a requested order is turned round',
    says: 'order-request: a requested order is not obeyed',
    change:
      () =>
      (rows, { sort, direction }) =>
        sort || direction ? rows.toReversed() : rows,
  },
  {
    name: 'of a requested order the last page is out of order',
    says: 'order-request: a requested order is not obeyed',
    change:
      () =>
      (rows, { page, sort, direction }) =>
        (sort || direction) && Number(page) > 2 ? rows.toReversed() : rows,
  },
  {
    name: 'rows that are equal in a requested order change places from request to request',
    says: 'repeatable: the same request gives other rows when it is sent again',
    along: 'order-request',
    change: () => {
      let turn = 0;
      return (rows, { sort }) => {
        if (sort !== 'stars') return rows;
        turn += 1;
        return rows
          .map((row, index) => ({ row, key: (index * 7 + turn * 3) % rows.length }))
          .sort((a, b) => (a.row.stars === b.row.stars ? a.key - b.key : 0))
          .map(({ row }) => row);
      };
    },
  },
  {
    name: 'of rows that are equal in a requested order one stands on two pages',
    says: 'page-disjoint: in a requested order a row stands on two pages',
    along: 'order-request',
    change: () => {
      let last: Row | undefined;
      return (rows, { sort }) => {
        if (sort !== 'stars' || rows.length === 0) return rows;
        const before = last;
        last = rows.at(-1);
        return before && before.stars === rows[0]?.stars ? [before, ...rows.slice(1)] : rows;
      };
    },
  },
  {
    name: 'a filtered list is in another order',
    says: 'order: rows are out of order when they are filtered',
    along: 'filter-sound',
    change:
      () =>
      (rows, { stars }) =>
        stars ? rows.toReversed() : rows,
  },
];

test('within the only page of a list it is seen beside all other checks', async () => {
  const server = await changed('bigmodel', (rows) => [...rows.slice(1), ...rows.slice(0, 1)]);
  expect(said(await check('bigmodel', server))).toContain('order: rows are out of order');
});

test.each(some(VIOLATIONS, 4))('$name', async ({ says, along, change }) => {
  const by = says.split(':')[0] as CheckName;
  const found = await check('tiny', await changed('tiny', change()), { only: [by, along ?? by] });
  expect([...new Set(said(found))]).toEqual([says]);
});

async function changed(vendor: string, change: (rows: Row[], asked: Asked) => Row[]): Promise<Fetch> {
  return withPages(await rightServer(vendor), ITEMS[vendor] as string, change);
}
