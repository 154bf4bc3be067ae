import type { Json } from '../../../spec/json.ts';
import { describeFilter, type FilterCase, type FilterWorld, nothing, rowValue, some } from './case.ts';
import { type FilterTerm, filtered, isBeginning, isEnd } from './term.ts';
import { middleOf } from './values.ts';

/** A range's beginning or end on a row's own value; with its other end, both together and turned round. */
export function rangeCases(world: FilterWorld, term: FilterTerm): FilterCase[] {
  const { client, rows, base, terms } = world;
  const { field } = term.filter;
  const sorted = [...new Map(base.rows.map((row) => [JSON.stringify(rows.value(row, field)), row])).values()]
    .filter((row) => rows.compare(row, row, field) !== undefined)
    .sort((a, b) => rows.compare(a, b, field) ?? 0);
  if (isBeginning(term.test)) sorted.reverse();
  const middle =
    middleOf(sorted) ?? (sorted[0] !== undefined && { low: sorted[0], middle: sorted[0], high: sorted[0] });
  if (!middle) return [];
  const value = (row: Json) => rowValue(world, term, row);
  const cases = [
    beyond(world, term, sorted),
    some(world, term, value(middle.middle), { split: true }),
    ...term.formats.slice(1).map((format) => {
      const time = rows.time(middle.middle, field);
      return some(world, term, time === undefined ? undefined : (JSON.parse(format.write(time)) as Json));
    }),
    ...nothing(world, term),
  ];
  const end = terms.find((one) => one.filter === term.filter && isEnd(one.test));
  if (isBeginning(term.test) && end) {
    // Sorted from the last to the first: `high` is the earlier one.
    const between = (from: Json, to: Json, kind: FilterCase['kind']) => {
      const [first, last] = [value(from), rowValue(world, end, to)];
      const begun =
        first === undefined ? undefined : filtered(client.spec, client.operation, base.values, term, first);
      const values = begun && last !== undefined && filtered(client.spec, client.operation, begun, end, last);
      if (!values || first === undefined || last === undefined) return undefined;
      const purpose = `rows with ${describeFilter(term, first)} ${describeFilter(end, last).replace(`${field} `, '')}`;
      return { kind, purpose, values, terms: [term, end], evidence: term.filter.evidence };
    };
    cases.push(between(middle.high, middle.low, 'some'));
    // Where an end does not belong to it, a range from a time to the same has nothing in it.
    if (term.test === 'minimum' && end.test === 'maximum')
      cases.push(between(middle.middle, middle.middle, 'some'));
    if (sorted.length > 1) cases.push(between(middle.low, middle.high, 'nobody'));
  }
  return cases.filter((one) => one !== undefined);
}

/** A range that begins behind every row, or ends before. */
function beyond(world: FilterWorld, term: FilterTerm, sorted: readonly Json[]): FilterCase | undefined {
  const [extreme] = sorted;
  const sign = isBeginning(term.test) ? 1 : -1;
  if (extreme === undefined) return undefined;
  const { field } = term.filter;
  const time = world.rows.time(extreme, field);
  const [format] = term.formats;
  if (format && time !== undefined) {
    for (const years of [5, 1]) {
      const moved = time + sign * years * 365 * 86_400_000;
      if (moved >= 0) return some(world, term, JSON.parse(format.write(moved)) as Json, { kind: 'nobody' });
    }
    return undefined;
  }
  const value = world.rows.value(extreme, field);
  if (typeof value !== 'number') return undefined;
  return (
    some(world, term, value + sign * 1000, { kind: 'nobody' }) ??
    some(world, term, value + sign, { kind: 'nobody' })
  );
}
