import { type Evaluation, FINE, type FilteredList } from './filtered-list.ts';
import { fulfilsAll } from './match.ts';
import { isAtWindow, totalOf } from './totals.ts';

/** filter-complete: every row of the whole list that matches came, and no other. */
export function evaluateCompleteness(list: FilteredList): Evaluation {
  const { world, one, found, should, missing, atBound, about } = list;
  const { rows, base, given } = world;
  const lost = missing.find((row) => !atBound(row));
  if (lost)
    return {
      deviation: {
        ...about(),
        title:
          one.kind === 'everything'
            ? 'a value that asks for no filter hides rows'
            : 'rows that match the filter are missing',
        expected: `${one.purpose}: ${should.length} as in the whole list`,
        actual: `${found.rows.length} rows, without ${rows.id(lost)}`,
      },
    };
  const stranger = base.complete && !isAtWindow(world, base) ? strangerOf(list) : undefined;
  if (stranger)
    return {
      deviation: {
        ...about(stranger.page),
        title: 'a filtered list has rows that the whole list does not have',
        actual: rows.id(stranger.row),
      },
    };
  const deviation = base.complete && !found.complete ? countDeviation(list) : undefined;
  if (deviation) return { deviation };
  const isPart = !given.some(({ term }) => one.terms.includes(term));
  const tells = found.complete && base.rows.length > 0 && (should.length > 0 || isPart);
  return tells ? FINE : undefined;
}

/** A row that fulfils what the whole list asks for, and yet was not in it. */
function strangerOf({ world: { rows, base, given }, found }: FilteredList) {
  const known = new Set(base.rows.map(rows.id));
  for (const page of found.pages)
    for (const row of page.page.items)
      if (!known.has(rows.id(row)) && fulfilsAll(row, given, rows) === true) return { page, row };
  return undefined;
}

/** Where not every page was read, the total tells whether all rows that match are counted. */
function countDeviation({ world, found, should, conditions, about }: FilteredList) {
  const { rows, base, given } = world;
  const total = totalOf(world, found);
  const could = base.rows.filter((row) => fulfilsAll(row, conditions, rows, given) !== false);
  if (total === undefined || (total >= should.length && total <= could.length)) return undefined;
  return {
    ...about(),
    title: 'the total of a filtered list is not the number of rows that match',
    expected: `a total of ${should.length}`,
    actual: `a total of ${total}`,
  };
}
