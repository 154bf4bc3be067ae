import { answerMismatch } from '../../http/failure-match.ts';
import type { ObservedPage, ObservedResponse } from '../../result/observed-response.ts';
import { toExactJson } from '../../spec/exact-member.ts';
import { failureOf } from '../../spec/failure-of.ts';
import type { Json } from '../../spec/json.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import type { Evidence } from '../../spec/spec.ts';
import type { Subject } from '../check-log.ts';
import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { endsByNext, hasToken, isNumbered, nextOf, type PageMode, pageModes } from './page-modes.ts';
import { askFor, largestSize, listOf } from './page-request.ts';
import { reportLead, reportRefused } from './refused.ts';
import { claimsMore } from './shown.ts';

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
  readonly by?: PageMode;
  /** How well it is known that all of it may be asked; documented when not said. */
  readonly evidence?: Evidence;
  /** A refusal is nothing to report. */
  readonly isTry?: boolean;
}

const MOST_EMPTY = 3;

/**
 * Asks for page after page until no more rows come. The flags of a page never end the walk while the page
 * is full, as they may lie. Ends early at a page that is refused, which is reported; undefined: that was the first.
 */
export async function walk(client: Client, options: WalkOptions): Promise<Walk | undefined> {
  const list = listOf(client);
  const { purpose, values = client.values, size = largestSize(client), maxPages, isTry } = options;
  const mode = options.by ?? pageModes(list)[0] ?? 'once';
  const isOpen = mode !== 'once' && !endsByNext(list, mode);
  const most = Math.max(1, Math.min(maxPages ?? client.limits.maxPages, client.limits.maxPages));
  const pages: ObservedPage[] = [];
  const rows: Json[] = [];
  const isKnown = createKnown(rows);
  const tokens = new Set<Json>();
  let next: Json | undefined;
  const end = (complete: boolean): Walk => ({ pages, rows, complete, size, values });

  for (let number = 1; number <= most; number += 1) {
    const asked = askFor(client, values, mode, { number, size, next, skip: rows.length });
    const seen = await unlessGivenUp(client.log, [], () =>
      client.ask({ purpose: number === 1 ? purpose : `${purpose}, page ${number}`, values: asked }),
    );
    // One page that cannot be had does not take away those that were seen.
    if (!seen) return pages.length > 0 ? end(false) : undefined;
    const last = pages.at(-1);
    const expected = last && claimsMore(list, last, { rows: rows.length, number: number - 1, mode });
    if (!isPage(seen)) {
      if (last && (isPastTheEnd(client, seen) || expected !== true)) return end(true);
      if (isTry) return undefined;
      if (last && !isNumbered(mode) && mode !== 'once') reportLead(client.log, seen, mode);
      else reportRefused(client.log, seen, options.evidence);
      return last ? end(false) : undefined;
    }
    const { items } = seen.page;
    if (last && isOpen && items.length === 0) return end(true);
    // Behind what the list itself calls its last page, rows that were there before are not one more page.
    if (last && isNumbered(mode) && isOver(expected, pages) && items.every(isKnown)) return end(true);
    if (last && items.length > 0 && isSame(items, last.page.items)) {
      pages.push(seen);
      return end(false);
    }
    pages.push(seen);
    rows.push(...items);
    next = nextOf(list, mode, seen);
    if (endsByNext(list, mode) && !hasToken(next)) return end(true);
    if (hasToken(next) && tokens.has(next as Json)) return end(false);
    if (hasToken(next)) tokens.add(next as Json);
    if (endsByNext(list, mode) && endsEmpty(pages)) return end(true);
    const more = claimsMore(list, seen, { rows: rows.length, number, mode });
    const isShort = size === undefined || items.length < size;
    if (mode === 'once') return end(isShort ? more !== true : more === false);
    if (isOpen && (items.length === 0 || (isShort && more !== true))) return end(true);
  }
  return end(false);
}

/** Tokens may lead over an empty page to more rows; over several, they lead nowhere. */
function endsEmpty(pages: readonly ObservedPage[]): boolean {
  return pages.length > MOST_EMPTY && pages.slice(-MOST_EMPTY).every(({ page }) => page.items.length === 0);
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
  return a.length === b.length && a.every((one, index) => toExactJson(one) === toExactJson(b[index] as Json));
}

/** Whether no page should follow: the last one said so, or nothing says and there were several. */
function isOver(expected: boolean | undefined, { length }: readonly ObservedPage[]): boolean {
  return expected === undefined ? length > 1 : !expected;
}

/** Whether a row is one of a growing list; rows that were written as text once are remembered. */
function createKnown(rows: readonly Json[]): (row: Json) => boolean {
  const known = new Set<string>();
  let upTo = 0;
  return (row) => {
    for (; upTo < rows.length; upTo += 1) known.add(toExactJson(rows[upTo] as Json));
    return known.has(toExactJson(row));
  };
}
