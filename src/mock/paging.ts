import type { Json } from '../spec/json.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Listing, Operation, PagingWord } from '../spec/spec.ts';
import { createValueReader, type ValueReader } from '../spec/value-reader.ts';
import type { Refusal } from './refusal.ts';

/** The page of the matching rows that a request asks for. */
interface Slice {
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/**
 * Compiles how a request names its slice: the first page number and size that are given; else a token,
 * which is the number of the page it leads to; else the defaults. `limit` is how many rows there are.
 */
export function createSlice(operation: Operation, { paging }: Listing) {
  const readersOf = (word: PagingWord) =>
    paging.reads[word].map((place) => createValueReader(operation, place));
  const [pages, sizes, tokens] = [readersOf('page'), readersOf('size'), readersOf('token')];
  const isToken = (value: Json | undefined) => isGiven(value) && !paging.ends.includes(String(value));

  return (values: RequestValues, limit: number): Slice | Refusal => {
    const size = firstNumber(sizes, values) ?? Math.max(limit, 1);
    const given = pages.some((reader) => isGiven(reader.given(values)));
    const token = given ? undefined : tokens.find((reader) => isToken(reader.given(values)));
    if (!token) return { page: Math.max(1, firstNumber(pages, values) ?? 1), size };
    const text = String(token.given(values));
    // At most nine digits, as the page that it leads to is shown as an int32.
    if (/^[1-9]\d{0,8}$/.test(text)) return { page: Number(text), size };
    return {
      cause: 'invalid-parameter',
      parameter: token.label,
      reason: `is not a token that this list gave: ${text}`,
    };
  };
}

/** The value of each paging word for a slice of `limit` rows; `end` stands for no token. */
export function toShown({ page, size }: Slice, limit: number, end: string): Record<PagingWord, Json> {
  const hasMore = page * size < limit;
  return {
    page,
    size,
    count: Math.max(0, Math.min(page * size, limit) - (page - 1) * size),
    total: limit,
    pages: lastPage(limit, size),
    hasMore,
    // Without any rows there are none before the page either.
    hasPrevious: page > 1 && limit > 0,
    token: hasMore ? String(page + 1) : end,
  };
}

export function lastPage(limit: number, size: number): number {
  return size > 0 ? Math.ceil(limit / size) : 0;
}

function firstNumber(readers: readonly ValueReader[], values: RequestValues): number | undefined {
  const given =
    readers.find((reader) => isGiven(reader.given(values))) ??
    readers.find(({ fallback }) => fallback !== undefined);
  const value = given?.read(values);
  return typeof value === 'number' ? value : undefined;
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}
