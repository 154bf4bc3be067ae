import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import {
  type Asked,
  check,
  type Fetch,
  ITEMS,
  listOf,
  type Row,
  rightServer,
  rowsOf,
  said,
  serverOf,
  withPages,
  withQuery,
} from './_servers.ts';

const VENDORS = Object.keys(ITEMS);
const ASKED = ['alibaba', 'tiny'];

function orderWith(change: (order: any) => void) {
  return (vendor: string) => serverOf(vendor, (document) => change(listOf(document).order));
}

const VIOLATIONS: {
  name: string;
  vendors: readonly string[];
  by: CheckName;
  /** The check whose requests show it too. */
  along?: CheckName;
  server: (vendor: string) => Promise<Fetch>;
}[] = [
  {
    name: 'the order is reversed',
    vendors: ['alibaba', 'bigmodel', 'chatnio', 'gptbots', 'tiny'],
    by: 'order',
    server: (vendor) =>
      serverOf(vendor, (document) => {
        listOf(document).order.direction = 'asc';
        const { OrderDirection } = document.components.parameters ?? {};
        if (OrderDirection) OrderDirection.schema.default = 'ASC';
      }),
  },
  {
    name: 'the order is that of another field',
    vendors: ['alibaba', 'cybotstar', 'gptbots', 'tiny'],
    by: 'order',
    server: (vendor) =>
      serverOf(vendor, (document) => {
        const by = { alibaba: 'messageCount', cybotstar: 'chat_count', gptbots: 'cost_credit' };
        listOf(document).order.by.unshift((by as any)[vendor] ?? 'stars');
      }),
  },
  {
    name: 'two rows of a page are swapped',
    vendors: VENDORS,
    by: 'order',
    server: async (vendor) =>
      changed(vendor, (rows) => [...rows.slice(0, 3), ...rows.slice(3, 5).reverse(), ...rows.slice(5)]),
  },
  {
    name: 'the last row of a page is swapped with the first of the next',
    vendors: ['cybotstar', 'gptbots', 'tiny'],
    by: 'order',
    server: async (vendor) => {
      const all = (await rowsOf(vendor)).map((row) => JSON.stringify(row));
      return withPages(await rightServer(vendor), ITEMS[vendor] as string, (rows) => {
        const [first, last] = [rows[0], rows.at(-1)].map((row) => all.indexOf(JSON.stringify(row)));
        if (first === undefined || last === undefined || first < 0 || last < 0) return rows;
        const swapped = all.map((row) => JSON.parse(row) as Row);
        for (let at = 100; at < all.length; at += 100)
          [swapped[at - 1], swapped[at]] = [swapped[at] as Row, swapped[at - 1] as Row];
        return swapped.slice(first, last + 1);
      });
    },
  },
  {
    name: 'pages come in the opposite order',
    vendors: ['cybotstar', 'gptbots', 'tiny'],
    by: 'order',
    server: async (vendor) => {
      const all = (await rowsOf(vendor)).map((row) => JSON.stringify(row));
      return withPages(await rightServer(vendor), ITEMS[vendor] as string, (rows) => {
        const first = all.indexOf(JSON.stringify(rows[0]));
        if (first < 0 || rows.length === 0) return rows;
        const page = (from: number) => all.slice(Math.max(0, from), from + rows.length);
        return page(all.length - first - rows.length).map((row) => JSON.parse(row) as Row);
      });
    },
  },
  {
    name: 'the order changes from request to request',
    vendors: VENDORS,
    by: 'repeatable',
    server: async (vendor) => {
      let turn = 0;
      return changed(vendor, (rows) => {
        turn += 1;
        const at = turn % Math.max(1, rows.length);
        return [...rows.slice(at), ...rows.slice(0, at)];
      });
    },
  },
  {
    name: 'a requested direction is ignored',
    vendors: ASKED,
    by: 'order-request',
    server: orderWith((order) => {
      delete order.request.direction;
    }),
  },
  {
    name: 'a requested field is ignored',
    vendors: ASKED,
    by: 'order-request',
    server: orderWith((order) => {
      delete order.request.by;
    }),
  },
  {
    name: 'another field is taken for the requested one',
    vendors: ASKED,
    by: 'order-request',
    server: orderWith((order) => {
      order.by = [order.by[0]];
    }),
  },
  {
    name: 'a requested direction is turned round',
    vendors: ['tiny'],
    by: 'order-request',
    server: async (vendor) => {
      const fetch = await rightServer(vendor);
      const other: Record<string, string> = { asc: 'desc', desc: 'asc' };
      return (request) =>
        fetch(
          withQuery(request, (query) => {
            const asked = other[query.get('direction') ?? ''];
            if (asked) query.set('direction', asked);
          }),
        );
    },
  },
  {
    name: 'only the page is in the requested order, not the list',
    vendors: ASKED,
    by: 'order-request',
    server: async (vendor) => {
      const fetch = await serverOf(vendor, (document) => {
        delete listOf(document).order.request;
      });
      return withPages(fetch, ITEMS[vendor] as string, (rows, asked) => inAskedOrder(rows, asked));
    },
  },
  {
    name: 'of a requested order the last page is out of order',
    vendors: ['tiny'],
    by: 'order-request',
    server: async (vendor) =>
      changed(vendor, (rows, { page, sort, direction }) =>
        (sort || direction) && Number(page) > 2 ? rows.toReversed() : rows,
      ),
  },
  {
    name: 'rows that are equal in a requested order change places from request to request',
    vendors: ASKED,
    by: 'repeatable',
    along: 'order-request',
    server: async (vendor) => {
      let turn = 0;
      return changed(vendor, (rows, { sort = '', orderBy = sort }) => {
        if (!/^(stars|messageCount)$/.test(orderBy)) return rows;
        turn += 1;
        return rows
          .map((row, index) => ({ row, key: (index * 7 + turn * 3) % rows.length }))
          .sort((a, b) => (a.row[orderBy] === b.row[orderBy] ? a.key - b.key : 0))
          .map(({ row }) => row);
      });
    },
  },
  {
    name: 'of rows that are equal in a requested order one stands on two pages',
    vendors: ['tiny'],
    by: 'page-disjoint',
    along: 'order-request',
    server: async (vendor) => {
      let last: Row | undefined;
      return changed(vendor, (rows, { sort = '', orderBy = sort }) => {
        if (!/^(stars|messageCount)$/.test(orderBy) || rows.length === 0) return rows;
        const before = last;
        last = rows.at(-1);
        return before?.[orderBy] === rows[0]?.[orderBy] && before ? [before, ...rows.slice(1)] : rows;
      });
    },
  },
  {
    name: 'a filtered list is in another order',
    vendors: ['cybotstar', 'gptbots', 'tiny'],
    by: 'order',
    along: 'filter-sound',
    server: async (vendor) =>
      changed(vendor, (rows, { message_source: source, user_id: user = source, stars = user }) =>
        stars ? rows.toReversed() : rows,
      ),
  },
];

