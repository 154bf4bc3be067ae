import type { ObservedPage } from '../../../result/observed-response.ts';
import type { Walk } from '../walk.ts';
import { evaluateBoundary } from './boundary.ts';
import { describeFilter, type FilterCase, type FilterWorld } from './case.ts';
import { evaluateCompleteness } from './completeness.ts';
import { type Evaluation, type FilteredList, toFilteredList } from './filtered-list.ts';
import { evaluateSoundness } from './soundness.ts';
import { totalDeviation, totalOf } from './totals.ts';

/** What one filtered list shows to each check. */
interface CaseEvaluation {
  readonly 'filter-sound': Evaluation;
  readonly 'filter-complete': Evaluation;
  readonly 'filter-bound': Evaluation;
  readonly total: Evaluation;
}

/** Evaluates a filtered list: against what it asked for, row by row, and against the list that it is a part of. */
export function evaluateCase(world: FilterWorld, one: FilterCase, found: Walk): CaseEvaluation {
  const list = toFilteredList(world, one, found);
  return {
    'filter-sound': evaluateSoundness(list),
    'filter-complete': evaluateCompleteness(list),
    'filter-bound': evaluateBoundary(list),
    total: evaluateTotal(list),
  };
}

/** The whole list may be filtered itself: its rows show whether they match, without a request. */
export function checkBase(world: FilterWorld): void {
  const { client, base, given } = world;
  for (const { term, value } of given) {
    const { evidence } = term.filter;
    if (!client.log.asserts(evidence)) continue;
    const purpose = `rows with ${describeFilter(term, value)}`;
    const one: FilterCase = { kind: 'some', purpose, values: base.values, terms: [term], evidence };
    const sound = evaluateSoundness(toFilteredList({ ...world, given: [], terms: [term] }, one, base));
    if (sound) client.log.saw('filter-sound', sound.deviation);
  }
}

function evaluateTotal({ world, one, found, isWhole }: FilteredList): Evaluation {
  const total = isWhole ? totalOf(world, found) : undefined;
  if (total === undefined) return undefined;
  const [first] = found.pages;
  return { deviation: totalDeviation(world, one, first as ObservedPage, total, found.rows.length) };
}
