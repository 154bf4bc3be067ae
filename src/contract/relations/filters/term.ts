import type { Expression } from '../../../spec/expressions.ts';
import { fieldAt } from '../../../spec/field.ts';
import { filtersNothing } from '../../../spec/filter-conditions.ts';
import type { Json, JsonObject } from '../../../spec/json.ts';
import { type RequestValues, withValue } from '../../../spec/request-values.ts';
import type { Filter, FilterTest, Operation, Spec } from '../../../spec/spec.ts';
import type { TimeFormat } from '../../../spec/time-format.ts';
import { isTime } from '../../../spec/value-words.ts';
import type { CheckLog } from '../../check-log.ts';
import { valueOrDefault, withAllowedValue } from '../field-values.ts';
import { type RowReader, timeFormatsOf } from '../rows.ts';

/**
 * One field of a request by which it filters, with the test that it makes. The two ends of a range are two terms; a flag
 * that switches a constant filter on is one, too.
 */
export interface FilterTerm {
  readonly filter: Filter;
  readonly test: FilterTest;
  readonly from: Expression;
  /** The only value that it asks for, where a flag switches it on. */
  readonly constant: Json | undefined;
  /** Its name in the ledger. */
  readonly key: string;
  readonly schema: JsonObject;
  /** How the request writes a time, the usual way first; none when the field is no time. */
  readonly formats: readonly TimeFormat[];
  /** Whether the run asserts that a row at the very end of a range belongs to it, or does not. */
  readonly hasEnds: boolean;
}

/** What a request asks of each row. */
export interface CaseCondition {
  readonly term: FilterTerm;
  readonly value: Json;
}

export function filterTerms(
  { operation, asserts }: CheckLog,
  filters: readonly Filter[],
  rows: RowReader,
): FilterTerm[] {
  return filters.flatMap((filter) => {
    const formats = rows.formats(filter.field);
    const hasEnds = (test: FilterTest) => isRange(test) && asserts(filter.evidenceOf('ends'));
    const asked = filter.tests.map(({ test, from }) => {
      const { key, schema } = fieldAt(operation, from);
      const own = formats.length === 0 || !isTime(schema) ? [] : timeFormatsOf(schema);
      return {
        ...{ filter, test, from, key, schema, constant: undefined },
        formats: own.length > 0 ? own : formats,
        hasEnds: hasEnds(test),
      };
    });
    const flags = filter.constants.flatMap(({ test, value }) => {
      const [flag] = filter.when;
      if (!flag) return [];
      const { key } = fieldAt(operation, flag.place);
      const of = { filter, test, from: flag.place, key, schema: {}, constant: value };
      return [{ ...of, formats, hasEnds: hasEnds(test) }];
    });
    return [...asked, ...flags];
  });
}

/** The conditions that a request states by all its terms. */
export function conditionsOf(
  operation: Operation,
  terms: readonly FilterTerm[],
  values: RequestValues,
): CaseCondition[] {
  return terms.flatMap((term) => {
    const { when, any } = term.filter;
    if (!when.every((one) => valueOrDefault(operation, values, one.place) === one.value)) return [];
    const value = term.constant ?? valueOrDefault(operation, values, term.from);
    return value === undefined || filtersNothing(value) || isEqual(value, any) ? [] : [{ term, value }];
  });
}

/** The request with a filter's value, as the term takes it: a text for a number, a list of one for one. */
export function filtered(
  spec: Spec,
  operation: Operation,
  values: RequestValues,
  { filter, from, constant }: FilterTerm,
  value: Json,
): RequestValues | undefined {
  let base = values;
  if (constant !== undefined)
    return isEqual(value, constant)
      ? filter.when.reduce<RequestValues | undefined>(
          (known, one) => known && withAllowedValue(spec, operation, known, one.place, one.value),
          values,
        )
      : undefined;
  for (const { place, value: needed } of filter.when) base = withValue(base, place, needed);
  const forms: Json[] = [value];
  if (typeof value === 'number') forms.push(String(value));
  if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) forms.push(Number(value));
  if (!Array.isArray(value) && !filtersNothing(value)) forms.push([value]);
  for (const form of forms) {
    const found = withAllowedValue(spec, operation, base, from, form);
    if (found) return found;
  }
  return undefined;
}

/** Whether a test is one end of a range. */
export function isRange(
  test: FilterTest,
): test is 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum' {
  return isBeginning(test) || isEnd(test);
}

export function isBeginning(test: FilterTest): boolean {
  return test === 'minimum' || test === 'exclusiveMinimum';
}

export function isEnd(test: FilterTest): boolean {
  return test === 'maximum' || test === 'exclusiveMaximum';
}

export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  // Lists and objects are rare, and writing them down is slow.
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return JSON.stringify(a) === JSON.stringify(b);
}
