import type { ObservedResponse, Page } from '../../result/observed-response.ts';
import { failureOf } from '../../spec/failure-of.ts';
import { fieldAt } from '../../spec/field.ts';
import type { Json } from '../../spec/json.ts';
import { type RequestValues, withValue } from '../../spec/request-values.ts';
import type { Listing, PagingWord } from '../../spec/spec.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { CheckLog, Subject } from '../check-log.ts';
import type { Client } from '../client.ts';
import { answerMismatch } from '../failure-match.ts';
import { claimsMore } from './shown.ts';

export type ObservedPage = ObservedResponse & { readonly page: Page };

/** All pages of a list, one after the other. */
export interface Walk {
  readonly pages: readonly ObservedPage[];
  readonly rows: readonly Json[];
  /** Every row was seen: the last page was reached. */
  readonly complete: boolean;
  /** The rows asked for on each page; undefined where a request cannot say it. */
  readonly size: number | undefined;
  /** What was asked, without page and size. */
  readonly values: RequestValues;
}

interface WalkOptions {
  /** For people: what the walk is for. */
  readonly purpose: string;
  readonly values?: RequestValues;
  /** The largest that is allowed when not given. */
  readonly size?: number;
  readonly maxPages?: number;
  /** By page number where the list reads one, unless told otherwise. */
  readonly by?: Way;
  /** A refusal is nothing to report. */
  readonly isTry?: boolean;
}

/** How the next page is asked for; `once`: there is only one. */
export type Way = 'page' | 'token' | 'once';

const MOST_EMPTY = 3;
const USUAL_LARGEST = 100;
const LARGEST = 1000;

/**
 * Asks for page after page until no more rows come. The flags of a page never end the walk while the page
 * is full, as they may lie. undefined: a page was refused, which is reported.
 */
export async function walk(client: Client, options: WalkOptions): Promise<Walk | undefined> {
  const list = listOf(client);
  const { purpose, values = client.values, size = largestSize(client), maxPages, isTry } = options;
  const way = options.by ?? waysOf(list)[0] ?? 'once';
  const most = Math.max(1, Math.min(maxPages ?? client.limits.maxPages, client.limits.maxPages));
  const pages: ObservedPage[] = [];
  const rows: Json[] = [];
  const isKnown = createKnown(rows);
  const tokens = new Set<Json>();
  let token: Json | undefined;
  const end = (complete: boolean): Walk => ({ pages, rows, complete, size, values });

  for (let number = 1; number <= most; number += 1) {
    const seen = await client.ask({
      purpose: number === 1 ? purpose : `${purpose}, page ${number}`,
      values: askFor(list, values, way, { number, size, token }),
    });
    const last = pages.at(-1);
    const expected = last && claimsMore(last.page, { rows: rows.length, number: number - 1, way });
    if (!isPage(seen)) {
      if (last && (isPastTheEnd(client, seen) || expected !== true)) return end(true);
      if (isTry) return undefined;
      if (way === 'token' && last) reportToken(client.log, seen);
      else reportRefused(client.log, seen);
      return undefined;
    }
    const { items } = seen.page;
    if (last && way === 'page' && items.length === 0) return end(true);
    // Behind what the list itself calls its last page, rows that were there before are not one more page.
    if (last && way === 'page' && isOver(expected, pages) && items.every(isKnown)) return end(true);
    if (last && items.length > 0 && isSame(items, last.page.items)) {
      pages.push(seen);
      return end(false);
    }
    pages.push(seen);
    rows.push(...items);
    token = seen.page.shown.token;
    if (way === 'token' && !hasToken(token)) return end(true);
    if (way === 'token' && tokens.has(token as Json)) return end(false);
    if (hasToken(token)) tokens.add(token as Json);
    if (way === 'token' && endsEmpty(pages)) return end(true);
    const more = claimsMore(seen.page, { rows: rows.length, number, way });
    const isShort = size === undefined || items.length < size;
    if (way === 'once') return end(isShort ? more !== true : more === false);
    if (way === 'page' && (items.length === 0 || (isShort && more !== true))) return end(true);
  }
  return end(false);
}

/** Tokens may lead over an empty page to more rows; over several, they lead nowhere. */
function endsEmpty(pages: readonly ObservedPage[]): boolean {
  return pages.length > MOST_EMPTY && pages.slice(-MOST_EMPTY).every(({ page }) => page.items.length === 0);
}

/** One page by its number; where a list has tokens only, through those of the pages before. undefined: refused, which is reported. */
export async function pageAt(
  client: Client,
  options: {
    readonly values?: RequestValues;
    readonly page: number;
    readonly size?: number;
    readonly purpose: string;
  },
): Promise<ObservedPage | undefined> {
  const seen = await askPage(client, options);
  if (seen && isPage(seen)) return seen;
  if (seen) reportRefused(client.log, seen);
  return undefined;
}

