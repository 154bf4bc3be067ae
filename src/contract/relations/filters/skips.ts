import type { SkipReason } from '../../../result/ledger.ts';
import type { CheckLog } from '../../check-log.ts';
import type { FilterCase, FilterWorld } from './case.ts';
import { FILTER_CHECKS } from './checks.ts';
import { type FilterTerm, isRange } from './term.ts';

type FilterCheck = (typeof FILTER_CHECKS)[number];

/** Says of a case that is not run what is not reached by it. */
export function skipCase({ skip }: CheckLog, { terms, listed }: FilterCase, reason: SkipReason): void {
  for (const { key } of terms) {
    skip(`parameter:${key}`, reason);
    if (listed !== undefined) skip(`enum:${key}=${String(listed)}`, reason);
  }
}

/** Says of each check why nothing reached it; what was reached counts all the same. */
export function explainChecks(world: FilterWorld, asserted: readonly FilterTerm[], isSpent: boolean): void {
  const { client, base } = world;
  const reasons = reasonsOf(world, asserted);
  for (const check of FILTER_CHECKS) {
    const [reason, detail] = reasons[check];
    const isOpen = reason === 'no-rows' || reason === 'not-provoked';
    if (asserted.length === 0) client.log.skip(`check:${check}`, 'assumed');
    else if (isSpent && isOpen) client.log.skip(`check:${check}`, 'budget');
    else if (base.rows.length < 2 && isOpen) client.log.skip(`check:${check}`, 'no-rows');
    else client.log.skip(`check:${check}`, reason, detail);
  }
}

function reasonsOf(
  { rows, terms }: FilterWorld,
  asserted: readonly FilterTerm[],
): Record<FilterCheck, readonly [SkipReason, string]> {
  const ends = asserted.filter(({ hasEnds }) => hasEnds);
  const hidden = [...new Set(asserted.map(({ filter }) => filter.field))].filter((field) => !rows.has(field));
  return {
    'filter-sound':
      hidden.length > 0
        ? ['not-declared', `rows do not show ${hidden.join(', ')}`]
        : ['no-rows', 'no row has a value to ask for'],
    'filter-complete': ['not-provoked', 'the list cannot be had without the filter'],
    'filter-bound': !terms.some(({ test }) => isRange(test))
      ? ['not-declared', 'no filter is a range']
      : ends.length === 0
        ? ['assumed', 'whether the ends of a range belong to it is only assumed']
        : ['no-rows', 'no row stands at the end of a range'],
    'filter-nobody': ['not-declared', 'the document allows no value that nobody has'],
    'filter-together':
      countFilters(terms) < 2
        ? ['not-declared', 'there is only one filter']
        : countFilters(asserted) < 2
          ? ['assumed', 'all filters but one are only assumed']
          : ['no-rows', 'no two filters divide the rows differently'],
  };
}

function countFilters(terms: readonly FilterTerm[]): number {
  return new Set(terms.map(({ filter }) => filter)).size;
}
