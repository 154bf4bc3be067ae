import type { Json, JsonObject } from '../spec/json.ts';
import { rowFieldSchema, rowFieldValue } from '../spec/row-field.ts';
import type { SchemaReader } from '../spec/schema.ts';
import type { TimeFormat } from '../spec/time-format.ts';
import { isTime, timeFormats } from '../spec/value-words.ts';

/** The value of a row's field as rows are compared: a time in epoch milliseconds, anything else as it is. */
export type Comparable = (row: JsonObject, field: string) => Json;

export function createComparable(schema: JsonObject, schemas: SchemaReader): Comparable {
  const formats = new Map<string, readonly TimeFormat[]>();
  const formatsOf = (field: string) => {
    const known = formats.get(field) ?? rowTimeFormats(rowFieldSchema(schemas, schema, field));
    formats.set(field, known);
    return known;
  };
  return (row, field) => asComparable(rowFieldValue(row, field) ?? null, formatsOf(field));
}

/** How a row's field writes its time; none where it is no time. */
export function rowTimeFormats(field: JsonObject | undefined): readonly TimeFormat[] {
  return isTime(field) ? timeFormats(field) : [];
}

export function asComparable(value: Json, formats: readonly TimeFormat[]): Json {
  for (const format of formats) {
    const time = format.read(value);
    if (time !== undefined) return time;
  }
  return value;
}
