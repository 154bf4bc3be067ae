import { toTyped } from './coerce.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { branchesOf, type SchemaReader } from './schema.ts';

/** What values a schema means, as far as reading them from text needs to know: found in all of its branches. */
export interface ValueShape {
  readonly isText: boolean;
  /** Whether it may be a number, a boolean or null. */
  readonly isTyped: boolean;
  readonly isList: boolean;
  readonly isObject: boolean;
  /** Whether null stands for it. */
  readonly isNullable: boolean;
  /** The value of a text; `typed`: where it may be a text or something else, as something else. */
  read(text: string, typed: boolean): Json;
  /** The shape of an item of a list. */
  item(index: number): ValueShape;
  /** The shapes of an object's members that the schema names. */
  readonly members: ReadonlyMap<string, ValueShape>;
  /** The shape of any other member; undefined where the schema does not speak of others. */
  readonly others: ValueShape | undefined;
}

/** Deeper compositions say nothing new. */
const MOST_PARTS = 200;

export function createShape(schema: unknown, schemas: SchemaReader): ValueShape {
  const parts = partsOf([schema], schemas);
  return toShape(parts, typesOf(parts, schemas.types(schema)), schemas);
}

/** The shape of a value for which several schemas stand. */
function shapeOfAll(all: readonly unknown[], schemas: SchemaReader): ValueShape {
  return createShape(all.length === 1 ? all[0] : { anyOf: all as Json[] }, schemas);
}

function toShape(parts: readonly JsonObject[], types: readonly string[], schemas: SchemaReader): ValueShape {
  const isText = types.includes('string') || types.length === 0;
  const isTyped = ['integer', 'number', 'boolean'].some((type) => types.includes(type));
  const isInt32 = parts.some(({ format }) => format === 'int32');
  const isNull = isNullOnly(parts[0], types);
  const isTuple = parts.some(({ prefixItems }) => prefixItems !== undefined);
  const items = new Map<number, ValueShape>();
  let members: ReadonlyMap<string, ValueShape> | undefined;
  let others: ValueShape | undefined | null = null;
  return {
    isText,
    isTyped,
    isList: types.includes('array'),
    isObject: types.includes('object'),
    isNullable: types.includes('null'),
    read(text, typed) {
      if (isNull && (text === 'null' || text === '')) return null;
      return isText && !(typed && isTyped) ? text : toTyped(text, types, isInt32);
    },
    item(index) {
      const own = isTuple ? index : 0;
      const known = items.get(own) ?? shapeOfAll(itemsOf(parts, own), schemas);
      items.set(own, known);
      return known;
    },
    get members() {
      members ??= membersOf(parts, schemas);
      return members;
    },
    get others() {
      if (others === null) others = othersOf(parts, schemas);
      return others;
    },
  };
}

/** Whether nothing but null fits: then the text that is sent for it means it. */
function isNullOnly(schema: JsonObject | undefined, types: readonly string[]): boolean {
  const { const: constant, enum: values } = schema ?? {};
  if (constant !== undefined) return constant === null;
  if (Array.isArray(values) && values.length > 0) return values.every((one) => one === null);
  return types.length > 0 && types.every((type) => type === 'null');
}

/** The schema with everything that it is composed of, each resolved. */
function partsOf(open: readonly unknown[], schemas: SchemaReader): JsonObject[] {
  const found: JsonObject[] = [];
  const seen = new Set<unknown>();
  const queue = [...open];
  for (const raw of queue) {
    const schema = schemas.resolve(raw);
    const own = isObject(raw) && typeof raw.$ref === 'string' ? raw.$ref : raw;
    if (seen.has(own) || found.length >= MOST_PARTS) continue;
    seen.add(own);
    found.push(schema);
    const { allOf } = schema;
    queue.push(...(Array.isArray(allOf) ? allOf : []), ...branchesOf(schema));
    for (const word of ['then', 'else']) if (isObject(schema[word])) queue.push(schema[word]);
  }
  return found;
}

/** What the schema says, or what follows from its keywords. */
function typesOf(parts: readonly JsonObject[], types: readonly string[]): readonly string[] {
  if (types.length > 0) return types;
  const has = (...words: string[]) => parts.some((part) => words.some((word) => part[word] !== undefined));
  return [
    ...(has('items', 'prefixItems') ? ['array'] : []),
    ...(has('properties', 'additionalProperties', 'patternProperties') ? ['object'] : []),
  ];
}

function itemsOf(parts: readonly JsonObject[], index: number): Json[] {
  return parts.flatMap(({ prefixItems, items }) => {
    const own = Array.isArray(prefixItems) ? prefixItems[index] : undefined;
    return own ?? (isObject(items) ? items : []);
  });
}

function membersOf(parts: readonly JsonObject[], schemas: SchemaReader): Map<string, ValueShape> {
  const found = new Map<string, Json[]>();
  for (const { properties } of parts)
    for (const [name, schema] of Object.entries(isObject(properties) ? properties : {}))
      found.set(name, [...(found.get(name) ?? []), schema]);
  return new Map([...found].map(([name, all]) => [name, shapeOfAll(all, schemas)]));
}

function othersOf(parts: readonly JsonObject[], schemas: SchemaReader): ValueShape | undefined {
  const all = parts.flatMap(({ additionalProperties, patternProperties }) => [
    ...(additionalProperties === undefined || additionalProperties === false ? [] : [additionalProperties]),
    ...Object.values(isObject(patternProperties) ? patternProperties : {}),
  ]);
  return all.length === 0 ? undefined : shapeOfAll(all.filter(isObject), schemas);
}
