import { type Json, type JsonObject, member } from '../spec/json.ts';
import type { SchemaReader } from '../spec/schema.ts';
import type { TimeFormat } from '../spec/time-format.ts';
import { isTime, timeFormats } from '../spec/value-words.ts';

/** The value of a row's field as rows are compared: a time in epoch milliseconds, anything else as it is. */
export type Comparable = (row: JsonObject, field: string) => Json;

export function createComparable(schema: JsonObject, schemas: SchemaReader): Comparable {
  const formats = new Map<string, TimeFormat[]>();
  for (const [name, field] of schemas.properties(schema)) {
    if (isTime(field)) formats.set(name, timeFormats(field));
  }
  return (row, field) => {
    const value = member(row, field) ?? null;
    for (const format of formats.get(field) ?? []) {
      const time = format.read(value);
      if (time !== undefined) return time;
    }
    return value;
  };
}
