import { describe, expect, test } from 'vitest';
import type { CheckName } from '../../../src/contract/checks.ts';
import {
  type Asked,
  askedOf,
  check,
  either,
  type Fetch,
  ITEMS,
  listOf,
  otherSpec,
  type Row,
  rightServer,
  rowsOf,
  said,
  serverOf,
  stateOf,
  withBody,
  withPages,
  withQuery,
} from './_servers.ts';

const FILTERS: readonly CheckName[] = [
  'filter-sound',
  'filter-complete',
  'filter-bound',
  'filter-nobody',
  'filter-together',
];

/** One filter: its field, where a request says it, and what asks for no filter. */
interface Place {
  readonly vendor: string;
  readonly field: string;
  readonly asked: string;
  readonly any?: unknown;
}
const TYPE: Place = { vendor: 'gptbots', field: 'conversation_type', asked: 'conversation_type', any: 'ALL' };
const USER: Place = { vendor: 'gptbots', field: 'user_id', asked: 'user_id' };
const OWNER: Place = { vendor: 'cybotstar', field: 'user_code', asked: 'filter_user_code' };
const SOURCE: Place = { vendor: 'cybotstar', field: 'message_source', asked: 'message_source' };
const CODES: Place = { vendor: 'cybotstar', field: 'segment_code', asked: 'segment_code_list' };
const KEYWORD: Place = { vendor: 'alibaba', field: 'title', asked: 'keyword' };
const STATUS: Place = { vendor: 'alibaba', field: 'deleteTag', asked: 'status' };
const STARS: Place = { vendor: 'tiny', field: 'stars', asked: 'stars' };
const KIND: Place = { vendor: 'tiny', field: 'kind', asked: 'kind', any: 'all' };
const TITLE: Place = { vendor: 'tiny', field: 'title', asked: 'q' };
const EQUALS = [TYPE, USER, OWNER, SOURCE, STARS];
const ALL = [TYPE, USER, OWNER, CODES, STARS, KIND, KEYWORD, TITLE];

interface Range extends Omit<Place, 'asked'> {
  readonly from: string;
  readonly to: string;
  readonly read: (value: any) => number;
  readonly write: (time: number) => any;
  readonly unit: number;
}
const RANGES: readonly Range[] = [
  {
    vendor: 'gptbots',
    field: 'recent_chat_time',
    from: 'start_time',
    to: 'end_time',
    read: Number,
    write: Number,
    unit: 1,
  },
  {
    vendor: 'cybotstar',
    field: 'create_time',
    from: 'create_start_time',
    to: 'create_end_time',
    read: (text) => Date.parse(/[Z+]/.test(text) ? text : `${text.replace(' ', 'T')}+08:00`),
    write: (time) => new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    unit: 1000,
  },
  { vendor: 'tiny', field: 'written', from: 'since', to: 'until', read: Number, write: Number, unit: 1 },
];

interface Violation<T> {
  readonly name: string;
  readonly on: readonly T[];
  readonly by: CheckName;
  readonly server: (on: T) => Promise<Fetch>;
}

