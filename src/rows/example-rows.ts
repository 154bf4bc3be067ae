import { isObject, type JsonObject } from '../spec/json.ts';
import type { SchemaReader } from '../spec/schema.ts';
import { idTemplateOf, isRowTime, timeFormats } from '../spec/value-words.ts';
import { createJoinedRows } from './joined.ts';
import type { Rows } from './rows.ts';
import { createSuppliedRows } from './supplied.ts';

/**
 * The examples of a row's schema are the oldest rows of its collection: a document's own example request then
 * finds the rows that it speaks of, wherever the generated ones lie in time. They stand in place of as many
 * generated rows, so that a collection has the size that was asked for. Left out is an example that is no valid row,
 * is newer than a generated one, or has the id of one.
 */
export function withExampleRows(
  size: number,
  schema: JsonObject,
  schemas: SchemaReader,
  generate: (size: number, older: number) => Rows,
  isValid: (row: JsonObject) => boolean = () => true,
): Rows {
  const examples = (Array.isArray(schema.examples) ? schema.examples : []).filter(isObject).filter(isValid);
  if (examples.length === 0 || examples.length >= size) return generate(size, 0);
  const newer = generate(size - examples.length, examples.length);
  const fits = createFits(newer, schema, schemas);
  const older = examples.filter(fits);
  if (older.length === 0) return generate(size, 0);
  const rest = older.length === examples.length ? newer : generate(size - older.length, older.length);
  return createJoinedRows(rest, createSuppliedRows(older, schema, schemas), schema);
}

/** Whether an example can stand after all generated rows. */
function createFits(
  generated: Rows,
  schema: JsonObject,
  schemas: SchemaReader,
): (row: JsonObject) => boolean {
  const none = (field: string, test: 'equals' | 'maximum', value: JsonObject[string]) =>
    generated.select({ where: [{ field, test, value }] }).total === 0;
  const fields = [...schemas.properties(schema)].map(([name, field]) => ({ name, field }));
  return (row) =>
    fields.every(({ name, field }) => {
      const value = row[name];
      if (value === undefined || value === null) return true;
      if (idTemplateOf(field) !== undefined) return none(name, 'equals', value);
      if (!isRowTime(field)) return true;
      const time = timeFormats(field)
        .map((format) => format.read(value))
        .find((read) => read !== undefined);
      return time === undefined || none(name, 'maximum', time);
    });
}
