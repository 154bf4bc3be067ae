import { isObject, type Json, type JsonObject } from './json.ts';
import {
  type LocatedSchema,
  referredBy,
  schemasBelow,
  schemasByName,
  schemasOfItem,
  schemasOfProperty,
} from './located-schema.ts';

/** Schemas that apply to one value together, with what they say of the values inside of it. */
export interface SchemaSet {
  readonly schemas: readonly LocatedSchema[];
  /** The schemas of a property; an empty set for one that no schema knows. */
  property(name: string): SchemaSet;
  item(index: number): SchemaSet;
  /** The schema that would have a property that is not known; undefined where further properties are settled. */
  readonly owner: LocatedSchema | undefined;
}

/** Decides which schemas apply because of what the value is: alternatives, conditions, dependent schemas. */
type Choose = (schema: LocatedSchema, keyword: ChosenKeyword) => readonly LocatedSchema[];

const CHOSEN_KEYWORDS = ['oneOf', 'anyOf', 'if', 'dependentSchemas'] as const;
type ChosenKeyword = (typeof CHOSEN_KEYWORDS)[number];

const MOST_NAMES = 1000;

interface SchemaSets {
  of(schemas: readonly LocatedSchema[]): SchemaSet;
  /** With all that applies to the same value: behind references, parts of `allOf`, and what the value chooses. */
  applied(set: SchemaSet, choose: Choose): SchemaSet;
  /** The same where it does not depend on the value; undefined where it does, or where nobody asked before. */
  fixed(set: SchemaSet): SchemaSet | undefined;
  /** With all that could apply to any value. */
  possible(set: SchemaSet): SchemaSet;
}

const known = new WeakMap<JsonObject, SchemaSets>();

/** The sets of a document. Each is made once: all rows of all pages have the same few. */
export function schemaSetsOf(document: JsonObject): SchemaSets {
  const before = known.get(document);
  if (before) return before;
  const sets = createSchemaSets(document);
  known.set(document, sets);
  return sets;
}

function createSchemaSets(document: JsonObject): SchemaSets {
  const made = new Map<string, SchemaSet>();
  /** What applies whatever the value is; undefined where it depends on the value. */
  const fixed = new Map<SchemaSet, SchemaSet | undefined>();
  const possible = new Map<SchemaSet, SchemaSet>();

  function of(schemas: readonly LocatedSchema[]): SchemaSet {
    const key = schemas
      .map(({ location, isReferred }) => (isReferred ? `>${location}` : location))
      .join('\n');
    const before = made.get(key);
    if (before) return before;
    const set = createSchemaSet(schemas, of);
    made.set(key, set);
    return set;
  }

  /** `found` ends references that lead back to where they started. */
  function inPlace(one: LocatedSchema, choose: Choose, found: Map<string, LocatedSchema>): void {
    if (found.has(one.location)) return;
    found.set(one.location, one);
    const chosen = CHOSEN_KEYWORDS.filter((keyword) => one.schema[keyword] !== undefined);
    const parts = [
      ...referredBy(document, one),
      ...schemasBelow(one, 'allOf'),
      ...chosen.flatMap((keyword) => choose(one, keyword)),
    ];
    for (const part of parts) inPlace(part, choose, found);
  }

  function allInPlace(set: SchemaSet, choose: Choose): SchemaSet {
    const found = new Map<string, LocatedSchema>();
    for (const one of set.schemas) inPlace(one, choose, found);
    return of([...found.values()]);
  }

  return {
    of,
    fixed: (set) => fixed.get(set),
    applied(set, choose) {
      if (fixed.has(set)) return allInPlace(set, choose);
      let depends = false;
      const all = allInPlace(set, (schema, keyword) => {
        depends = true;
        return choose(schema, keyword);
      });
      fixed.set(set, depends ? undefined : all);
      return all;
    },
    possible(set) {
      const all = possible.get(set) ?? allInPlace(set, chooseAll);
      possible.set(set, all);
      return all;
    },
  };
}

const chooseAll: Choose = (one, keyword) => {
  if (keyword === 'if') return ['if', 'then', 'else'].flatMap((word) => schemasBelow(one, word));
  return keyword === 'dependentSchemas' ? schemasByName(one, keyword) : schemasBelow(one, keyword);
};

function createSchemaSet(schemas: readonly LocatedSchema[], of: SchemaSets['of']): SchemaSet {
  const properties = new Map<string, SchemaSet>();
  const items = new Map<number, SchemaSet>();
  const first = firstItems(schemas);
  const unevaluated = (keyword: string) =>
    schemas.filter(({ schema }) => schema[keyword] !== false).flatMap((one) => schemasBelow(one, keyword));
  return {
    schemas,
    property(name) {
      const before = properties.get(name);
      if (before) return before;
      const own = schemas.flatMap((one) => schemasOfProperty(one, name));
      const found = of(own.length > 0 ? own : unevaluated('unevaluatedProperties'));
      // A map of anything has any name.
      if (properties.size < MOST_NAMES) properties.set(name, found);
      return found;
    },
    item(index) {
      const key = Math.min(index, first);
      const before = items.get(key);
      if (before) return before;
      const own = schemas.flatMap((one) => schemasOfItem(one, key));
      const found = of(own.length > 0 ? own : unevaluated('unevaluatedItems'));
      items.set(key, found);
      return found;
    },
    owner: schemas.some(isSettled)
      ? undefined
      : schemas.find(({ schema }) => isObject(schema.properties) || isObject(schema.patternProperties)),
  };
}

/** The properties that a set names. */
export function namesOf({ schemas }: SchemaSet): string[] {
  return [
    ...new Set(
      schemas.flatMap(({ schema }) => Object.keys(isObject(schema.properties) ? schema.properties : {})),
    ),
  ];
}

/** What a set says of items: of each of the first ones, and of all others together. */
export function itemSetsOf(set: SchemaSet): SchemaSet[] {
  return Array.from({ length: firstItems(set.schemas) + 1 }, (_, index) => set.item(index));
}

function firstItems(schemas: readonly LocatedSchema[]): number {
  return Math.max(0, ...schemas.map(({ schema }) => lengthOf(schema.prefixItems)));
}

/** The document itself says whether other properties may stand here. */
function isSettled({ schema }: LocatedSchema): boolean {
  return schema.additionalProperties !== undefined || schema.unevaluatedProperties !== undefined;
}

function lengthOf(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}
