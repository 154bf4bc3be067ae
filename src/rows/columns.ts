import type { Json, JsonObject } from '../spec/json.ts';
import { isOfType } from '../spec/of-type.ts';
import { firstExample, hintsOf, type SchemaReader } from '../spec/schema.ts';
import type { TimeFormat } from '../spec/time-format.ts';
import {
  idTemplateOf,
  isRowTime,
  isTime,
  leaderOf,
  openingOf,
  summandsOf,
  timeFormats,
} from '../spec/value-words.ts';
import { hashIndex, hashText, scale } from '../text/hash.ts';
import type { createClock } from './clock.ts';
import { dialogueColumn } from './dialogue.ts';
import { hasAlternatives } from './has-alternatives.ts';
import { createIds } from './ids.ts';
import { numberColumn } from './numbers.ts';
import { type Pools, toPool } from './pools.ts';
import { siblingColumn } from './sibling.ts';

/** One field of the rows: a pure function of the index. */
export interface Column {
  /** The JSON text of row `index`'s value. */
  text(index: number): string;
  /** The JSON text of all of it, where `text` is cut. */
  readonly whole?: ((index: number) => string) | undefined;
  /** Set for whole and decimal numbers. */
  readonly number?: ((index: number) => number) | undefined;
  /** Set for times: epoch milliseconds, and how they are written. */
  readonly time?: { at(index: number): number; readonly format: TimeFormat };
  /** Set for ids. */
  readonly ids?: ReturnType<typeof createIds>;
}

export interface ColumnContext {
  readonly schemas: SchemaReader;
  readonly seed: number;
  readonly size: number;
  readonly older: number;
  readonly clock: ReturnType<typeof createClock>;
  readonly pools: Pools;
  /** The column of a sibling field, by name. */
  sibling(name: string): Column;
  /** The schemas of the objects around a field, by their parts: one within itself has an end somewhere. */
  readonly around?: ReadonlySet<unknown>;
}

/** Compiles the schema of one field into a column. `name` salts its hash, so that fields do not move together. */
export function createColumn(raw: unknown, name: string, context: ColumnContext): Column {
  const schema = context.schemas.resolve(raw);
  const salt = hashText(name, context.seed);
  if (schema.const !== undefined) return constant(schema.const);
  const id = idTemplateOf(schema);
  if (id !== undefined) return idColumn(id, salt, schema, context);
  if (isTime(schema)) return timeColumn(schema, salt, context);
  if (hintsOf(schema).from !== undefined) return madeColumn(schema, salt, context);
  const column = plainColumn(schema, name, salt, context);
  const isListed = Array.isArray(schema.enum) && !schema.enum.includes(null);
  // One part of it may forbid what an alternative in another allows: whoever makes the value knows.
  const isMade = schema.allOf !== undefined && hasAlternatives(schema, context.schemas);
  return !isListed && !isMade && context.schemas.types(schema).includes('null')
    ? nullable(column, salt)
    : column;
}

/** Of so many rows, one has null where the schema allows it: a client that cannot read it shall fail here. */
const WITH_NULL = 24;

function nullable(column: Column, salt: number): Column {
  const isNull = (index: number) => hashIndex(~salt, index) % WITH_NULL === 0;
  const { number } = column;
  return {
    text: (index) => (isNull(index) ? 'null' : column.text(index)),
    number: number && ((index) => (isNull(index) ? 0 : number(index))),
  };
}

function plainColumn(schema: JsonObject, name: string, salt: number, context: ColumnContext): Column {
  const example = textExample(schema);
  if (example !== undefined) return constant(example);
  if (schema['x-faker'] !== undefined) return pooled(context.pools.faker(schema['x-faker'], salt), salt);
  if (Array.isArray(schema.enum)) return pooled(toPool(listedOf(schema.enum, schema.type)), salt);
  if (schema.contentMediaType === 'application/json' && schema.contentSchema !== undefined) {
    const inner = createColumn(schema.contentSchema, `${name}.content`, context);
    return { text: (index) => JSON.stringify(inner.text(index)) };
  }
  return byType(schema, name, salt, context);
}

