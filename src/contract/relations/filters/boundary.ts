import type { Json } from '../../../spec/json.ts';
import { type Evaluation, FINE, type FilteredList } from './filtered-list.ts';
import { fulfils, fulfilsAll, isAtBound } from './match.ts';

/** filter-bound: a row that stands at the end of a range came, or did not, as the document says. */
export function evaluateBoundary(list: FilteredList): Evaluation {
  const { world, found, conditions, listed, missing, isWhole, about } = list;
  const { rows, base } = world;
  const ends = conditions.filter(({ term }) => term.hasEnds);
  const endOf = (row: Json) => ends.find((condition) => isAtBound(row, condition, rows));
  for (const row of [...found.rows, ...missing]) {
    const condition = endOf(row);
    if (!condition) continue;
    const isIn = fulfils(row, condition, rows);
    if (listed.has(rows.id(row)) === isIn) continue;
    const { filter } = condition.term;
    const common = {
      ...about(found.pages.find(({ page }) => page.items.includes(row))),
      evidence: filter.evidenceOf('ends'),
    };
    const actual = `the row ${rows.id(row)}, whose ${filter.field} is ${JSON.stringify(rows.value(row, filter.field))}`;
    return {
      deviation: isIn
        ? {
            ...common,
            title: 'the end of a range does not belong to it',
            expected: `${common.expected}, the row with exactly this value among them`,
            actual: `${found.rows.length} rows, without ${actual}`,
          }
        : {
            ...common,
            title: 'the end of a range belongs to it, and should not',
            expected: `${common.expected}, without the row with exactly this value`,
            actual,
          },
    };
  }
  return isWhole && base.rows.some((row) => endOf(row) && isNear(list, row)) ? FINE : undefined;
}

/** Whether nothing but the end of a range keeps a row out. */
function isNear({ world: { rows, given }, conditions }: FilteredList, row: Json): boolean {
  const others = conditions.filter((one) => !isAtBound(row, one, rows));
  return fulfilsAll(row, others, rows, given) === true;
}
