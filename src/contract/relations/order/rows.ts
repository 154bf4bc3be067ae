import type { ObservedPage } from '../../../result/observed-response.ts';
import type { Json } from '../../../spec/json.ts';
import { toPointer } from '../../../spec/json-pointer.ts';
import type { RequestedOrder } from '../../../spec/order.ts';
import type { Order } from '../../../spec/spec.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Subject } from '../../check-log.ts';
import type { PageDeviation } from '../paging/statement.ts';
import type { RowReader } from '../rows.ts';

/** A row that stands where another should. */
interface Misplaced {
  readonly page: ObservedPage;
  /** Its place on the page. */
  readonly index: number;
  /** What it has, and beside what: in words. */
  readonly actual: string;
  /** The other one stands on the same page: no row that moved explains it. */
  readonly isPlain?: boolean;
}

/**
 * The first row that stands behind one which it should stand before, on one page if there is such a page; rows
 * without the field are passed over.
 */
export function findDisorder(
  pages: readonly ObservedPage[],
  reader: RowReader,
  wanted: RequestedOrder,
): Misplaced | undefined {
  let before: { readonly row: Json; readonly page: ObservedPage } | undefined;
  let first: Misplaced | undefined;
  for (const page of pages) {
    for (const [index, row] of page.page.items.entries()) {
      if (reader.compare(row, row, wanted.field) === undefined) continue;
      if (before !== undefined && isWrong(before.row, row, reader, wanted)) {
        const [shown, other] = [row, before.row].map((one) => shownOf(one, reader, wanted));
        const isPlain = before.page === page;
        first ??= { page, index, actual: `${shown} after ${other}`, isPlain };
        if (isPlain)
          return first.isPlain ? first : { page, index, actual: `${shown} after ${other}`, isPlain };
      }
      before = { row, page };
    }
  }
  return first;
}

/** The first row with another value than every list in order has at its place. */
export function findDeparture(
  pages: readonly ObservedPage[],
  lists: readonly (readonly Json[])[],
  reader: RowReader,
  wanted: RequestedOrder,
): Misplaced | undefined {
  const isAlike = (one: Json, row: Json) =>
    keysOf(wanted).every(({ field }) => reader.compare(one, row, field) === 0);
  let place = 0;
  for (const page of pages) {
    for (const [index, row] of page.page.items.entries()) {
      const right = lists.map((list) => list[place]).filter((one) => one !== undefined);
      place += 1;
      if (right.length === 0 || right.some((one) => isAlike(one, row))) continue;
      const [shown, other] = [row, right[0] as Json].map((one) => shownOf(one, reader, wanted));
      return { page, index, actual: `${shown}, where the whole list in this order has ${other}` };
    }
  }
  return undefined;
}

/** The first row that stood on a page before. */
export function findTwice(pages: readonly ObservedPage[], reader: RowReader): Misplaced | undefined {
  const known = new Map<string, ObservedPage>();
  for (const page of pages) {
    for (const [index, row] of page.page.items.entries()) {
      const id = reader.id(row);
      const before = known.get(id);
      known.set(id, before ?? page);
      // Rows that are only known by all they say may well be alike.
      if (before && before !== page && id !== JSON.stringify(row))
        return { page, index, actual: `${excerpt(id)} again` };
    }
  }
  return undefined;
}

/** Rows as they should stand, in every way in which their values may be sorted; none when some cannot be compared. */
export function inOrder(rows: readonly Json[], reader: RowReader, wanted: RequestedOrder): readonly Json[][] {
  const [first] = rows;
  const keys = keysOf(wanted);
  const cannot = ({ field }: RequestedOrder) =>
    rows.some((row) => reader.compare(first as Json, row, field) === undefined);
  if (first === undefined || keys.some(cannot)) return [];
  const isText = ({ field }: RequestedOrder) =>
    reader.formats(field).length === 0 && typeof reader.value(first, field) === 'string';
  const sorted = (textual: (a: string, b: string) => number) =>
    rows.toSorted((a, b) => {
      for (const key of keys) {
        const { field, direction } = key;
        const side = isText(key)
          ? textual(String(reader.value(a, field)), String(reader.value(b, field)))
          : (reader.compare(a, b, field) as number);
        if (side !== 0) return direction === 'asc' ? side : -side;
      }
      return 0;
    });
  const collators = keys.some(isText) ? COLLATORS : [];
  return [sorted(byCodeUnits), ...collators.map(({ compare }) => sorted(compare))];
}

/** The fields of an order, the first before the second. */
function keysOf(wanted: RequestedOrder): readonly RequestedOrder[] {
  return [wanted, ...(wanted.more ?? [])];
}

function shownOf(row: Json, reader: RowReader, wanted: RequestedOrder): string {
  return keysOf(wanted)
    .map(({ field }) => JSON.stringify(reader.value(row, field)))
    .join(', ');
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether rows have different values in a field, so that their order shows. */
export function isVaried(rows: readonly Json[], reader: RowReader, field: string): boolean {
  return new Set(rows.map((row) => JSON.stringify(reader.value(row, field)))).size > 1;
}

/** A misplaced row in words; undefined when none is. */
export function misplacedDeviation(
  { operation }: Subject,
  order: Order,
  wanted: RequestedOrder,
  title: string,
  found: Misplaced | undefined,
): PageDeviation | undefined {
  return (
    found && {
      title,
      expected: `rows by ${keysOf(wanted).map(inWords).join(', then by ')}`,
      actual: found.actual,
      pointer: toPointer([...(operation.list?.items.path ?? []), found.index]),
      source: `${operation.pointer}/x-confab/order`,
      evidence: order.evidence,
      exchange: found.page.exchange,
      ...(found.isPlain && { isPlain: true }),
    }
  );
}

/** By letters, and Chinese ones by their sound or by their strokes. */
const COLLATORS = ['en', 'zh', 'zh-u-co-stroke'].map((locale) => new Intl.Collator(locale));

function inWords({ field, direction }: RequestedOrder): string {
  return `${field}, ${direction === 'asc' ? 'ascending' : 'descending'}`;
}

/** How a service sorts texts is its own affair: wrong is what is wrong by code units and by every alphabet. */
function isWrong(before: Json, row: Json, reader: RowReader, wanted: RequestedOrder): boolean {
  // The first field in which the rows differ tells.
  const key = keysOf(wanted).find(({ field }) => reader.compare(before, row, field) !== 0) ?? wanted;
  const { field, direction } = key;
  const sign = direction === 'asc' ? 1 : -1;
  if (sign * (reader.compare(before, row, field) ?? 0) <= 0) return false;
  const [a, b] = [reader.value(before, field), reader.value(row, field)];
  if (reader.formats(field).length > 0 || typeof a !== 'string' || typeof b !== 'string') return true;
  return COLLATORS.every(({ compare }) => sign * compare(a, b) > 0);
}