test('within the only page of a list it is seen beside all other checks', async () => {
  const server = await changed('bigmodel', (rows) => [...rows.slice(1), ...rows.slice(0, 1)]);
  expect(said(await check('bigmodel', server))).toContain('order: rows are out of order');
});

describe('what breaks an order is seen', () => {
  test.each(VIOLATIONS.flatMap((violation) => violation.vendors.map((vendor) => ({ ...violation, vendor }))))(
    '$name: $vendor',
    async ({ vendor, by, along = by, server }) => {
      const found = await check(vendor, await server(vendor), { only: [by, along] });
      expect([...new Set(said(found).map((text) => text.split(':')[0]))]).toEqual([by]);
    },
  );
});

async function changed(vendor: string, change: (rows: Row[], asked: Asked) => Row[]): Promise<Fetch> {
  return withPages(await rightServer(vendor), ITEMS[vendor] as string, change);
}

function inAskedOrder(rows: readonly Row[], { sort, orderBy, direction, orderDirection }: Asked): Row[] {
  const by = String(sort ?? orderBy ?? Object.keys(rows[0] ?? {})[0]);
  const sign = /^asc$/i.test(String(direction ?? orderDirection)) ? 1 : -1;
  return rows.toSorted(({ [by]: a = null }, { [by]: b = null }) =>
    a === b ? 0 : (a as number) < (b as number) ? -sign : sign,
  );
}
