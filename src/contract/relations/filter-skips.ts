import type { CheckName } from '../checks.ts';
import type { Reason } from '../ledger.ts';
import type { Session } from '../session.ts';
import type { FilterCase, FilterWorld } from './filter-cases.ts';
import { type FilterPlace, isRange } from './filter-places.ts';

export const FILTER_CHECKS = [
  'filter-sound',
  'filter-complete',
  'filter-bound',
  'filter-nobody',
  'filter-together',
] as const satisfies readonly CheckName[];
type FilterCheck = (typeof FILTER_CHECKS)[number];

/** Says of a case that is not run what is not reached by it. */
export function skipCase({ skip }: Session, { places, listed }: FilterCase, reason: Reason): void {
  for (const { key } of places) {
    skip(`parameter:${key}`, reason);
    if (listed !== undefined) skip(`enum:${key}=${String(listed)}`, reason);
  }
}

/** Says of each check why nothing reached it; what was reached counts all the same. */
export function explainChecks(
  { session, base }: FilterWorld,
  asserted: readonly FilterPlace[],
  isSpent: boolean,
): void {
  const ranges = asserted.filter(({ test }) => isRange(test));
  const hasEnds = ranges.some((place) => place.hasEnds);
  const several = new Set(asserted.map(({ filter }) => filter)).size > 1;
  const other: Record<FilterCheck, readonly [Reason, string]> = {
    'filter-sound': ['not-declared', 'rows do not show the fields that are filtered'],
    'filter-complete': ['not-provoked', 'the list cannot be had without the filter'],
    'filter-bound':
      ranges.length === 0
        ? ['not-declared', 'no filter is a range']
        : hasEnds
          ? ['no-rows', 'no row stands at the end of a range']
          : ['assumed', 'whether the ends of a range belong to it is only assumed'],
    'filter-nobody': ['not-provoked', 'the document allows no value that nobody has'],
    'filter-together': several
      ? ['no-rows', 'no two filters divide the rows differently']
      : ['not-declared', 'there is only one filter'],
  };
  for (const check of FILTER_CHECKS) {
    const [reason, detail] = other[check];
    if (asserted.length === 0) session.skip(`check:${check}`, 'assumed');
    else if (isSpent) session.skip(`check:${check}`, 'budget');
    else if (base.rows.length < 2 && reason === 'not-provoked') session.skip(`check:${check}`, 'no-rows');
    else session.skip(`check:${check}`, reason, detail);
  }
}
