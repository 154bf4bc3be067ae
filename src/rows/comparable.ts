import { type Json, type JsonObject, member } from '../spec/json.ts';
import { hintsOf, type SchemaReader } from '../spec/schema.ts';
import { createTimeFormat, type TimeFormat } from '../spec/time-format.ts';

/** The value of a row's field as rows are compared: a time in epoch milliseconds, anything else as it is. */
export type Comparable = (row: JsonObject, field: string) => Json;

export function createComparable(schema: JsonObject, schemas: SchemaReader): Comparable {
  const formats = new Map<string, TimeFormat[]>();
  for (const [name, field] of schemas.properties(schema)) {
    const { time, format } = hintsOf(field);
    if (time !== undefined)
      formats.set(
        name,
        [format ?? 'iso'].flat().map((text) => createTimeFormat(String(text))),
      );
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
