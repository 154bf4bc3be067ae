import { describe, expect, test } from 'vitest';
import { createMock } from '../../../src/mock/create-mock.ts';
import type { Spec } from '../../../src/spec/spec.ts';
import { some } from '../../_some.ts';
import { tinyFile } from '../../_tiny.ts';
import { rightServer, run, type Server, statesOf, wrongs } from './_lists.ts';
import { type Asked, type Row, withPages } from './_servers.ts';

/** A list that is paged by tokens only, and one that has both ways. */
const SERVERS: Readonly<
  Record<string, { items: string; next: string; asked: string; make: () => Promise<Server> }>
> = {
  tiny: {
    items: 'notes',
    next: 'next',
    asked: 'token',
    make: once(async () => {
      const file = await tinyFile((document) => {
        const { get } = document.paths['/notes'];
        get['x-confab'].paging = {
          next: ['$request.query.token', '$response.body#/next'],
          cursor: 'page',
          size: '$request.query.size',
          total: '$response.body#/total',
        };
        get.parameters[0] = { name: 'token', in: 'query', schema: { type: 'string' } };
        const { schema } = get.responses['200'].content['application/json'];
        schema.required = ['notes', 'total', 'next'];
        schema.properties = {
          notes: schema.properties.notes,
          total: schema.properties.total,
          next: { type: 'string' },
        };
      });
      const mock = await createMock({ vendors: [file], rows: 21 });
      return { spec: mock.specs[0] as Spec, fetch: (request: Request) => mock.fetch(request) };
    }),
  },
  alibaba: {
    items: 'data.list',
    next: 'data.nextToken',
    asked: 'nextToken',
    make: () => rightServer('alibaba', 21),
  },
};

type Change = (page: {
  rows: Row[];
  token: string;
  asked: Asked;
  put: (token: string) => void;
}) => Row[] | undefined;

const NEXT = 'token: a token does not lead to the rows that come next';

/** The words of each finding, and faults of rows that no mutant has. */
const VIOLATIONS: readonly (readonly [string, string, Change])[] = [
  [
    'every token leads to the second page',
    'token: a token comes again: it leads round in a circle',
    ({ token, put }) => void (token === '' || put('2')),
  ],
  ['there is no token', 'token: a page has no token, although rows follow', ({ put }) => void put('')],
  [
    'the last page has a token too',
    'token: a token comes again: it leads round in a circle',
    ({ token, put }) => void (token === '' && put('9')),
  ],
  ['a row is lost behind a token', NEXT, ({ rows, token }) => (token === '3' ? rows.slice(1) : undefined)],
  [
    'the last row of a page comes again on the next',
    NEXT,
    ({ rows, token }) => (token === '4' ? [rows[0] as Row, ...rows.slice(0, -1)] : undefined),
  ],
];

describe.each(some(Object.keys(SERVERS), 4))('tokens of %s', (name) => {
  const { items, next, asked: place, make } = SERVERS[name] as (typeof SERVERS)[string];
  const only = ['token'];

  test('are right as they are', async () => {
    const result = await run(await make(), { only: ['token', 'page-slices'] });
    expect(wrongs(result)).toEqual([]);
    expect(statesOf(result)).toMatchObject({ token: 'checked', 'page-slices': 'checked' });
  });

  test.each(some(VIOLATIONS, 2))('%s', async (_, says, change) => {
    const { spec, fetch } = await make();
    const names = next.split('.');
    const changed = withPages(fetch, items, (rows, asked, body) => {
      const holder = names.length > 1 ? body[names[0] as string] : body;
      const last = names.at(-1) as string;
      const put = (token: string) => {
        holder[last] = token;
      };
      return change({ rows, asked, token: String(holder[last] ?? ''), put }) ?? rows;
    });
    expect(wrongs(await run({ spec, fetch: changed }, { only }))).toContain(says);
  });

  test('a token that is refused', async () => {
    const { spec, fetch } = await make();
    const server = (request: Request) =>
      new URL(request.url).searchParams.has(place)
        ? Promise.resolve(Response.json({ problem: 'token is wrong' }, { status: 400 }))
        : fetch(request);
    expect(wrongs(await run({ spec, fetch: server }, { only }))).toEqual([
      'token: a token that the list gave is refused',
    ]);
  });
});

