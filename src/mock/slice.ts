import type { Json } from '../spec/json.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Listing, Operation, PagingWord } from '../spec/spec.ts';
import { createValueReader, type ValueReader } from '../spec/value-reader.ts';
import { type Cursor, pageNumber, type Searched } from './cursor.ts';
import type { Refusal } from './refusal.ts';

/** The ways in which a request says where its page begins, in the order of precedence. */
const WAYS = ['page', 'skip', 'token', 'previousToken'] as const;
type SliceWay = (typeof WAYS)[number];

/** The part of the matching rows that a request asks for: from `start` up to, not including, `end`. */
export interface Slice {
  readonly start: number;
  /** At most the number of rows that there are; not before `start`. */
  readonly end: number;
  /** How many rows a page may have. */
  readonly size: number;
  /** The number of the page, from 1 however the list counts. */
  readonly page: number;
  /** How it was asked for; by the list's first way where the request does not say. */
  readonly by: SliceWay;
}

/** Compiles how a request names its slice of `limit` rows: by the first way that it gives, else from the beginning. */
export function createSlice(operation: Operation, { paging }: Listing, cursor: Cursor) {
  const readersOf = (word: PagingWord) =>
    paging.reads[word].map((place) => createValueReader(operation, place));
  const readers = Object.fromEntries(WAYS.map((way) => [way, readersOf(way)])) as Record<
    SliceWay,
    ValueReader[]
  >;
  const sizes = readersOf('size');
  const firstPage = paging.firstPage.asked;
  const unsaid = sizes.length > 0 ? unsaidSize(operation) : undefined;
  const ways = WAYS.filter((way) => readers[way].length > 0);
  const [usual = 'page'] = ways;
  const isAsked = (way: SliceWay, value: Json | undefined) =>
    isGiven(value) && (way === 'page' || way === 'skip' || !paging.ends.includes(String(value)));

  function askedBy(values: RequestValues): { readonly by: SliceWay; readonly reader?: ValueReader } {
    for (const by of ways)
      for (const reader of readers[by]) if (isAsked(by, reader.given(values))) return { by, reader };
    return { by: usual };
  }

  return (values: RequestValues, limit: number, found: Searched): Slice | Refusal => {
    const size = firstNumber(sizes, values) ?? unsaid ?? Math.max(limit, 1);
    const { by, reader: token } = askedBy(values);
    if (!token || by === 'page' || by === 'skip') {
      const page = Math.max(1, (firstNumber(readers.page, values) ?? firstPage) - firstPage + 1);
      // A larger number could not be shown as it was given.
      const skip = Math.min(Math.max(0, firstNumber(readers.skip, values) ?? 0), Number.MAX_SAFE_INTEGER);
      return by === 'skip'
        ? toSlice(skip, size, limit, by)
        : toSlice((page - 1) * size, size, limit, by, page);
    }
    const given = token.given(values) as Json;
    // One place may take the tokens of both directions: each says itself which it is.
    for (const way of by === 'token' && readers.previousToken.some(({ key }) => key === token.key)
      ? BOTH
      : [by]) {
      const place = cursor.read(found, given, size, way === 'token' ? 'next' : 'previous');
      if (place === undefined) continue;
      if (way === 'token') return toSlice(place, size, limit, way);
      const end = Math.min(place, limit);
      return { ...toSlice(Math.max(0, end - size), size, limit, way), end };
    }
    return {
      cause: 'invalid-parameter',
      parameter: token.label,
      reason: `${typeof paging.cursor === 'object' ? 'names no row of this list' : 'is not a token that this list gave'}: ${String(given)}`,
    };
  };
}

const BOTH = ['token', 'previousToken'] as const;

function toSlice(
  start: number,
  size: number,
  limit: number,
  by: SliceWay,
  page = pageNumber(start, size),
): Slice {
  return { start, end: Math.max(start, Math.min(start + size, limit)), size, page, by };
}

/** How many rows a page has where a request can say it, and neither it nor the document does. */
const UNSAID = 20;

function unsaidSize({ fields }: Operation): number {
  const { minimum, maximum } = fields.find(({ paging }) => paging === 'size')?.schema ?? {};
  const most = typeof maximum === 'number' ? Math.min(UNSAID, maximum) : UNSAID;
  return Math.max(1, typeof minimum === 'number' ? Math.max(minimum, most) : most);
}

export function lastPage(limit: number, size: number): number {
  return size > 0 ? Math.ceil(limit / size) : 0;
}

function firstNumber(readers: readonly ValueReader[], values: RequestValues): number | undefined {
  let first: ValueReader | undefined;
  for (const reader of readers) {
    const value = reader.given(values);
    if (isGiven(value)) return toNumber(value);
    if (reader.fallback !== undefined) first ??= reader;
  }
  return toNumber(first?.read(values));
}

function toNumber(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}