/** The values of a list that the type beside it allows; all, where it allows none. */
function listedOf(values: readonly Json[], type: Json | undefined): readonly Json[] {
  const types = type === undefined ? [] : [type].flat().map(String);
  const fitting = values.filter((value) => types.some((one) => isOfType(value, one)));
  return fitting.length > 0 ? fitting : values;
}

/** Keywords that an example of a document may break; without them a text is one. */
const NARROWING = [
  'x-faker',
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'contentMediaType',
  'not',
  'if',
];

/** What a document shows of a text that may be any. */
function textExample(schema: JsonObject): Json | undefined {
  const isAny = schema.type === 'string' && NARROWING.every((word) => schema[word] === undefined);
  const example = isAny ? firstExample(schema) : undefined;
  return typeof example === 'string' ? example : undefined;
}

function byType(schema: JsonObject, name: string, salt: number, context: ColumnContext): Column {
  const type = context.schemas.types(schema).find((one) => one !== 'null');
  const exact = schema.pattern === undefined && schema.not === undefined && schema.if === undefined;
  if (exact && (type === 'integer' || type === 'number')) return numberColumn(schema, type, salt);
  if (type === 'boolean') return pooled(toPool([true, false]), salt);
  const properties = context.schemas.properties(schema);
  const { around = new Set<unknown>() } = context;
  // A schema behind a reference is another object each time, of the same parts.
  const own = schema.properties ?? schema.allOf;
  if (
    exact &&
    type === 'object' &&
    properties.size > 0 &&
    !around.has(own) &&
    !hasAlternatives(schema, context.schemas)
  ) {
    const row = createRowWriter(properties, name, { ...context, around: new Set([...around, own]) });
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
  const shown = [...fields].filter(([, schema]) => context.schemas.merged(schema).writeOnly !== true);
  const writers = shown.map(([field], index) => ({
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
    whole: column.whole && ((index) => column.whole?.(index % period) ?? ''),
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
  const place = (index: number) => scale(hashIndex(salt, index), pool.length);
  const text = (index: number) => pool.text(place(index));
  return {
    text,
    whole: pool.whole && ((index) => pool.whole?.(place(index)) ?? ''),
    // Only a sum asks for it, and it takes the whole pool.
    get number() {
      const all = Array.from({ length: pool.length }, (_, n) => pool.text(n));
      return all.every((value) => /^-?\d/.test(value)) ? (index: number) => Number(text(index)) : undefined;
    },
  };
}

function idColumn(style: string, salt: number, schema: JsonObject, context: ColumnContext): Column {
  const { clock, size, older } = context;
  const ids = createIds(style, {
    salt,
    size,
    older,
    time: clock.time,
  });
  const types = context.schemas.types(schema);
  // Without a type it is a text: most ids have letters.
  const isBare = !types.includes('string') && types.some((type) => type === 'integer' || type === 'number');
  return { ids, text: (index) => (isBare ? ids.text(index) : `"${ids.text(index)}"`) };
}

/** A value that is made from fields beside it. */
function madeColumn(schema: JsonObject, salt: number, context: ColumnContext): Column {
  const leader = leaderOf(schema);
  if (leader) return siblingColumn(leader, schema, salt, context);
  const opening = openingOf(schema);
  if (opening !== undefined) return dialogueColumn(opening, schema, salt, context);
  return sumColumn(summandsOf(schema) ?? [], context);
}

function timeColumn(schema: JsonObject, salt: number, context: ColumnContext): Column {
  const { clock } = context;
  const [format] = timeFormats(schema) as [TimeFormat];
  const at = isRowTime(schema) ? clock.time : (index: number) => clock.after(index, salt);
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
