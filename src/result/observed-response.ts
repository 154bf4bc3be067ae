import type { Exchange, Header, WireResponse } from '../http/exchange.ts';
import { mediaOf } from '../http/media-of.ts';
import { readResponse } from '../http/read-response.ts';
import type { Reading } from '../http/reading.ts';
import type { Expression } from '../spec/expressions.ts';
import { isObject, type Json, member } from '../spec/json.ts';
import { toPointer, valueAt } from '../spec/json-pointer.ts';
import { rowFieldValue } from '../spec/row-field.ts';
import {
  type Listing,
  type MediaType,
  type Operation,
  PAGING_WORDS,
  type PagingWord,
  type ResponseSpec,
} from '../spec/spec.ts';
import type { PlannedRequest } from './planned-request.ts';
import { shownValue } from './shown-value.ts';

/** One page of a list, as a response shows it. */
export interface Page {
  readonly items: readonly Json[];
  /** What the response shows for each paging word; undefined where it shows nothing. */
  readonly shown: Readonly<Partial<Record<PagingWord, Json>>>;
}

/** A response as it was read, with the request that was planned. */
export interface ObservedResponse {
  readonly planned: PlannedRequest;
  readonly exchange: Exchange;
  readonly status: number;
  readonly reading: Reading;
  /** The documented response that the status belongs to. */
  readonly response: ResponseSpec | undefined;
  readonly media: MediaType | undefined;
  /** success: a 2xx with rows. failure: a response without rows. unclear: rows with another status, which is a finding. */
  readonly kind: 'success' | 'failure' | 'unclear';
  /** The rows of a list, whatever the status; of a single row a list of one. */
  readonly page: Page | undefined;
}

export type ObservedPage = ObservedResponse & { readonly page: Page };

/** Reads a response once, for every check of it. */
export function observeResponse(
  operation: Operation,
  planned: PlannedRequest,
  exchange: Exchange,
  answer: WireResponse,
): ObservedResponse {
  const reading = readResponse(answer);
  const { status } = answer;
  const response = responseOf(operation, status);
  const media = response && mediaOf(response, reading);
  const page = operation.list && pageOf(operation.list, reading.json, answer.headers);
  const ok = status >= 200 && status < 300;
  const hasRows = operation.list ? page !== undefined : ok;
  const kind = ok && hasRows ? 'success' : hasRows ? 'unclear' : 'failure';
  return { planned, exchange, status, reading, response, media, kind, page };
}

/** The documented response of a status: its own, its range's, the default. */
export function responseOf({ responses }: Operation, status: number): ResponseSpec | undefined {
  return (
    responses.get(String(status)) ??
    responses.get(`${String(status)[0]}XX`) ??
    responses.get(`${String(status)[0]}xx`) ??
    responses.get('default')
  );
}

/** The rows of a body and what it shows about paging; undefined when it has no rows. */
export function pageOf(
  list: Listing,
  body: Json | undefined,
  headers: readonly Header[] = [],
): Page | undefined {
  if (body === undefined) return undefined;
  const found = valueAt(body, toPointer(list.items.path));
  const isEmpty = list.shows === 'many' && list.emptyAs.includes(found === null ? 'null' : 'nothing');
  const items = list.shows === 'one' ? [found] : isEmpty && (found ?? null) === null ? [] : found;
  if (!Array.isArray(items) || (list.shows === 'one' && !isRow(list, found))) return undefined;
  // What is no list is an empty one only next to the other fields of a success.
  if (found === null && !isSuccess(list, body)) return undefined;
  const shown: Partial<Record<PagingWord, Json>> = {};
  for (const word of PAGING_WORDS) {
    for (const place of list.paging.shows[word]) {
      const value = shownValue(list, word, place, { body, headers }, isExact(list, word));
      if (value !== undefined) shown[word] = meant(list, word, place, value);
    }
  }
  if (found === undefined && Object.keys(shown).length === 0) return undefined;
  return { items: items as Json[], shown };
}

/** What stands in a place, as the word means it: nothing leads on from the last page, and a flag says whether rows follow. */
function meant(list: Listing, word: PagingWord, place: Expression, value: Json): Json {
  if (LEADS.includes(word) && isEnd(list, value)) return '';
  return typeof value === 'boolean' && list.paging.isTurned(place) ? !value : value;
}

/** What leads to another page. */
const LEADS: readonly PagingWord[] = ['token', 'previousToken', 'nextUrl', 'previousUrl'];

/** In a URL a token that is a number has all its digits; in a body it would have to be a number. */
function isExact({ paging: { reads } }: Listing, word: PagingWord): boolean {
  if (word !== 'token' && word !== 'previousToken') return false;
  return (reads[word][0] ?? reads.token[0])?.in !== 'body';
}

function isEnd({ paging }: Listing, token: Json): boolean {
  return typeof token === 'string' && paging.ends.includes(token);
}

/**
 * Where the whole body is the row, an error object could be taken for one: a row has at least half of its required fields; where
 * none is required, of those that it is found by.
 */
function isRow({ items, itemRequired, filters }: Listing, value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  const telling = itemRequired.size > 0 ? [...itemRequired] : filters.map(({ field }) => field);
  const there = telling.filter(
    (name) => Object.hasOwn(value, name) || rowFieldValue(value, name) !== undefined,
  );
  return items.path.length > 0 || there.length * 2 >= telling.length;
}

function isSuccess(list: Listing, body: Json): boolean {
  return member(body, list.items.path[0] ?? '') !== undefined;
}
