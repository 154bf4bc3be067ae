import type { FoundRows } from '../control/served-exchange.ts';
import { createRowBytes } from '../rows/row-bytes.ts';
import type { Rows } from '../rows/rows.ts';
import { type Json, setMember } from '../spec/json.ts';
import { servedType } from '../spec/media-type.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Listing, Operation, Spec } from '../spec/spec.ts';
import { createValueReader, type ValueReader } from '../spec/value-reader.ts';
import { createCursor, type Searched } from './cursor.ts';
import { createEnvelope } from './envelope.ts';
import { createHeaders, type MockResponse } from './mock-response.ts';
import type { Facts } from './placeholders.ts';
import { createQuery } from './query.ts';
import type { Refusal } from './refusal.ts';
import type { Sampler } from './sampler.ts';
import { createShown } from './shown-paging.ts';
import { createSlice, lastPage, type Slice } from './slice.ts';
import { takeBytes } from './take-bytes.ts';

/** Answers a checked request with rows: a page of them, or one. `others`: of these instead of the usual ones. */
type Show = (values: RequestValues, facts: Facts, others?: Rows) => MockResponse | Refusal;

/** Rows, and what writes them as this listing shows them. */
interface Written {
  readonly rows: Rows;
  readonly bytes: ReturnType<typeof createRowBytes>;
}

interface FoundPage extends Written, Searched {}

interface ShowOptions {
  readonly rows: Rows;
  readonly sample: Sampler;
  /** Headers that every response carries. */
  readonly own: Readonly<Record<string, string>>;
}

/** Compiles a listing over its rows. */
export async function createShow(
  spec: Spec,
  operation: Operation,
  listing: Listing,
  { rows, sample, own }: ShowOptions,
): Promise<Show> {
  const { paging } = listing;
  const query = createQuery(spec, operation, listing);
  const cursor = createCursor(spec, operation, listing);
  const slice = createSlice(operation, listing, cursor);
  const show = createShown(listing, cursor);
  const envelope = await createEnvelope(spec, operation, listing);
  const headers = createHeaders(spec, listing.success, servedType(listing.media), sample, own);
  const usual: Written = { rows, bytes: createRowBytes(rows.view(listing.itemSchema)) };
  const others = new WeakMap<Rows, Written>();
  const counted = paging.reads.total.map((place) => createValueReader(operation, place));
  const echoes = echoesOf(operation, listing);
  // What writes links is only loaded where a header shows something of a page.
  const isInHeader = Object.values(paging.shows).some((places) => places.some((one) => one.in === 'header'));
  const headersOf = isInHeader
    ? (await import('./paging-headers.ts')).createPagingHeaders(listing)
    : undefined;
  const status = Number(listing.success.status) || 200;

  return (values, facts, rowsOfScope) => {
    const asked = query(values);
    if ('refusal' in asked) return asked.refusal;
    const from = rowsOfScope === undefined ? usual : writtenOf(rowsOfScope);
    const found: FoundPage = { ...from, selection: from.rows.select(asked.query), query: asked.query };
    return listing.shows === 'one' ? one(found, values, facts) : many(found, values, facts);
  };

  /** Rows are written by what was compiled for them; those of a scope go with it. */
  function writtenOf(rowsOfScope: Rows): Written {
    let known = others.get(rowsOfScope);
    if (!known) {
      known = { rows: rowsOfScope, bytes: createRowBytes(rowsOfScope.view(listing.itemSchema)) };
      others.set(rowsOfScope, known);
    }
    return known;
  }

  function one(
    { rows: from, bytes, selection: found, query: { where } }: FoundPage,
    values: RequestValues,
    facts: Facts,
  ): MockResponse | Refusal {
    if (found.total === 0)
      return { cause: 'not-found', parameter: echoLabel(listing), reason: 'names no row' };
    const row = bytes.write(found.at, 0, 1);
    return respond(row.subarray(0, -1), {}, values, facts, { total: found.total, shown: 1, where, from });
  }

  function many(found: FoundPage, values: RequestValues, facts: Facts): MockResponse | Refusal {
    const { rows: from, bytes, selection } = found;
    const { total } = selection;
    const limit = Math.min(total, paging.window ?? total);
    const part = slice(values, limit, found);
    if ('cause' in part) return part;
    const isPastEnd = part.start > 0 && part.start >= limit;
    if (isPastEnd && operation.failures.has('past-the-end')) return pastTheEnd(part, limit);
    const shown = show(part, limit, found, facts.incoming);
    if (counted.some((reader) => reader.read(values) === false)) shown.total = 0;
    const page = { number: part.page, of: lastPage(limit, part.size), size: part.size };
    const of = { total, shown: part.end - part.start, where: found.query.where, page, from };
    const silent = total === 0 ? paging.empty : isPastEnd ? paging.pastEnd : undefined;
    if (silent) {
      const { items = [], ...others } = silent;
      return respond(Buffer.from(JSON.stringify(items)), { ...shown, ...others }, values, facts, of);
    }
    return respond(bytes.write(selection.at, part.start, part.end), shown, values, facts, of, '[', ']');
  }

  function pastTheEnd({ by, size }: Slice, limit: number): Refusal {
    const parameter = paging.reads[by][0]?.name ?? 'page';
    const last = lastPage(limit, size) - 1 + paging.firstPage.asked;
    return { cause: 'past-the-end', parameter, reason: `is past page ${last}` };
  }

  function respond(
    items: Uint8Array,
    shown: Record<string, Json | undefined>,
    values: RequestValues,
    facts: Facts,
    found: Omit<FoundRows, 'collection'>,
    open = '',
    close = '',
  ): MockResponse {
    for (const echo of echoes) setMember(shown, echo.key, echo.read(values) ?? null);
    const [before, after] = envelope(shown, facts);
    // The bracket takes the place of the comma behind the last row.
    const length = close === '' || items.length === 0 ? items.length : items.length - 1;
    return {
      status,
      headers: headersOf ? { ...headers(facts), ...headersOf(shown) } : headers(facts),
      body: concat(before + open, items, length, close + after),
      why: { rows: { collection: listing.collection, ...found } },
    };
  }
}

function concat(before: string, items: Uint8Array, length: number, after: string): Uint8Array<ArrayBuffer> {
  const first = Buffer.byteLength(before);
  const body = takeBytes(first + length + Buffer.byteLength(after));
  body.write(before, 0);
  body.set(length === items.length ? items : items.subarray(0, length), first);
  body.write(after, first + length);
  return body;
}

function echoesOf(operation: Operation, listing: Listing): ValueReader[] {
  return listing.filters.flatMap(({ shows, tests: [first] }) =>
    shows.length > 0 && first ? [createValueReader(operation, first.from)] : [],
  );
}

function echoLabel(listing: Listing): string {
  const from = listing.filters[0]?.tests[0]?.from;
  return from?.path.at(-1) ?? from?.name ?? '';
}
