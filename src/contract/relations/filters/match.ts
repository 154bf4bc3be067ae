import type { Json } from '../../../spec/json.ts';
import type { RowReader } from '../rows.ts';
import { type CaseCondition, isEqual, isRange } from './term.ts';

/** Whether a row fulfils a condition, as far as the row shows it; undefined when it does not. */
export function fulfils(row: Json, { term, value }: CaseCondition, rows: RowReader): boolean | undefined {
  const { filter, test, formats } = term;
  const shown = rows.value(row, filter.field);
  if (shown === undefined || (typeof shown === 'object' && shown !== null)) return undefined;
  if (isRange(test)) {
    const side = sideOf(row, { term, value }, rows);
    if (side === undefined || (side === 0 && !term.hasEnds)) return undefined;
    return { minimum: side >= 0, maximum: side <= 0, exclusiveMinimum: side > 0, exclusiveMaximum: side < 0 }[
      test
    ];
  }
  if (test === 'contains') {
    if (shown === null) return undefined;
    return String(shown).toLowerCase().includes(String(value).toLowerCase());
  }
  const wanted = Array.isArray(value) ? value : [value];
  if (wanted.some((one) => isEqual(one, shown))) return true;
  if (shown === null) return false;
  if (formats.length > 0) return isAnyTime(row, { term, value }, rows);
  // The number 1 and the text 1 are the same to most services, not to all.
  return wanted.some((one) => String(one) === String(shown)) ? undefined : false;
}

/** Whether a row stands exactly at the end of a range. */
export function isAtBound(row: Json, condition: CaseCondition, rows: RowReader): boolean {
  return isRange(condition.term.test) && sideOf(row, condition, rows) === 0;
}

/** Whether a row fulfils all conditions; those of `given` are known to logDeviations, though the row may not show it. */
export function fulfilsAll(
  row: Json,
  conditions: readonly CaseCondition[],
  rows: RowReader,
  given: readonly CaseCondition[] = [],
): boolean | undefined {
  let all: boolean | undefined = true;
  for (const condition of conditions) {
    if (given.some((one) => one.term === condition.term && isEqual(one.value, condition.value))) continue;
    const one = fulfils(row, condition, rows);
    if (one === false) return false;
    if (one === undefined) all = undefined;
  }
  return all;
}

/**
 * Before (negative), at (0) or behind a bound. undefined: the two cannot be compared, or the row stands
 * so near that what is written of its time does not tell.
 */
function sideOf(row: Json, { term, value }: CaseCondition, rows: RowReader): number | undefined {
  const { filter, formats } = term;
  if (formats.length === 0) {
    const shown = rows.value(row, filter.field);
    if (typeof shown === 'number' && typeof value === 'number') return shown - value;
    // How a service compares texts is its own affair.
    return shown === value ? 0 : undefined;
  }
  const time = rows.time(row, filter.field);
  const bound = readTime(value, term);
  if (time === undefined || bound === undefined) return undefined;
  const unit = Math.max(bound.unit, ...rows.formats(filter.field).map((one) => one.unit));
  const difference = time - bound.time;
  return difference !== 0 && Math.abs(difference) < unit ? undefined : difference;
}

function readTime(
  value: Json,
  { formats }: CaseCondition['term'],
): { time: number; unit: number } | undefined {
  for (const format of formats) {
    const time = format.read(value);
    if (time !== undefined) return { time, unit: format.unit };
  }
  return undefined;
}

function isAnyTime(row: Json, { term, value }: CaseCondition, rows: RowReader): boolean | undefined {
  const wanted = Array.isArray(value) ? value : [value];
  const sides = wanted.map((one) => sideOf(row, { term, value: one }, rows));
  if (sides.includes(0)) return true;
  return sides.includes(undefined) ? undefined : false;
}
