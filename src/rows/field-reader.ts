import type { Json, JsonObject } from '../spec/json.ts';
import { rowFieldPath } from '../spec/row-field.ts';
import type { SchemaReader } from '../spec/schema.ts';
import { idTemplateOf, isRowTime } from '../spec/value-words.ts';
import { type Comparable, createComparable } from './comparable.ts';
import type { Rows, View } from './rows.ts';

/** Reads rows that exist only as views: whole, or one field as it is compared. */
export interface FieldReader {
  readonly rows: Rows;
  readonly schema: JsonObject;
  readonly schemas: SchemaReader;
  readonly comparable: Comparable;
  /** The field that names a row, if there is one. */
  readonly id: string | undefined;
  /** The field that says when a row happened, if there is one. */
  readonly time: string | undefined;
  row(index: number): JsonObject;
  value(index: number, field: string): Json;
}

export function createFieldReader(rows: Rows, schema: JsonObject, schemas: SchemaReader): FieldReader {
  const fields = schemas.properties(schema);
  const named = (is: (field: JsonObject) => boolean) => [...fields].find(([, field]) => is(field))?.[0];
  const comparable = createComparable(schema, schemas);
  const views = new Map<string, View>();

  /** A view of this field alone: a whole row may have a dialogue in it. */
  function viewOf(field: string): View {
    let view = views.get(field);
    if (!view) {
      const name = fields.has(field) ? field : (rowFieldPath(field)[0] ?? field);
      const shown = fields.get(name);
      view = rows.view({ properties: shown ? { [name]: shown } : {} });
      views.set(field, view);
    }
    return view;
  }

  return {
    rows,
    schema,
    schemas,
    comparable,
    id: named((field) => idTemplateOf(field) !== undefined),
    time: named(isRowTime),
    row: (index) => JSON.parse(rows.view(schema)(index)),
    value: (index, field) => comparable(JSON.parse(viewOf(field)(index)), field),
  };
}
