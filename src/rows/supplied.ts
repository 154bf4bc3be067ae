import { UsageError } from '../errors.ts';
import { isDeeper } from '../spec/is-deeper.ts';
import type { JsonObject } from '../spec/json.ts';
import { isObject, member, setMember } from '../spec/json.ts';
import { MOST_LEVELS } from '../spec/most-levels.ts';
import { compilePattern, type TextPattern } from '../spec/pattern.ts';
import type { SchemaReader } from '../spec/schema.ts';
import { excerpt } from '../text/excerpt.ts';
import { createComparable } from './comparable.ts';
import { compareKeys, orderKeys } from './order-keys.ts';
import type { Condition, Rows, View } from './rows.ts';
import { matches } from './selector.ts';

/** Rows that a user gave, in the order given: the first is the first on page one. */
export function createSuppliedRows(
  rows: readonly JsonObject[],
  schema: JsonObject,
  schemas: SchemaReader,
): Rows {
  const comparable = createComparable(schema, schemas);
  const fulfils = (row: JsonObject, where: readonly Condition[]) =>
    where.every((condition) => matches(condition, comparable(row, condition.field)));

  return {
    size: rows.length,
    view: (shown) => createView(rows, shown, schemas),
    select({ where, order }) {
      const indices = [...rows.keys()].filter((index) => fulfils(rows[index] as JsonObject, where));
      if (order) {
        const { keys, turn } = orderKeys(order, () => true);
        const valuesOf = (index: number) => keys.map(({ by }) => comparable(rows[index] as JsonObject, by));
        indices.sort((a, b) => compareKeys(valuesOf(a), valuesOf(b), keys) || turn * (a - b));
      }
      return { total: indices.length, at: (n) => indices[n] as number };
    },
  };
}

/** A field with a `const` in the shown schema has that value; a field that the row lacks is left out. */
export function createView(rows: readonly JsonObject[], schema: JsonObject, schemas: SchemaReader): View {
  const shown = schemas.properties(schema);
  const patterns = patternsOf(schemas.resolve(schema));
  return (index) => {
    const row = rows[index] as JsonObject;
    const view: JsonObject = {};
    for (const [name, schema] of shown) {
      const value = schema.const === undefined ? member(row, name) : schema.const;
      if (value !== undefined) setMember(view, name, value);
    }
    for (const [name, value] of Object.entries(row)) {
      if (!shown.has(name) && patterns.some((pattern) => pattern.test(name))) setMember(view, name, value);
    }
    return JSON.stringify(schemas.answered(schema, view));
  };
}

function patternsOf({ patternProperties }: JsonObject): TextPattern[] {
  return Object.keys(isObject(patternProperties) ? patternProperties : {}).map(compilePattern);
}

/** Throws a UsageError when rows that a user supplied are not a list of objects. */
export function assertRows(value: unknown, where: string): asserts value is JsonObject[] {
  if (!Array.isArray(value))
    throw new UsageError(`${where}: rows must be a list of objects, not ${shownKind(value)}`);
  const wrong = value.findIndex((row) => !isObject(row));
  if (wrong >= 0) throw new UsageError(`${where}: row ${wrong} is ${shownKind(value[wrong])}, not an object`);
  if (isDeeper(value, MOST_LEVELS))
    throw new UsageError(`${where}: rows are nested too deeply; at most ${MOST_LEVELS} levels are served`);
}

function shownKind(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'an object' : excerpt(JSON.stringify(value) ?? typeof value, 100);
}
