import { createMock } from '../../../src/mock/create-mock.ts';
import type { SpecResult } from '../../../src/result/result.ts';
import type { Json } from '../../../src/spec/json.ts';
import type { Spec } from '../../../src/spec/spec.ts';
import { tinyFile } from '../../_tiny.ts';
import { type Asked, askedOf, check, type Fetch, type Row, withBody, withQuery } from './_servers.ts';

/** Lists that are cut into pages by the test itself, so that every row and every word of a page can be wrong. */

const LISTS = {
  tiny: { id: 'id', page: 'page', size: 'size', items: 'notes', total: 'total', more: 'more', shown: 'page' },
  gptbots: { id: 'conversation_id', page: 'page', size: 'page_size', items: 'list', total: 'total' },
  bigmodel: {
    id: 'id',
    page: 'page',
    size: 'page_size',
    items: 'data.conversation_list',
    more: 'data.has_more',
  },
  cybotstar: {
    id: 'segment_code',
    page: 'page',
    size: 'pagesize',
    items: 'data.list',
    total: 'data.total',
    more: 'data.has_next',
    previous: 'data.has_previous',
    pages: 'data.max_page_num',
    shown: 'data.page',
    shownSize: 'data.page_size',
  },
} as const;
/** What a vendor's list without rows shows, where it is documented. */
const EMPTY: Readonly<Partial<Record<string, Partial<Record<Word, Json>>>>> = {
  cybotstar: { shown: 0, shownSize: 0, pages: 0 },
};
export type Vendor = keyof typeof LISTS;
export const VENDORS = Object.keys(LISTS) as Vendor[];

/** The time that rows are in order of. */
const TIMES = {
  tiny: 'written',
  gptbots: 'recent_chat_time',
  bigmodel: 'create_time',
  cybotstar: 'create_time',
};

export type Word = 'total' | 'more' | 'previous' | 'pages' | 'shown' | 'shownSize';

/** A page on its way: the rows that it should have, and all that match; both may be changed. */
export interface Cut {
  /** Every row that matches, in order; the same list at each request. */
  readonly all: Row[];
  readonly page: number;
  readonly size: number;
  /** How many requests there were before. */
  readonly turn: number;
  readonly asked: Asked;
  rows: Row[];
  readonly words: Partial<Record<Word, Json>>;
  /** Cuts the page, and its words, out of other rows. */
  cut(all: readonly Row[], page?: number, size?: number): void;
}

export function shows(vendor: Vendor, word: Word): boolean {
  return word in LISTS[vendor];
}

/** A server whose pages are cut and changed by `change`; `undefined` leaves the answer of the mock. */
export function cutting(vendor: Vendor, { spec, fetch }: Server, change: (cut: Cut) => void): Server {
  return { spec, fetch: cutFetch(vendor, fetch, change) };
}

function cutFetch(vendor: Vendor, fetch: Fetch, change: (cut: Cut) => void): Fetch {
  const list: Record<string, string> = LISTS[vendor];
  const worlds = new Map<string, Promise<Row[]>>();
  let turn = -1;
  return async (request) => {
    const asked = await askedOf(request);
    const response = await fetch(request.clone());
    const text = await response.text();
    const body = parse(text);
    const items = body && read(body, list.items as string);
    if (!Array.isArray(items)) return new Response(text, response);
    turn += 1;
    const key = JSON.stringify({ ...asked, [list.page as string]: 0, [list.size as string]: 0 });
    const all = await (worlds.get(key) ?? worlds.set(key, worldOf(vendor, fetch, request)).get(key));
    if (!all || all.length === 0) return new Response(text, response);
    const page = Number(asked[list.page as string] ?? 1);
    const size = Number(asked[list.size as string] ?? items.length);
    const cut: Cut = {
      all,
      page,
      size,
      turn,
      asked,
      rows: [],
      words: {},
      cut: (rows, number = page, step = size) => {
        cutOut(cut, rows, number, step);
        if (rows.length === 0) Object.assign(cut.words, EMPTY[vendor]);
      },
    };
    cut.cut(all);
    change(cut);
    write(body, list.items as string, cut.rows);
    for (const [word, value] of Object.entries(cut.words))
      if (list[word] !== undefined) write(body, list[word], value);
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    return new Response(JSON.stringify(body), { status: response.status, headers });
  };
}

