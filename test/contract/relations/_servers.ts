import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { givenToMock } from '../../../src/auth/given.ts';
import { CHECK_LIST } from '../../../src/contract/checks.ts';
import { runSpec } from '../../../src/contract/run.ts';
import { createFetchSend } from '../../../src/http/fetch-send.ts';
import { createMock } from '../../../src/mock/create-mock.ts';
import type { MockOptions } from '../../../src/mock/mock.ts';
import type { SpecResult } from '../../../src/result/result.ts';
import type { Grade } from '../../../src/spec/grade.ts';
import type { Json, JsonObject } from '../../../src/spec/json.ts';
import { loadSpecs } from '../../../src/spec/load-specs.ts';
import type { Spec } from '../../../src/spec/spec.ts';
import { file, tinyDocument } from '../../_tiny.ts';

/** Servers that keep a contract or break it, in-process, and what the checks say of them. */

export type Fetch = (request: Request) => Promise<Response>;
/** What a request says, wherever it says it. */
export type Asked = Readonly<Record<string, any>>;
export type Row = JsonObject;

/** A built-in vendor's document or the tiny one's, changed before use, as a file. */
export async function fileOf(vendor: string, change: (document: any) => void = () => {}): Promise<string> {
  if (vendor === 'tiny') return file('tiny.yaml', tinyDocument(change));
  const path = fileURLToPath(new URL(`../../../specs/${vendor}.yaml`, import.meta.url));
  const document = parse(await readFile(path, 'utf8'));
  change(document);
  return file(`${vendor}.yaml`, document);
}

/** What `x-confab` says of the vendor's list. */
export function listOf(document: any): any {
  const operations = Object.values<any>(document.paths).flatMap((path) => Object.values<any>(path));
  return operations.find((one) => one['x-confab']?.safe)['x-confab'];
}

/** A server that does what a document says, a changed one if need be. */
export async function serverOf(
  vendor: string,
  change?: (document: any) => void,
  options: Omit<MockOptions, 'vendors'> = {},
): Promise<Fetch> {
  const vendors = [vendor === 'tiny' || change ? await fileOf(vendor, change) : vendor];
  return (await createMock({ vendors, strictKeys: true, rows: 237, ...options })).fetch;
}

/** The same with nothing changed, made once. */
export const rightServer = once((vendor: string) => serverOf(vendor));

/** Asks one server or the other, by what a request says. */
export function either(one: Fetch, other: Fetch, takesOther: (asked: Asked) => boolean): Fetch {
  return async (request) => (takesOther(await askedOf(request)) ? other(request) : one(request));
}

/** A server whose pages are changed on their way. */
export function withPages(
  fetch: Fetch,
  items: string,
  change: (rows: Row[], asked: Asked, body: any) => Row[] | Promise<Row[]>,
): Fetch {
  return async (request) => {
    const asked = await askedOf(request);
    const response = await fetch(request);
    const text = await response.text();
    let body: any;
    try {
      body = JSON.parse(text);
    } catch {
      return new Response(text, response);
    }
    const path = items.split('.');
    const last = path.pop() as string;
    const holder = path.reduce((value, name) => value?.[name], body);
    if (!Array.isArray(holder?.[last])) return new Response(text, response);
    holder[last] = await change(holder[last], asked, body);
    const headers = new Headers(response.headers);
    headers.delete('content-length');
    return new Response(JSON.stringify(body), { status: response.status, headers });
  };
}

/** The same request with other query values; only for vendors that sign nothing. */
export function withQuery(request: Request, change: (query: URLSearchParams) => void): Request {
  const url = new URL(request.url);
  change(url.searchParams);
  return new Request(url, request);
}

/** The same request with another body. */
export async function withBody(request: Request, change: (body: any) => void): Promise<Request> {
  const body = JSON.parse(await request.clone().text());
  change(body);
  return new Request(request, { body: JSON.stringify(body) });
}

export async function askedOf(request: Request): Promise<Asked> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const text = request.method === 'GET' ? '' : await request.clone().text();
  try {
    return { ...query, ...(text === '' ? {} : (JSON.parse(text) as Record<string, Json>)) };
  } catch {
    return query;
  }
}

/** What the contract says of a server. */
export async function check(
  vendor: string | Spec,
  fetch: Fetch,
  options: {
    only?: readonly string[];
    maxPages?: number;
    maxLinks?: number;
    asserted?: Grade;
    live?: boolean;
  } = {},
): Promise<SpecResult> {
  const { only, maxPages = 50, maxLinks, asserted = 'assumed', live = false } = options;
  const spec = typeof vendor === 'string' ? await specOf(vendor) : vendor;
  const send = createFetchSend(fetch);
  return runSpec({
    spec,
    target: { name: 'a server', base: `http://confab.localhost/${spec.name}`, send, live },
    ...givenToMock(spec),
    asserted,
    limits: { maxPages, slow: 10_000, ...(maxLinks !== undefined && { maxLinks }) },
    checks: CHECK_LIST,
    wants: (name) => only === undefined || only.some((one) => one === name),
    send,
    now: Date.now,
    nonce: randomUUID,
    retry: { backOff: 0 },
  });
}

/** A vendor's own document, loaded once. */
export const specOf = once(async (vendor: string) => {
  const [spec] = await loadSpecs({ vendors: [vendor === 'tiny' ? await fileOf('tiny') : vendor] });
  return spec as Spec;
});

/** A changed document, to hold a server against. */
export async function otherSpec(vendor: string, change: (document: any) => void): Promise<Spec> {
  const [spec] = await loadSpecs({ vendors: [await fileOf(vendor, change)] });
  return spec as Spec;
}

/** The findings in short, `check: title`; of a run that stopped why. */
export function said({ findings, stopped }: SpecResult): string[] {
  return [
    ...(stopped ? [`stopped: ${stopped.message}`] : []),
    ...findings.map(({ check: name, title }) => `${name}: ${title}`),
  ];
}

/** What became of a check: `checked`, or `skipped: no-rows`. */
export function stateOf({ ledger }: SpecResult, entry: string): string | undefined {
  const found = ledger.find(({ kind, name }) => `${kind}:${name}` === entry);
  return found && [found.state, found.grade ?? found.reason].filter(Boolean).join(': ');
}

/** Every row of a vendor's list. */
export const rowsOf = once(async (vendor: string): Promise<Row[]> => {
  const all = new Map<string, Row>();
  const fetch = withPages(await rightServer(vendor), ITEMS[vendor] as string, (rows) => {
    for (const row of rows) all.set(JSON.stringify(row), row);
    return rows;
  });
  await check(vendor, fetch, { only: ['order'] });
  return [...all.values()];
});

/** Where each vendor's rows stand. */
export const ITEMS: Readonly<Record<string, string>> = {
  alibaba: 'data.list',
  bigmodel: 'data.conversation_list',
  chatnio: 'data',
  cybotstar: 'data.list',
  gptbots: 'list',
  tiny: 'notes',
};

function once<T>(make: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
