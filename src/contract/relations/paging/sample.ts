import type { ObservedPage } from '../../../result/observed-response.ts';
import { isNumbered, type PageMode } from '../page-modes.ts';
import { toNumber } from '../shown.ts';
import type { Walk } from '../walk.ts';

/** A page whose place in the list is known, from the walk of all rows. */
export interface Sample {
  readonly seen: ObservedPage;
  readonly mode: PageMode;
  /** From 1. */
  readonly number: number;
  /** The rows asked for. */
  readonly size: number | undefined;
  /** How many rows stand before it. */
  readonly before: number;
  /** Whether rows follow it; undefined: not known. */
  readonly more: boolean | undefined;
  /** How many rows there are; undefined: not known. */
  readonly total: number | undefined;
  /** Its rows are not those that should stand there, so nothing follows from what it says of them. */
  readonly isOff: boolean;
}

/** The pages of a walk, as `whole`, the walk of all rows, tells what stands around them. */
export function samplesOf({ pages, size }: Walk, mode: PageMode, whole: Walk): Sample[] {
  let after = 0;
  return pages.map((seen, index) => {
    const before = after;
    after += seen.page.items.length;
    const total = whole.complete ? whole.rows.length : undefined;
    return {
      seen,
      mode,
      number: index + 1,
      size,
      before,
      more: moreAfter(whole, after),
      total,
      isOff: false,
    };
  });
}

/** Whether a page stands behind the last one. */
export function isPastEnd({ number, total, before }: Sample): boolean {
  return number > 1 && total !== undefined && total > 0 && before >= total;
}

/** How many rows stand before a page by its own number; through tokens no number says it. */
export function firstPlace({ mode, number, size, before }: Sample): number {
  return isNumbered(mode) && size !== undefined ? (number - 1) * size : before;
}

/** The total that the page itself shows, where its place follows from the request alone. */
export function totalSaid({ mode, number, seen }: Sample): number | undefined {
  return isNumbered(mode) || number === 1 ? toNumber(seen.page.shown.total) : undefined;
}

/** Whether rows follow the first `count` rows of a walk; undefined: it does not reach so far. */
export function moreAfter({ rows, complete }: Walk, count: number): boolean | undefined {
  if (count < rows.length) return true;
  return complete ? false : undefined;
}
