import type { ObservedPage } from '../../../result/observed-response.ts';
import type { Statement } from '../../../spec/statement.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Check } from '../../check.ts';
import type { Client } from '../../client.ts';
import { isPagedList } from '../applies.ts';
import { pageAt } from '../page-at.ts';
import { isNumbered, pageModes } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import type { RowReader } from '../rows.ts';
import type { Walk } from '../walk.ts';
import { moreAfter, type Sample } from './sample.ts';
import { leastSize, sampledNumbers, smallSizes } from './sizes.ts';
import { logDeviations, type PageDeviation, pagingStatement } from './statement.ts';

export const PAGE_SLICES = {
  name: 'page-slices',
  title: 'Small pages are the slices of a large one: nothing is lost or moved between them.',
  area: 'paging',
  needs: 'stable-list',
  offline: false,
  appliesTo: isPagedList,
} as const satisfies Check;

export interface SliceChoice {
  /** How many sizes are tried. */
  readonly sizes?: number;
  /** The numbers of the pages, by that of the last one. */
  readonly numbers?: (last: number) => number[];
}

/** page-slices: small pages from all over a list, each compared with the walk of all rows. */
export async function checkSlices(
  client: Client,
  walk: Walk,
  rows: RowReader,
  { sizes: most = 2, numbers: numbersOf = sampledNumbers }: SliceChoice = {},
): Promise<Sample[]> {
  const [mode = 'once'] = pageModes(listOf(client));
  // Tokens do not jump: they have a walk of their own.
  if (!isNumbered(mode) && mode !== 'once') return [];
  const sizes = smallSizes(client, walk.rows.length).slice(-most);
  if (sizes.length === 0) {
    if (walk.rows.length === 0) client.log.skip('check:page-slices', 'no-rows');
    else client.log.skip('check:page-slices', 'not-declared', 'no request says how many rows');
  }
  const ids = walk.rows.map(rows.id);
  const statement = pagingStatement(client, mode === 'skip' ? 'skip' : 'page', 'size');
  if (ids.length === 0 && walk.complete) await checkHidden(client, walk, rows, statement);
  const [samples, wrong]: [Sample[], (PageDeviation | undefined)[]] = [[], []];
  for (const size of sizes) {
    const last = walk.complete ? Math.ceil(ids.length / size) : Math.floor(ids.length / size);
    let step = size;
    const numbers = numbersOf(last).filter((number) => number >= 1 && number <= last);
    for (const number of mode === 'once' ? [1] : numbers) {
      const purpose = `page ${number} of ${size} rows`;
      const seen = await pageAt(client, { values: walk.values, page: number, size, purpose });
      if (!seen) continue;
      const count = seen.page.items.length;
      // Where the size is not obeyed, that is a fault of its own: the pages may follow each other all the same.
      if (number === 1) step = Math.max(1, count);
      const before = (number - 1) * step;
      const deviation = sliceDeviation(seen, statement, {
        ids,
        id: rows.id,
        before,
        step,
        complete: walk.complete,
      });
      wrong.push(deviation);
      const total = walk.complete ? ids.length : undefined;
      const more = moreAfter(walk, before + count);
      samples.push({ seen, mode, number, size, before, more, total, isOff: deviation !== undefined });
    }
  }
  if (mode === 'skip' && samples.length > 0) wrong.push(await unaligned(client, walk, rows, statement));
  if (samples.length > 0) logDeviations(client.log, 'page-slices', statement, wrong);
  return samples;
}

/** Rows to skip that are no number of whole pages: who counts in pages, or rounds, shows others. */
async function unaligned(
  client: Client,
  walk: Walk,
  { id }: RowReader,
  statement: Statement,
): Promise<PageDeviation | undefined> {
  const size = smallSizes(client, walk.rows.length).find((one) => one > 1);
  const skip = size === undefined ? 0 : size + (size >> 1);
  if (size === undefined || skip >= walk.rows.length) return undefined;
  const purpose = `${size} rows, ${skip} skipped`;
  const seen = await pageAt(client, { values: walk.values, page: 2, size, skip, purpose });
  const ids = walk.rows.map(id);
  return (
    seen && sliceDeviation(seen, statement, { ids, id, before: skip, step: size, complete: walk.complete })
  );
}

/** A list without rows on a large page has none on a small one either. */
async function checkHidden(
  client: Client,
  { values }: Walk,
  { id }: RowReader,
  statement: Statement,
): Promise<void> {
  const size = leastSize(client);
  if (size === undefined || !client.log.wants('page-slices')) return;
  const seen = await pageAt(client, { values, page: 1, size, purpose: `page 1 of ${size} rows` });
  if (!seen) return;
  const deviation = sliceDeviation(seen, statement, { ids: [], id, before: 0, step: 0, complete: true });
  if (deviation) logDeviations(client.log, 'page-slices', statement, [deviation]);
}

interface PageSlice {
  /** The ids of all rows, in their order. */
  readonly ids: readonly string[];
  readonly id: RowReader['id'];
  /** How many rows stand before the page. */
  readonly before: number;
  /** How many rows it should have, if the list goes on so far. */
  readonly step: number;
  /** Behind the end of an unfinished walk nothing is known. */
  readonly complete: boolean;
}

/** Holds a page against the rows that the whole list has in its place. */
export function sliceDeviation(
  { page, exchange }: ObservedPage,
  statement: Statement,
  { ids, id, before, step, complete }: PageSlice,
): PageDeviation | undefined {
  const expected = ids.slice(before, before + step);
  const found = page.items.map(id).slice(0, complete ? undefined : expected.length);
  const places = Array.from({ length: Math.max(expected.length, found.length) }, (_, index) => index);
  const at = places.find((index) => expected[index] !== found[index]);
  if (at === undefined) return undefined;
  const isElsewhere = found[at] !== undefined ? ids.indexOf(found[at]) : -1;
  return {
    title: 'a page is not the slice of the whole list that it should be',
    expected: `at its place ${at + 1} the row that stands at place ${before + at + 1} of the list: ${excerpt(expected[at] ?? 'none')}`,
    actual: `${excerpt(found[at] ?? 'no row')}${isElsewhere < 0 ? '' : `, which stands at place ${isElsewhere + 1}`}`,
    ...statement,
    exchange,
  };
}
