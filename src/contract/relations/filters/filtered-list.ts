import type { Deviation } from '../../../result/observation.ts';
import type { ObservedPage } from '../../../result/observed-response.ts';
import type { Json } from '../../../spec/json.ts';
import type { Walk } from '../walk.ts';
import { aboutCase } from './about-case.ts';
import type { FilterCase, FilterWorld } from './case.ts';
import { fulfilsAll, isAtBound } from './match.ts';
import { type CaseCondition, conditionsOf } from './term.ts';
import { isAtWindow } from './totals.ts';

/** What one check says of a filtered list; undefined where the list shows nothing either way. */
export type Evaluation = { readonly deviation: Deviation | undefined } | undefined;

export const FINE: Evaluation = { deviation: undefined };

/** The rows that a filter gave, beside what it asked for and the list that they are a part of. */
export interface FilteredList {
  readonly world: FilterWorld;
  readonly one: FilterCase;
  readonly found: Walk;
  readonly conditions: readonly CaseCondition[];
  /** The ids of the rows that came. */
  readonly listed: ReadonlySet<string>;
  /** Rows of the whole list that match for sure. */
  readonly should: readonly Json[];
  /** Those of them that did not come, where all pages were read. */
  readonly missing: readonly Json[];
  /** Every row that matches was read: the last page was reached, and no window cut the list off. */
  readonly isWhole: boolean;
  /** Whether a row stands at the end of a range that was asked for. */
  atBound(row: Json): boolean;
  /** What all deviations have in common; of the first page when no other is given. */
  about(page?: ObservedPage): ReturnType<typeof aboutCase>;
}

export function toFilteredList(world: FilterWorld, one: FilterCase, found: Walk): FilteredList {
  const { client, rows, base, terms, given } = world;
  const conditions = conditionsOf(client.operation, terms, one.values);
  const listed = new Set(found.rows.map(rows.id));
  const should = base.rows.filter((row) => fulfilsAll(row, conditions, rows, given) === true);
  const isWhole = found.complete && !isAtWindow(world, found);
  return {
    ...{ world, one, found, conditions, listed, should, isWhole },
    missing: isWhole ? should.filter((row) => !listed.has(rows.id(row))) : [],
    atBound: (row) => conditions.some((condition) => isAtBound(row, condition, rows)),
    about: (page = found.pages[0] as ObservedPage) => aboutCase(world, one, page),
  };
}
