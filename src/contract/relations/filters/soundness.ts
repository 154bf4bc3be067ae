import type { ObservedPage } from '../../../result/observed-response.ts';
import { toPointer, valueAt } from '../../../spec/json-pointer.ts';
import { type Evaluation, FINE, type FilteredList } from './filtered-list.ts';
import { fulfils, fulfilsAll, isAtBound } from './match.ts';
import { type CaseCondition, isEqual } from './term.ts';

/** filter-sound: every row that came matches, and the answer shows the filter as it was asked for. */
export function evaluateSoundness(list: FilteredList): Evaluation {
  const { world, found, conditions, listed, about } = list;
  const { client, rows, base } = world;
  const echo = found.pages.flatMap((page) => echoDeviation(page, conditions))[0];
  if (echo) return { deviation: { ...about(echo.page), ...echo.said } };
  let shown = false;
  for (const page of found.pages) {
    for (const [index, row] of page.page.items.entries()) {
      const verdict = fulfilsAll(row, conditions, rows);
      shown ||= verdict !== undefined;
      if (verdict !== false) continue;
      const failed = conditions.find(
        (condition) => fulfils(row, condition, rows) === false && !isAtBound(row, condition, rows),
      );
      if (!failed) continue;
      const { field } = failed.term.filter;
      const all =
        found !== base && base.rows.length > 1 && base.rows.every((each) => listed.has(rows.id(each)));
      return {
        deviation: {
          ...about(page),
          title: all ? 'a filter is ignored: every row comes' : 'rows do not match the filter',
          actual: `a row with ${field} ${JSON.stringify(rows.value(row, field))}`,
          pointer: toPointer([...(client.operation.list?.items.path ?? []), index, field]),
        },
      };
    }
  }
  return shown && conditions.length > 0 ? FINE : undefined;
}

/** A property of the body that should show the value that was asked for, and shows another. */
function echoDeviation(page: ObservedPage, conditions: readonly CaseCondition[]) {
  for (const { term, value } of conditions) {
    for (const { path } of term.test === 'equals' ? term.filter.shows : []) {
      const shown = page.reading.json === undefined ? undefined : valueAt(page.reading.json, toPointer(path));
      if (Array.isArray(value) || isEqual(shown, value) || String(shown) === String(value)) continue;
      const said = {
        title: 'the answer shows another filter value than was asked for',
        expected: JSON.stringify(value),
        actual: JSON.stringify(shown) ?? 'nothing',
        pointer: toPointer(path),
      };
      return [{ page, said }];
    }
  }
  return [];
}
