import { isObject, type Json, type JsonObject } from './json.ts';
import type { LocatedSchema } from './located-schema.ts';
import { itemSetsOf, namesOf, type SchemaSet, schemaSetsOf } from './schema-set.ts';
import type { Spec } from './spec.ts';
import type { Applied, TracedValue } from './trace-branches.ts';
import {
  itemsOf,
  pathOf,
  propertyOf,
  type TraceColumn,
  type TracedContainer,
  type TracedContainers,
} from './trace-containers.ts';

/** Tells by a schema, its references followed, whether a reader looks for it. Always the same function. */
type Wanted = (schema: JsonObject) => boolean;

/** A value to which a schema applies that a reader looks for. */
export interface DescribedValue {
  readonly value: Json;
  /** Its name in the container that it stands in. */
  readonly name: string;
  readonly container: TracedContainer | undefined;
  /** JSON pointer with a star for each index. */
  readonly general: string;
  /** The schema that was looked for, with the keywords beside a `$ref` on top. */
  readonly schema: JsonObject;
  /** Where the schema of the value stands, before references are followed. */
  readonly location: string;
  /** All schemas that apply to the value. */
  readonly schemas: SchemaSet;
}

export function pathOfDescribed({ container, name }: DescribedValue): string[] {
  return container ? [...pathOf(container), name] : [];
}

/** The values of a trace to which a wanted schema applies. */
export function describedValues(
  spec: Spec,
  wanted: Wanted,
  start: TracedValue & { readonly value: Json },
  containers: () => TracedContainers,
  applied: Applied,
): DescribedValue[] {
  const search = searchFor(spec, wanted);
  if (!search.isWithin(start.given)) return [];
  const found: DescribedValue[] = [];
  const look = (
    traced: TracedValue,
    value: Json,
    name: string,
    column: TraceColumn,
    container?: TracedContainer,
  ) => {
    const schemas = applied(traced);
    const schema = search.match(schemas);
    const location = traced.given.schemas[0]?.location;
    if (schema && location !== undefined)
      found.push({ value, name, container, general: column.general, schema, location, schemas });
  };
  const { all, column } = containers();
  if (search.isPossible(start.given)) look(start, start.value, '', column);
  for (const container of all) {
    const { value, schemas, violations } = container;
    const lookAt = (name: string, child: Json, given: SchemaSet, own: TraceColumn) => {
      if (search.isPossible(given))
        look(
          { given, value: child, violations: violations?.children?.get(name) },
          child,
          name,
          own,
          container,
        );
    };
    if (Array.isArray(value)) {
      if (!search.hasItems(schemas)) continue;
      const items = itemsOf(container.column);
      for (const [index, item] of value.entries()) lookAt(String(index), item, schemas.item(index), items);
    } else {
      for (const name of search.names(schemas) ?? Object.keys(value))
        if (Object.hasOwn(value, name))
          lookAt(name, value[name] as Json, schemas.property(name), propertyOf(container.column, name));
    }
  }
  return found;
}

/** What a reader may find below schemas, whatever the value is. */
interface Search {
  /** The first wanted schema of a set. */
  match(set: SchemaSet): JsonObject | undefined;
  /** Whether a wanted schema applies to some value that is given a set. */
  isPossible(set: SchemaSet): boolean;
  /** The same of the value or of any inside of it. */
  isWithin(set: SchemaSet): boolean;
  /** The properties that may have a wanted schema; undefined: any. */
  names(set: SchemaSet): readonly string[] | undefined;
  hasItems(set: SchemaSet): boolean;
}

const searches = new WeakMap<Spec, Map<Wanted, Search>>();

/** What is found of a document's sets is remembered: all rows of all pages have the same few. */
function searchFor(spec: Spec, wanted: Wanted): Search {
  const ofSpec = searches.get(spec) ?? new Map<Wanted, Search>();
  searches.set(spec, ofSpec);
  const search = ofSpec.get(wanted) ?? createSearch(spec, wanted);
  ofSpec.set(wanted, search);
  return search;
}

function createSearch({ document, schemas: reader }: Spec, wanted: Wanted): Search {
  const sets = schemaSetsOf(document);
  const match = remembered((set: SchemaSet) =>
    set.schemas
      .filter(({ isReferred }) => !isReferred)
      .map(({ schema }) => reader.resolve(schema))
      .find(wanted),
  );
  const isPossible = remembered((set: SchemaSet) => match(sets.possible(set)) !== undefined);
  const names = remembered((set: SchemaSet) =>
    set.schemas.some(hasFurtherProperties)
      ? undefined
      : namesOf(set).filter((name) => isPossible(set.property(name))),
  );
  const hasItems = remembered((set: SchemaSet) => itemSetsOf(set).some(isPossible));
  const isWithin = remembered((set: SchemaSet) => {
    const seen = new Set<SchemaSet>();
    const visit = (given: SchemaSet): boolean => {
      if (seen.has(given) || given.schemas.length === 0) return false;
      seen.add(given);
      const all = sets.possible(given);
      if (match(all) !== undefined || all.schemas.some(hasFurtherProperties)) return true;
      return [...namesOf(all).map(all.property), ...itemSetsOf(all)].some(visit);
    };
    return visit(set);
  });
  return { match, isPossible, isWithin, names, hasItems };
}

function hasFurtherProperties({ schema }: LocatedSchema): boolean {
  return ['patternProperties', 'additionalProperties', 'unevaluatedProperties'].some((keyword) =>
    isObject(schema[keyword]),
  );
}

function remembered<T>(find: (set: SchemaSet) => T): (set: SchemaSet) => T {
  const known = new Map<SchemaSet, T>();
  return (set) => {
    if (known.has(set)) return known.get(set) as T;
    const found = find(set);
    known.set(set, found);
    return found;
  };
}
