import type { Json } from '../spec/json.ts';
import type { Listing, Operation, PagingWord, Spec } from '../spec/spec.ts';
import { createPlace, type Place } from './query.ts';
import type { Refusal } from './refusal.ts';
import type { Values } from './validate.ts';

/** Which slice of the matching rows a request asks for. */
interface Slice {
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/**
 * Compiles how a request names its slice: the first page number and size that are given; else a token,
 * which is the number of the page it leads to; else the defaults. `limit` is how many rows there are.
 */
export function createSlice(spec: Spec, operation: Operation, { paging }: Listing) {
  const places = (word: PagingWord) => paging.reads[word].map((place) => createPlace(spec, operation, place));
  const [pages, sizes, tokens] = [places('page'), places('size'), places('token')];

  return (values: Values, limit: number): Slice | Refusal => {
    const size = firstNumber(sizes, values) ?? Math.max(limit, 1);
    const given = pages.some((place) => isGiven(place.given(values)));
    const token = given ? undefined : tokens.find((place) => isGiven(place.given(values)));
    if (!token) return { page: Math.max(1, firstNumber(pages, values) ?? 1), size };
    const text = String(token.given(values));
    // Nine digits: the page that it leads to is shown as an int32.
    if (/^[1-9]\d{0,8}$/.test(text)) return { page: Number(text), size };
    return {
      cause: 'invalid-parameter',
      parameter: token.label,
      reason: `is not a token that this list gave: ${text}`,
    };
  };
}

/** What each paging word shows for a slice of so many rows. */
export function toShown({ page, size }: Slice, limit: number): Record<PagingWord, Json> {
  const hasMore = page * size < limit;
  return {
    page,
    size,
    total: limit,
    pages: lastPage(limit, size),
    hasMore,
    // Rows stand before the page: of none there are none.
    hasPrevious: page > 1 && limit > 0,
    token: hasMore ? String(page + 1) : '',
  };
}

export function lastPage(limit: number, size: number): number {
  return size > 0 ? Math.ceil(limit / size) : 0;
}

function firstNumber(places: readonly Place[], values: Values): number | undefined {
  const given =
    places.find((place) => isGiven(place.given(values))) ??
    places.find(({ fallback }) => fallback !== undefined);
  const value = given?.read(values);
  return typeof value === 'number' ? value : undefined;
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}
