import type { Json, JsonObject } from '../spec/json.ts';
import { hintsOf, type SchemaReader } from '../spec/schema.ts';
import { createTimeFormat, type TimeFormat } from '../spec/time-format.ts';
import type { createClock } from './clock.ts';
import { createPicker, hashIndex, hashText, scale } from './hash.ts';
import { createIds } from './ids.ts';
import { followUp, reply } from './phrases.ts';
import { type Pools, toPool } from './pools.ts';

/** One field of the rows: a pure function of the index. */
export interface Column {
  /** The JSON text of row `index`'s value. */
  text(index: number): string;
  /** Set for whole and decimal numbers. */
  readonly number?: ((index: number) => number) | undefined;
  /** Set for times: epoch milliseconds, and how they are written. */
  readonly time?: { at(index: number): number; readonly format: TimeFormat };
  /** Set for ids. */
  readonly ids?: ReturnType<typeof createIds>;
}

interface ColumnContext {
  readonly schemas: SchemaReader;
  readonly seed: number;
  readonly size: number;
  readonly clock: ReturnType<typeof createClock>;
  readonly pools: Pools;
  /** The column of a sibling field, by name. */
  sibling(name: string): Column;
}

/** Compiles the schema of one field into a column. `name` salts its hash, so that fields do not move together. */
export function createColumn(raw: unknown, name: string, context: ColumnContext): Column {
  const schema = context.schemas.resolve(raw);
  const hints = hintsOf(schema);
  const salt = hashText(name, context.seed);
  if (schema.const !== undefined) return constant(schema.const);
  if (hints.id !== undefined) return idColumn(String(hints.id), salt, schema, context);
  if (hints.time !== undefined) return timeColumn(hints, salt, context);
  if (Array.isArray(hints.sum)) return sumColumn(hints.sum.map(String), context);
  if (hints.dialogue !== undefined) return dialogueColumn(String(hints.dialogue), salt, context);
  if (schema['x-faker'] !== undefined) return pooled(context.pools.faker(schema['x-faker'], salt), salt);
  if (Array.isArray(schema.enum)) return pooled(toPool(schema.enum), salt);
  if (schema.contentMediaType === 'application/json' && schema.contentSchema !== undefined) {
    const inner = createColumn(schema.contentSchema, `${name}.content`, context);
    return { text: (index) => JSON.stringify(inner.text(index)) };
  }
  return byType(schema, name, salt, context);
}

function byType(schema: JsonObject, name: string, salt: number, context: ColumnContext): Column {
  const type = context.schemas.types(schema).find((one) => one !== 'null');
  const exact = schema.pattern === undefined && schema.not === undefined && schema.if === undefined;
  if (exact && (type === 'integer' || type === 'number')) return numberColumn(schema, type, salt);
  if (type === 'boolean') return pooled(toPool([true, false]), salt);
  const properties = context.schemas.properties(schema);
  if (
    exact &&
    type === 'object' &&
    properties.size > 0 &&
    schema.oneOf === undefined &&
    schema.anyOf === undefined
  ) {
    const row = createRowWriter(properties, name, context);
    return { text: row };
  }
  if (exact && type === 'array' && schema.items !== undefined && schema.uniqueItems !== true) {
    return arrayColumn(schema, name, salt, context);
  }
  return pooled(context.pools.schema(schema, salt), salt);
}

/** Compiles several fields into one writer of JSON objects, in the order of the schema. */
export function createRowWriter(
  fields: ReadonlyMap<string, unknown>,
  name: string,
  context: ColumnContext,
  columnOf: (field: string, schema: unknown) => Column | undefined = () => undefined,
): (index: number) => string {
  const columns = new Map<string, Column>();
  const resolve = (field: string): Column => {
    let column = columns.get(field);
    if (!column) {
      const schema = fields.get(field);
      const scope = { ...context, sibling: name === '' ? context.sibling : resolve };
      column = columnOf(field, schema) ?? createColumn(schema, `${name}/${field}`, scope);
      columns.set(field, column);
    }
    return column;
  };
  const writers = [...fields.keys()].map((field, index) => ({
    key: `${index === 0 ? '{' : ','}${JSON.stringify(field)}:`,
    text: resolve(field).text,
  }));
  if (writers.length === 0) return () => '{}';
  return (index) => {
    let text = '';
    for (const writer of writers) text += writer.key + writer.text(index);
    return `${text}}`;
  };
}

/** The column repeated every `period` rows: for fields that are filtered or ordered by, so that counting is exact and cheap. */
export function periodic(column: Column, period: number): Column {
  return {
    text: (index) => column.text(index % period),
    get number() {
      const { number } = column;
      return number && ((index: number) => number(index % period));
    },
  };
}

