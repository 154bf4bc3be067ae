import type { Rows, Selection, View } from '../rows/rows.ts';
import { keyOf } from '../spec/expressions.ts';
import type { Json } from '../spec/json.ts';
import { type Listing, type Operation, PAGING_WORDS, type PagingWord, type Spec } from '../spec/spec.ts';
import { type Answer, createHeaders } from './answer.ts';
import { createEnvelope } from './envelope.ts';
import type { Facts } from './placeholders.ts';
import { createPlace, createQuery, type Place } from './query.ts';
import type { Refusal, Values } from './validate.ts';

/** Answers a checked request with rows: a page of them, or one. */
export type Show = (values: Values, facts: Facts) => Answer | Refusal;

/** Which slice of the matching rows a request asks for. */
interface Slice {
  readonly page: number;
  readonly size: number;
}

/** Compiles a listing over its rows. */
export function createShow(spec: Spec, operation: Operation, listing: Listing, rows: Rows): Show {
  const query = createQuery(spec, operation, listing);
  const slice = createSlice(spec, operation, listing);
  const envelope = createEnvelope(spec, listing);
  const headers = createHeaders(listing.success, listing.media.type);
  const view = rows.view(listing.itemSchema);
  const counted = listing.paging.reads.total.map((place) => createPlace(spec, operation, place));
  const echoes = echoesOf(spec, operation, listing);
  const status = Number(listing.success.status) || 200;

  return (values, facts) => {
    const asked = query(values);
    if ('refusal' in asked) return asked.refusal;
    const found = rows.select(asked.query);
    const answer = (items: string, shown: Record<string, Json>): Answer => {
      for (const place of echoes) shown[place.key] = place.read(values) ?? null;
      return { status, headers: headers(facts), body: envelope({ items, values: shown }, facts) };
    };
    if (listing.shows === 'one') {
      if (found.total === 0)
        return { cause: 'not-found', parameter: echoLabel(listing), reason: 'names no row' };
      return answer(view(found.at(0)), {});
    }
    const limit = Math.min(found.total, listing.paging.window ?? found.total);
    const part = slice(values, limit);
    if ('cause' in part) return part;
    const start = (part.page - 1) * part.size;
    if (start >= limit && part.page > 1 && operation.failures.has('past-the-end')) {
      return {
        cause: 'past-the-end',
        parameter: listing.paging.reads.page[0]?.name ?? 'page',
        reason: `is past page ${pagesOf(limit, part.size)}`,
      };
    }
    const shown = paging(part, limit);
    if (counted.some((place) => place.read(values) === false)) shown.total = 0;
    if (found.total > 0 || listing.paging.empty.items === undefined) {
      if (found.total === 0) Object.assign(shown, listing.paging.empty);
      return answer(writeItems(found, view, start, Math.min(start + part.size, limit)), shown);
    }
    return answer(JSON.stringify(listing.paging.empty.items), { ...shown, ...listing.paging.empty });
  };
}

function paging({ page, size }: Slice, limit: number): Record<PagingWord, Json> {
  const hasMore = page * size < limit;
  return {
    page,
    size,
    total: limit,
    pages: pagesOf(limit, size),
    hasMore,
    hasPrevious: page > 1,
    token: hasMore ? String(page + 1) : '',
  };
}

function pagesOf(limit: number, size: number): number {
  return size > 0 ? Math.ceil(limit / size) : 0;
}

function writeItems(found: Selection, view: View, from: number, to: number): string {
  let text = '';
  for (let n = from; n < to; n += 1) text += (text === '' ? '[' : ',') + view(found.at(n));
  return text === '' ? '[]' : `${text}]`;
}

/** The first page number and size given; else a token, which is the number of the page it leads to; else the defaults. */
function createSlice(spec: Spec, operation: Operation, listing: Listing) {
  const places = Object.fromEntries(
    PAGING_WORDS.map((word) => [
      word,
      listing.paging.reads[word].map((place) => createPlace(spec, operation, place)),
    ]),
  ) as Record<PagingWord, Place[]>;

  return (values: Values, limit: number): Slice | Refusal => {
    const size = firstNumber(places.size, values) ?? Math.max(limit, 1);
    const given = places.page.some((place) => isGiven(place.given(values)));
    const token = given ? undefined : places.token.find((place) => isGiven(place.given(values)));
    if (!token) return { page: Math.max(1, firstNumber(places.page, values) ?? 1), size };
    const text = String(token.given(values));
    if (/^[1-9]\d{0,14}$/.test(text)) return { page: Number(text), size };
    return {
      cause: 'invalid-parameter',
      parameter: token.label,
      reason: `is not a token that this list gave: ${text}`,
    };
  };
}

function firstNumber(places: readonly Place[], values: Values): number | undefined {
  const given =
    places.find((place) => isGiven(place.given(values))) ??
    places.find((place) => place.fallback !== undefined);
  const value = given?.read(values);
  return typeof value === 'number' ? value : undefined;
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

function echoesOf(spec: Spec, operation: Operation, listing: Listing): Place[] {
  return listing.filters
    .filter(({ shows, tests }) => shows.length > 0 && tests.length > 0)
    .map(({ tests }) => createPlace(spec, operation, (tests[0] as (typeof tests)[0]).from));
}

function echoLabel(listing: Listing): string {
  const from = listing.filters[0]?.tests[0]?.from;
  return from ? keyOf(from).replace(/^.*\//, '') : '';
}
