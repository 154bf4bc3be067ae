import { valueExcerpt } from '../text/value-excerpt.ts';
import { fieldAt } from './field.ts';
import type { Json } from './json.ts';
import type { RequestError } from './request-errors.ts';
import type { RequestValues } from './request-values.ts';
import { rowFieldSchema } from './row-field.ts';
import type { Filter, FilterTest, Listing, Operation, Spec } from './spec.ts';
import type { TimeFormat } from './time-format.ts';
import { createValueReader } from './value-reader.ts';
import { isTime, timeFormats } from './value-words.ts';

/** What one filter of a request asks of each row; times are in epoch milliseconds. */
interface FilterCondition {
  readonly field: string;
  readonly test: FilterTest;
  readonly value: Json;
}

/** Adds the conditions of one filter to `where`; returns an error if the request's value should be a time and is none. */
type AddConditions = (values: RequestValues, where: FilterCondition[]) => RequestError | undefined;

export function createAddConditions(
  spec: Spec,
  operation: Operation,
  { collection }: Listing,
  filter: Filter,
): AddConditions {
  const when = filter.when.map(({ place, value }) => ({
    reader: createValueReader(operation, place),
    value,
  }));
  const row = rowFieldSchema(spec.schemas, spec.collections.get(collection), filter.field);
  const isOfTime = isTime(row);
  const tests = filter.tests.map(({ test, from }) => ({
    test,
    reader: createValueReader(operation, from),
    formats: isOfTime ? formatsOf(fieldAt(operation, from).schema, row) : [],
  }));

  const constants = filter.constants.map(({ test, value }) => ({
    field: filter.field,
    test,
    value: (isOfTime ? readTime(value, formatsOf({}, row)) : undefined) ?? value,
  }));

  return (values, where) => {
    if (!when.every(({ reader, value }) => reader.read(values) === value)) return undefined;
    for (const { test, reader, formats } of tests) {
      const value = reader.read(values);
      if (value === undefined || filtersNothing(value) || value === filter.any) continue;
      const wanted = isOfTime ? readTime(value, formats) : value;
      if (wanted === undefined)
        return {
          causes: ['invalid-parameter'],
          keyword: 'format',
          field: reader.label,
          key: reader.key,
          reason: `is not a time: ${valueExcerpt(value)}`,
        };
      where.push({ field: filter.field, test, value: wanted });
    }
    where.push(...constants);
    return undefined;
  };
}

/** Null, the empty text and the empty list never filter. */
export function filtersNothing(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function readTime(value: Json, formats: readonly TimeFormat[]): number | undefined {
  for (const format of formats) {
    const time = format.read(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** The time formats that the request's field declares, else those of the row's field. */
function formatsOf(schema: unknown, row: unknown): TimeFormat[] {
  return timeFormats(isTime(schema) ? schema : row);
}