function constant(value: Json): Column {
  const text = JSON.stringify(value);
  return { text: () => text, ...(typeof value === 'number' && { number: () => value }) };
}

function pooled(pool: ReturnType<typeof toPool>, salt: number): Column {
  const text = (index: number) => pool.text(scale(hashIndex(salt, index), pool.length));
  return {
    text,
    // Only a sum asks for it, and it takes the whole pool.
    get number() {
      const all = Array.from({ length: pool.length }, (_, n) => pool.text(n));
      return all.every((value) => /^-?\d/.test(value)) ? (index: number) => Number(text(index)) : undefined;
    },
  };
}

function numberColumn(schema: JsonObject, type: string, salt: number): Column {
  const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : type === 'integer' ? 1 : 0.01;
  // Decimal steps are counted in whole numbers: 0.01 × 59 is 0.59, where 59 × 0.01 by floats is not.
  const perOne = step < 1 ? Math.round(1 / step) : 0;
  const toUnit = (value: number) => (perOne ? value * perOne : value / step);
  const low = bound(schema.minimum, schema.exclusiveMinimum, 1, toUnit, Math.ceil) ?? 0;
  const high =
    bound(schema.maximum, schema.exclusiveMaximum, -1, toUnit, Math.floor) ?? Math.max(low, 0) + toUnit(1000);
  const number = (index: number) => {
    const units = low + scale(hashIndex(salt, index), high - low + 1);
    return perOne ? units / perOne : units * step;
  };
  return { number, text: (index) => String(number(index)) };
}

function bound(
  inclusive: Json | undefined,
  exclusive: Json | undefined,
  inward: 1 | -1,
  toUnit: (value: number) => number,
  round: (value: number) => number,
): number | undefined {
  const limits: number[] = [];
  if (typeof inclusive === 'number') limits.push(round(toUnit(inclusive)));
  if (typeof exclusive === 'number') {
    const units = round(toUnit(exclusive));
    limits.push(units === toUnit(exclusive) ? units + inward : units);
  }
  if (limits.length === 0) return undefined;
  return inward === 1 ? Math.max(...limits) : Math.min(...limits);
}

function idColumn(style: string, salt: number, schema: JsonObject, context: ColumnContext): Column {
  const { clock, size } = context;
  const ids = createIds(style, { salt, size, seconds: (index) => Math.floor(clock.time(index) / 1000) });
  const quoted = context.schemas.types(schema).includes('string');
  return { ids, text: (index) => (quoted ? `"${ids.text(index)}"` : ids.text(index)) };
}

function timeColumn(hints: JsonObject, salt: number, context: ColumnContext): Column {
  const { clock } = context;
  const format = createTimeFormat(String([hints.format ?? 'iso'].flat()[0]));
  const at = hints.time === 'row' ? clock.time : (index: number) => clock.after(index, salt);
  return {
    time: { at, format },
    text: (index) => format.write(at(index), hashIndex(salt, index) % 1000),
  };
}

function sumColumn(names: readonly string[], context: ColumnContext): Column {
  const parts = names.map((name) => {
    const { number } = context.sibling(name);
    if (!number) throw new TypeError(`sum: the field ${name} is not a number`);
    return number;
  });
  const number = (index: number) => parts.reduce((sum, part) => sum + part(index), 0);
  return { number, text: (index) => String(number(index)) };
}

/** One to three questions with their answers; the first question is the sibling field's text. */
function dialogueColumn(opening: string, salt: number, context: ColumnContext): Column {
  const question = context.sibling(opening);
  return {
    text(index) {
      const pick = createPicker(hashIndex(salt, index));
      const turns = 1 + pick(3);
      const messages: { role: string; content: string }[] = [];
      let asked = JSON.parse(question.text(index)) as string;
      for (let turn = 0; turn < turns; turn += 1) {
        if (turn > 0) asked = followUp(pick, asked);
        messages.push({ role: 'user', content: asked }, { role: 'assistant', content: reply(pick, asked) });
      }
      return JSON.stringify(messages);
    },
  };
}

function arrayColumn(schema: JsonObject, name: string, salt: number, context: ColumnContext): Column {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 1;
  const most = Math.max(
    least,
    typeof schema.maxItems === 'number' ? Math.min(schema.maxItems, least + 20) : least + 2,
  );
  const places = Array.from({ length: most }, (_, place) =>
    createColumn(schema.items, `${name}/${place}`, context),
  );
  return {
    text(index) {
      const length = least + scale(hashIndex(salt, index), most - least + 1);
      return `[${places
        .slice(0, length)
        .map((place) => place.text(index))
        .join(',')}]`;
    },
  };
}