const VIOLATIONS: readonly Violation<Place>[] = [
  {
    name: 'a filter is ignored',
    on: ALL,
    by: 'filter-sound',
    server: ({ vendor, field }) => without(vendor, field),
  },
  {
    name: 'a filter is ignored from the second page on',
    on: [USER, KIND],
    by: 'filter-sound',
    server: async ({ vendor, field }) =>
      either(await rightServer(vendor), await without(vendor, field), ({ page }) => Number(page) > 1),
  },
  {
    name: 'a filter lets one row through that does not match',
    on: [TYPE, OWNER, TITLE],
    by: 'filter-sound',
    server: async (place) => {
      const others = await rowsOf(place.vendor);
      return pages(place, (rows, asked, body) => {
        if (!isAsked(place, asked) || rows.length === 0) return rows;
        count(body, 1);
        const stranger = others.find((row) => !rows.some((one) => one[place.field] === row[place.field]));
        return stranger ? [...rows, stranger] : rows;
      });
    },
  },
  {
    name: 'a filter drops one matching row',
    on: EQUALS,
    by: 'filter-complete',
    server: async (place) =>
      pages(place, (rows, asked, body) => {
        if (!isAsked(place, asked) || rows.length < 2) return rows;
        count(body, -1);
        return rows.toSpliced(1, 1);
      }),
  },
  {
    name: 'a value gives the rows of another',
    on: [TYPE, KIND],
    by: 'filter-sound',
    server: async (place) => {
      const fetch = await rightServer(place.vendor);
      const other: Record<string, string> = { API: 'EMBED', a: 'b' };
      return (request) =>
        fetch(
          withQuery(request, (query) => {
            const value = other[query.get(place.asked) ?? ''];
            if (value) query.set(place.asked, value);
          }),
        );
    },
  },
  {
    name: 'rows of one value only come to who filters for it',
    on: [TYPE, KIND],
    by: 'filter-complete',
    server: async (place) =>
      pages(place, (rows, asked) =>
        isAsked(place, asked)
          ? rows
          : rows.filter((row) => row[place.field] !== 'EMBED' && row[place.field] !== 'b'),
      ),
  },
  {
    name: 'a value that nobody has gives everything',
    on: [USER, OWNER, SOURCE, CODES, KEYWORD, STATUS, STARS],
    by: 'filter-nobody',
    server: async ({ vendor, field, asked }) => {
      const values = (await rowsOf(vendor)).map((row) => String(row[field]).toLowerCase());
      const isKnown = (wanted: unknown) =>
        values.some((value) => value.includes(String(wanted).toLowerCase()));
      return either(
        await rightServer(vendor),
        await without(vendor, field),
        ({ [asked]: wanted }) => wanted !== undefined && [wanted].flat().every((one) => !isKnown(one)),
      );
    },
  },
  {
    name: 'a value that nobody has is an error of the server',
    on: [USER, STARS],
    by: 'filter-nobody',
    server: async (place) => {
      const fetch = await rightServer(place.vendor);
      return async (request) => {
        const response = await fetch(request);
        const body: any = await response.clone().json();
        const isNone = body.total === 0 && isAsked(place, await askedOf(request));
        return isNone ? new Response('{}', { status: 500, headers: response.headers }) : response;
      };
    },
  },
  {
    name: 'a part of a text is looked for in its own letter case',
    on: [KEYWORD, TITLE],
    by: 'filter-complete',
    server: async (place) =>
      pages(place, (rows, { [place.asked]: part }, body) => {
        const found = part ? rows.filter((row) => String(row[place.field]).includes(part)) : rows;
        count(body, found.length - rows.length);
        return found;
      }),
  },
  {
    name: 'the total does not know of a filter',
    on: [USER, KEYWORD, STARS],
    by: 'total',
    server: async (place) => {
      const { length } = await rowsOf(place.vendor);
      return pages(place, (rows, asked, body) => {
        if (isAsked(place, asked) && rows.length > 0) set(body, 'total', length);
        return rows;
      });
    },
  },
];