/** The same, and whatever came. undefined: no token leads there. */
export async function askPage(
  client: Client,
  { values = client.values, page, size, purpose }: Parameters<typeof pageAt>[1],
): Promise<ObservedResponse | undefined> {
  const list = listOf(client);
  const [way = 'once'] = waysOf(list);
  if (way !== 'token')
    return client.ask({ purpose, values: askFor(list, values, way, { number: page, size }) });
  let token: Json | undefined;
  for (let number = 1; ; number += 1) {
    const seen = await client.ask({ purpose, values: askFor(list, values, way, { number, size, token }) });
    token = seen.page?.shown.token;
    if (number === page || !isPage(seen)) return seen;
    if (!hasToken(token) || number > client.limits.maxPages) return undefined;
  }
}

/** The ways to get from page to page, the usual one first. */
export function waysOf({ paging }: Listing): Way[] {
  return (['page', 'token'] as const).filter((word) => paging.reads[word].length > 0);
}

/** A request of one page; a size of null is left out. */
export function askFor(
  { paging }: Listing,
  values: RequestValues,
  way: Way,
  { number, size, token }: { number: number; size?: number | null | undefined; token?: Json | undefined },
): RequestValues {
  let asked = values;
  const put = (word: PagingWord, value: Json | undefined, all = false) => {
    for (const [index, place] of paging.reads[word].entries())
      asked = withValue(asked, place, index === 0 || all ? value : undefined);
  };
  put('page', way === 'page' ? number : undefined);
  put('token', way === 'token' && number > 1 ? token : undefined);
  // A size of its own may belong to the tokens: then both say the same.
  if (size !== undefined) put('size', size ?? undefined, way === 'token');
  return asked;
}

/** The largest page that a request may ask for; undefined where it cannot say. */
export function largestSize(client: Client): number | undefined {
  const [place] = listOf(client).paging.reads.size;
  if (!place) return undefined;
  const declared = declaredLargest(client);
  return Math.min(declared ?? USUAL_LARGEST, client.limits.maxSize ?? LARGEST, LARGEST);
}

/** The largest page that the document allows; undefined where it does not say. */
export function declaredLargest({ operation }: Subject): number | undefined {
  const [place] = operation.list?.paging.reads.size ?? [];
  const { maximum } = (place && fieldAt(operation, place).schema) ?? {};
  return typeof maximum === 'number' ? maximum : undefined;
}

export function hasToken(token: Json | undefined): boolean {
  return token !== undefined && token !== null && token !== '' && token !== false;
}

export function isPage(seen: ObservedResponse): seen is ObservedPage {
  return seen.kind === 'success' && seen.page !== undefined;
}

/** Whether an answer is the documented refusal of a page behind the last. */
function isPastTheEnd({ operation }: Subject, { status, reading }: ObservedResponse): boolean {
  const answer = operation.failures.has('past-the-end') && failureOf(operation, 'past-the-end');
  return answer !== false && answer !== undefined && answerMismatch(answer, status, reading) === undefined;
}

export function isSame(a: readonly Json[], b: readonly Json[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}

/** Whether no page should follow: the last one said so, or nothing says and there were several. */
function isOver(expected: boolean | undefined, { length }: readonly ObservedPage[]): boolean {
  return expected === undefined ? length > 1 : !expected;
}

/** Whether a row is one of a growing list; what was looked at once is remembered. */
function createKnown(rows: readonly Json[]): (row: Json) => boolean {
  const known = new Set<string>();
  let upTo = 0;
  return (row) => {
    for (; upTo < rows.length; upTo += 1) known.add(JSON.stringify(rows[upTo]));
    return known.has(JSON.stringify(row));
  };
}

/** The operation's listing; only operations that list are walked. */
export function listOf({ operation }: Subject): Listing {
  if (!operation.list) throw new Error(`${operation.id} lists nothing`);
  return operation.list;
}

/** What was asked for is allowed, and was refused all the same. */
export function reportRefused(
  { operation, saw }: CheckLog,
  { planned, status, reading, exchange }: ObservedResponse,
): void {
  saw('accepts', {
    title: 'a valid request is refused',
    expected: `rows, asked for ${planned.purpose}`,
    actual: `status ${status}: ${excerpt(reading.text)}`,
    source: operation.pointer,
    evidence: operation.list?.success.evidence ?? { grade: 'documented', reason: '' },
    exchange,
  });
}

function reportToken(
  { operation, saw }: CheckLog,
  { planned, status, reading, exchange }: ObservedResponse,
): void {
  saw('token', {
    title: 'a token that the list gave is refused',
    expected: `rows, asked for ${planned.purpose}`,
    actual: `status ${status}: ${excerpt(reading.text)}`,
    source: `${operation.pointer}/x-confab/paging/token`,
    evidence: operation.list?.paging.evidence('token') ?? { grade: 'documented', reason: '' },
    exchange,
  });
}