/** A copy of a row with an id of its own, as new as asked for. */
export function another(vendor: Vendor, row: Row, number: number, newer = 0): Row {
  const { id } = LISTS[vendor];
  const text = String(row[id]);
  const tail = String(number).padStart(4, '0');
  return { ...later(vendor, row, newer), [id]: text.slice(0, -4) + tail };
}

/** A row with a later time. */
export function later(vendor: Vendor, row: Row, seconds: number): Row {
  const time = row[TIMES[vendor]];
  if (typeof time === 'number') return { ...row, [TIMES[vendor]]: time + seconds * 1000 };
  const text = String(time);
  const moved = new Date(
    Date.parse(text.includes('T') ? text : `${text.replace(' ', 'T')}Z`) + seconds * 1000,
  );
  const iso = moved.toISOString();
  return {
    ...row,
    [TIMES[vendor]]: text.includes('T') ? iso.replace('.000', '') : iso.slice(0, 19).replace('T', ' '),
  };
}

export interface Server {
  readonly spec: Spec;
  readonly fetch: Fetch;
}

const servers = new Map<string, Promise<Server>>();

/** The mock of one vendor, which is right; the same one for all tests. */
export async function rightServer(vendor: string, rows = 237): Promise<Server> {
  const key = `${vendor} ${rows}`;
  const make = async () => {
    const vendors = [vendor === 'tiny' ? await tinyFile() : vendor];
    const mock = await createMock({ vendors, rows, strictKeys: true });
    return { spec: mock.specs[0] as Spec, fetch: (request: Request) => mock.fetch(request) };
  };
  const found = servers.get(key) ?? make();
  servers.set(key, found);
  return found;
}

export interface RunChoice {
  readonly only?: readonly string[];
  /** Its rows may move while they are looked at. */
  readonly live?: boolean;
  readonly maxPages?: number;
  readonly maxLinks?: number;
}

/** What the whole run says of a server, with all statements held against it. */
export function run({ spec, fetch }: Server, choice: RunChoice = {}): Promise<SpecResult> {
  return check(spec, fetch, choice);
}

/** The state of each check of an operation, with the reason where there is one. */
export function statesOf({ ledger }: SpecResult, operation = ledger[0]?.operation): Record<string, string> {
  const checks = ledger.filter((entry) => entry.kind === 'check' && entry.operation === operation);
  return Object.fromEntries(
    checks.map(({ name, state, reason }) => [name, reason ? `${state}: ${reason}` : state]),
  );
}

/** `check: title` of every finding that is more than worth knowing. */
export function wrongs({ findings, stopped }: SpecResult): string[] {
  return [
    ...(stopped ? [stopped.message] : []),
    ...findings.filter(({ level }) => level !== 'info').map(({ check, title }) => `${check}: ${title}`),
  ];
}

function cutOut(cut: Cut, all: readonly Row[], page: number, size: number): void {
  cut.rows = all.slice((page - 1) * size, page * size);
  Object.assign(cut.words, {
    total: all.length,
    more: page * size < all.length,
    previous: page > 1 && all.length > 0,
    pages: Math.ceil(all.length / size),
    shown: page,
    shownSize: size,
  });
}

async function worldOf(vendor: Vendor, fetch: Fetch, request: Request): Promise<Row[]> {
  const { page, size, items } = LISTS[vendor];
  const all: Row[] = [];
  for (let number = 1; ; number += 1) {
    const other =
      request.method === 'GET'
        ? withQuery(request, (query) => {
            query.set(page, String(number));
            query.set(size, '100');
          })
        : await withBody(request, (body) => Object.assign(body, { [page]: number, [size]: 100 }));
    const rows = read(await (await fetch(other)).json(), items);
    if (!Array.isArray(rows)) return all;
    all.push(...(rows as Row[]));
    if (rows.length < 100) return all;
  }
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read(body: any, path: string): any {
  return path.split('.').reduce((value, name) => value?.[name], body);
}

function write(body: any, path: string, value: Json | undefined): void {
  const names = path.split('.');
  const last = names.pop() as string;
  const holder = names.reduce((one, name) => one?.[name], body);
  if (holder && value !== undefined) holder[last] = value;
}