const BOUNDS: readonly Violation<Range>[] = [
  ...(['from', 'to'] as const).flatMap((end): Violation<Range>[] => [
    {
      name: `the ${end === 'from' ? 'beginning' : 'end'} of a range does not belong to it`,
      on: RANGES,
      by: 'filter-bound',
      server: (range) => moved(range, end, end === 'from' ? 1 : -1),
    },
    {
      name: `a range ${end === 'from' ? 'begins' : 'ends'} a day ${end === 'from' ? 'earlier' : 'later'}`,
      on: RANGES,
      by: 'filter-sound',
      server: (range) => moved(range, end, ((end === 'from' ? -1 : 1) * 86_400_000) / range.unit),
    },
    {
      name: `the ${end === 'from' ? 'beginning' : 'end'} of a range is ignored`,
      on: RANGES,
      by: 'filter-sound',
      server: ({ vendor, field }) =>
        serverOf(vendor, (document) => {
          delete listOf(document).filters[field][end];
        }),
    },
  ]),
  {
    name: 'beginning and end of a range are swapped',
    // A request to GPTBots always has both: swapped, they leave no row to begin with.
    on: RANGES.filter(({ vendor }) => vendor !== 'gptbots'),
    by: 'filter-complete',
    server: ({ vendor, field }) =>
      serverOf(vendor, (document) => {
        const range = listOf(document).filters[field];
        [range.from, range.to] = [range.to, range.from];
      }),
  },
];

/** Two filters of one vendor: with both, one counts. */
const TOGETHER: readonly Violation<readonly [Place, Place]>[] = [
  {
    name: 'of two filters only the first counts',
    on: [
      [TYPE, USER],
      [OWNER, SOURCE],
      [STARS, KIND],
    ],
    by: 'filter-together',
    server: async ([first, second]) =>
      either(
        await rightServer(first.vendor),
        await without(first.vendor, second.field),
        (asked) => isAsked(first, asked) && isAsked(second, asked),
      ),
  },
  {
    name: 'two filters give what matches either',
    on: [
      [TYPE, USER],
      [STARS, KIND],
    ],
    by: 'filter-together',
    server: async ([first, second]) => {
      const all = await rowsOf(first.vendor);
      return pages(first, (rows, asked, body) => {
        if (!isAsked(first, asked) || !isAsked(second, asked)) return rows;
        const found = all.filter(
          (row) =>
            String(row[first.field]) === String(asked[first.asked]) ||
            String(row[second.field]) === String(asked[second.asked]),
        );
        set(body, 'total', found.length);
        return found.slice(0, 100);
      });
    },
  },
];

/** The same document, its ranges without their ends. */
function exclusive(document: any): void {
  for (const filter of Object.values<any>(listOf(document).filters)) {
    if (!filter.from) continue;
    Object.assign(filter, { after: filter.from, before: filter.to, evidence: 'documented' });
    delete filter.from;
    delete filter.to;
  }
}

describe('the ends of a range are held against what is declared', () => {
  test.each(RANGES)('they belong to it, and should not: $vendor', async ({ vendor }) => {
    const found = await check(await otherSpec(vendor, exclusive), await rightServer(vendor), {
      only: ['filter-sound', 'filter-complete', 'filter-bound', 'filter-nobody'],
    });
    expect(said(found)).toEqual(['filter-bound: the end of a range belongs to it, and should not']);
  });

  test.each(RANGES)('they do not belong to it, as declared: $vendor', async ({ vendor }) => {
    const found = await check(await otherSpec(vendor, exclusive), await serverOf(vendor, exclusive));
    expect(said(found)).toEqual([]);
    expect(stateOf(found, 'check:filter-bound')).toBe('checked');
  });

  test('where it is only assumed, nothing is said of them', async () => {
    const server = await serverOf('gptbots', exclusive);
    const found = await check('gptbots', server, { asserted: 'documented', only: FILTERS });
    expect(said(found)).toEqual([]);
    expect(stateOf(found, 'check:filter-bound')).toBe('skipped: assumed');
    expect(stateOf(found, 'check:filter-sound')).toBe('checked');
    expect(stateOf(found, 'check:filter-complete')).toBe('checked');
  });
});