test('a total that is not wanted and comes all the same', async () => {
  const { spec, fetch } = await rightServer('alibaba', 21);
  const counted = withPages(fetch, 'data.list', (rows, asked, body) => {
    if (asked.needTotalCount === 'false') body.data.total = 21;
    return rows;
  });
  expect(wrongs(await run({ spec, fetch: counted }, { only: ['total'] }))).toEqual([
    'total: /data/total is counted, although it was not asked for',
  ]);
  const never = withPages(fetch, 'data.list', (rows, asked, body) => {
    if (asked.needTotalCount === undefined) body.data.total = 0;
    return rows;
  });
  expect(wrongs(await run({ spec, fetch: never }, { only: ['page-default'] }))).toEqual([
    'page-default: /data/total is not counted, although it is by default',
  ]);
});

/** What pages of alibaba.docs, which show how many rows they have, say wrongly. */
const SHOWN: readonly (readonly [string, readonly string[], (body: any) => void])[] = [
  ['nothing', [], () => {}],
  [
    'the size that was asked for in place of the number of rows',
    ['page-echo: /data/pageSize is not the number of rows on the page'],
    ({ data }) => {
      data.pageSize = Number(data.maxResult);
    },
  ],
  [
    'no total',
    ['total: /data/total is missing, although it was asked for'],
    ({ data }) => {
      delete data.total;
    },
  ],
  [
    'an empty text where None ends the list',
    [],
    ({ data }) => {
      if (data.nextToken === 'None') data.nextToken = '';
    },
  ],
  [
    'the end of the list on every page',
    ['token: a page has no token, although rows follow'],
    ({ data }) => {
      data.nextToken = 'None';
    },
  ],
];

test.each(some(SHOWN, 3))('pages that show %s', async (_, says, change) => {
  const mock = await createMock({ vendors: ['alibaba'], profiles: ['alibaba.docs'], rows: 37 });
  const fetch = withPages(
    (request) => mock.fetch(request),
    'data.list',
    (rows, _asked, body) => {
      change(body);
      return rows;
    },
  );
  const found = wrongs(
    await run({ spec: mock.specs[0] as Spec, fetch }, { only: ['page-echo', 'total', 'token'] }),
  );
  expect(found).toEqual(says);
});

test('a list that shows more rows than it ever lists', async () => {
  const { spec, fetch } = await rightServer('chatnio', 237);
  const more = withPages(fetch, 'data', (rows) => [...rows, { ...rows.at(-1), id: 9_999_999 } as Row]);
  const found = wrongs(await run({ spec, fetch: more }, { only: ['page-size'] }));
  expect(found).toContain('page-size: the list has more rows than it ever shows');
});

test.each([
  ['chatnio', 'data', (body: any) => ({ ...body, data: [] })],
  ['cybotstar', 'data', (body: any) => ({ ...body, data: { ...body.data, page: 1 } })],
])('an empty list of %s that is not as documented', async (vendor, _, change) => {
  const { spec, fetch } = await rightServer(vendor, vendor === 'chatnio' ? 0 : 21);
  const server = async (request: Request) => {
    const response = await fetch(request);
    const body: any = await response.json();
    const isEmpty = body.data === null || body.data?.list?.length === 0;
    return Response.json(isEmpty ? change(body) : body, { status: response.status });
  };
  const found = wrongs(await run({ spec, fetch: server }, { only: ['empty-list'] }));
  expect(found.filter((one) => one.startsWith('empty-list: '))).toHaveLength(1);
});

function once(make: () => Promise<Server>): () => Promise<Server> {
  let made: Promise<Server> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
