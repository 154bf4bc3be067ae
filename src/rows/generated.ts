import { type Json, type JsonObject, member } from '../spec/json.ts';
import { rowFieldPath, rowFieldSchema } from '../spec/row-field.ts';
import type { SchemaReader } from '../spec/schema.ts';
import { leaderOf } from '../spec/value-words.ts';
import { hashText } from '../text/hash.ts';
import { createClock } from './clock.ts';
import { type Column, createColumn, createRowWriter, periodic } from './columns.ts';
import { asComparable, rowTimeFormats } from './comparable.ts';
import type { Pools } from './pools.ts';
import type { Rows, View } from './rows.ts';
import { createSelector } from './selector.ts';

interface GeneratedOptions {
  readonly name: string;
  /** The schema of a whole row. */
  readonly schema: JsonObject;
  readonly schemas: SchemaReader;
  readonly seed: number;
  readonly size: number;
  /** How many rows that are not generated are older. */
  readonly older: number;
  /** The newest row lies just before this time, in epoch milliseconds. */
  readonly now: number;
  readonly pools: Pools;
  /** The fields that operations filter or order by. */
  readonly indexed: ReadonlySet<string>;
}

/** Fields that are filtered or ordered by repeat after so many rows. */
const PERIOD = 4096;

/**
 * Rows that are computed, never stored: row i is a function of (seed, collection, i). A field that is
 * filtered or ordered by repeats after 4,096 rows, so one look at a period tells how often every value
 * occurs in any range of rows: totals are exact and a page at any depth costs what the first one costs.
 * Everything else differs from row to row. Only `sequence` ids also depend on the number of rows.
 */
export function createGeneratedRows(options: GeneratedOptions): Rows {
  const { name, schemas, size, older, pools } = options;
  const seed = hashText(name, options.seed);
  const clock = createClock(options.now, seed);
  const fields = schemas.properties(options.schema);
  const indexed = withLeaders(options.indexed, fields);
  const columns = new Map<string, Column>();
  const context: Parameters<typeof createColumn>[2] = {
    schemas,
    seed,
    size,
    older,
    clock,
    pools,
    sibling: columnOf,
  };

  function columnOf(field: string): Column {
    let column = columns.get(field);
    if (!column) {
      column = isNested(field) ? nestedColumn(field) : createColumn(fields.get(field), field, context);
      if (indexed.has(field) && !column.time && !column.ids) column = periodic(column, PERIOD);
      columns.set(field, column);
    }
    return column;
  }

  function isNested(field: string): boolean {
    return !fields.has(field) && field.includes('/');
  }

  /** What the object shows, as it is compared: it is written with all its fields, once. */
  function nestedColumn(field: string): Column {
    const [name = '', ...path] = rowFieldPath(field);
    const formats = rowTimeFormats(rowFieldSchema(schemas, options.schema, field));
    const around = columnOf(name);
    return {
      text(index) {
        const value = path.reduce<Json | undefined>(member, JSON.parse(around.text(index)));
        return JSON.stringify(asComparable(value ?? null, formats));
      },
    };
  }

  const views = new Map<JsonObject, View>();
  const select = createSelector({ size, period: PERIOD, columnOf });
  return {
    size,
    select,
    view(schema) {
      let view = views.get(schema);
      if (!view) {
        // A field of the collection is the same in every view, unless the view fixes its value.
        view = createRowWriter(schemas.properties(schema), '', context, (field, shown) =>
          fields.has(field) && (shown as JsonObject).const === undefined ? columnOf(field) : undefined,
        );
        views.set(schema, view);
      }
      return view;
    },
  };
}

/** A field that repeats and goes by another one can only do so if that one repeats too. */
function withLeaders(indexed: ReadonlySet<string>, fields: ReadonlyMap<string, JsonObject>): Set<string> {
  const all = new Set(indexed);
  // What is added to a set while it is read is read as well.
  for (const name of all) {
    // What is filtered by a field in an object repeats with the object.
    const [around = name] = fields.has(name) ? [] : rowFieldPath(name);
    all.add(around);
    const leader = leaderOf(fields.get(name));
    if (leader) all.add(leader.field);
  }
  return all;
}