describe('one cause is one finding', () => {
  test('a filter that is ignored breaks nothing together with another', async () => {
    const found = await check('gptbots', await without('gptbots', 'user_id'), {
      only: [...FILTERS, 'total'],
    });
    expect(said(found).toSorted()).toEqual([
      'filter-nobody: a filter that nothing matches gives rows',
      'filter-sound: a filter is ignored: every row comes',
    ]);
    expect(stateOf(found, 'check:filter-together')).toBe('checked');
  });

  test('a total that is wrong of every list is not one of each filter too', async () => {
    const server = await pages(USER, (rows, _, body) => {
      count(body, 1);
      return rows;
    });
    expect(said(await check('gptbots', server, { only: [...FILTERS, 'total'] }))).toEqual([
      'total: /total is not the number of rows',
    ]);
  });

  test('times in another unit are no fault of the filter by time', async () => {
    const server = await pages(USER, (rows) =>
      rows.map((row) => ({ ...row, recent_chat_time: Math.floor(Number(row.recent_chat_time) / 1000) })),
    );
    const found = await check('gptbots', server, { only: [...FILTERS, 'time'] });
    expect(found.findings.map(({ check: name }) => name)).toEqual(['time']);
  });
});

describe('what breaks a filter is seen', () => {
  test.each(
    VIOLATIONS.flatMap((one) => one.on.map((on) => ({ ...one, on, label: `${on.vendor} ${on.asked}` }))),
  )('$name: $label', ({ on, by, server }) => breaks(on.vendor, by, server(on)));

  test.each(BOUNDS.flatMap((one) => one.on.map((on) => ({ ...one, on, label: `${on.vendor} ${on.field}` }))))(
    '$name: $label',
    ({ on, by, server }) => breaks(on.vendor, by, server(on)),
  );

  test.each(
    TOGETHER.flatMap((one) =>
      one.on.map((on) => ({ ...one, on, label: `${on[0].vendor} ${on[0].asked}, ${on[1].asked}` })),
    ),
  )('$name: $label', ({ on, by, server }) => breaks(on[0].vendor, by, server(on)));
});

async function breaks(vendor: string, by: CheckName, server: Promise<Fetch>): Promise<void> {
  const found = await check(vendor, await server, { only: [by] });
  expect([...new Set(said(found).map((text) => text.split(':')[0]))]).toEqual([by]);
}

/** Servers that do not know of a filter, each made once. */
const ignoring = new Map<string, Promise<Fetch>>();
function without(vendor: string, field: string): Promise<Fetch> {
  const key = `${vendor} ${field}`;
  const server =
    ignoring.get(key) ??
    serverOf(vendor, (document) => {
      delete listOf(document).filters[field];
    });
  ignoring.set(key, server);
  return server;
}

async function pages(
  { vendor }: Place,
  change: (rows: Row[], asked: Asked, body: any) => Row[],
): Promise<Fetch> {
  return withPages(await rightServer(vendor), ITEMS[vendor] as string, change);
}

function isAsked({ asked: name, any }: Place, asked: Asked): boolean {
  const value = asked[name];
  if (name === 'filter_user_code' && asked.filter_mode !== 1) return false;
  return value !== undefined && value !== null && value !== '' && value !== any && String(value) !== '';
}

/** A server that takes an end of a range for one that lies some units later. */
async function moved(
  { vendor, read, write, unit, ...names }: Range,
  end: 'from' | 'to',
  by: number,
): Promise<Fetch> {
  const fetch = await rightServer(vendor);
  const name = names[end];
  const move = (value: any) => write(read(value) + by * unit);
  return async (request) => {
    const { [name]: value } = await askedOf(request);
    if (!value) return fetch(request);
    if (request.method === 'GET') return fetch(withQuery(request, (query) => query.set(name, move(value))));
    return fetch(
      await withBody(request, (body) => {
        body[name] = move(value);
      }),
    );
  };
}

function holderOf(body: any, word: string): any {
  return body.data && word in body.data ? body.data : body;
}
function set(body: any, word: string, value: number): void {
  holderOf(body, word)[word] = value;
}
function count(body: any, by: number): void {
  for (const word of ['total', 'total_count', 'totalCount'])
    if (word in holderOf(body, word)) holderOf(body, word)[word] += by;
}
