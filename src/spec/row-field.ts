import { type Json, type JsonObject, member } from './json.ts';
import { parsePointer } from './json-pointer.ts';
import type { SchemaReader } from './schema.ts';

/** The names that lead to a field within a row: `author/name` is `name` in the object `author`; ~1 is a slash, as in a JSON pointer. */
export function rowFieldPath(field: string): string[] {
  return parsePointer(`/${field}`);
}

/** What a row has in a field, or in a field of an object in it; a name that the row has as it stands goes first. */
export function rowFieldValue(row: Json | undefined, field: string): Json | undefined {
  const own = member(row, field);
  if (own !== undefined || !field.includes('/')) return own;
  return rowFieldPath(field).reduce<Json | undefined>(member, row);
}

/** The schema of such a field; undefined where rows of a schema have no such. */
export function rowFieldSchema(
  schemas: SchemaReader,
  rows: JsonObject | undefined,
  field: string,
): JsonObject | undefined {
  const own = schemas.properties(rows).get(field);
  if (own !== undefined || !field.includes('/')) return own;
  return rowFieldPath(field).reduce<JsonObject | undefined>(
    (at, name) => at && schemas.properties(at).get(name),
    rows,
  );
}
