import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { LocatedSchema } from './located-schema.ts';
import { namesOf, type SchemaSet, schemaSetsOf } from './schema-set.ts';
import type { Spec } from './spec.ts';
import type { Applied, TracedValue } from './trace-branches.ts';
import { pathOf, type TracedContainer } from './trace-containers.ts';

/** Tells by a schema, its references followed, whether a reader looks for it. Always the same function. */
type Wanted = (schema: JsonObject) => boolean;

/** A value to which a schema applies that a reader looks for. */
export interface DescribedValue {
  readonly path: readonly string[];
  /** JSON pointer with a star for each index. */
  readonly general: string;
  readonly value: Json;
  /** The schema that was looked for, with the keywords beside a `$ref` on top. */
  readonly schema: JsonObject;
  /** Where the schema of the value stands, before references are followed. */
  readonly location: string;
  /** All schemas that apply to the value. */
  readonly schemas: SchemaSet;
  /** The object or list that the value stands in. */
  readonly container: TracedContainer | undefined;
}

/** The values of a trace to which a wanted schema applies. */
export function describedValues(
  spec: Spec,
  wanted: Wanted,
  start: TracedValue & { readonly value: Json },
  containers: readonly TracedContainer[],
  applied: Applied,
): DescribedValue[] {
  const search = searchFor(spec, wanted);
  const found: DescribedValue[] = [];
  const look = (traced: TracedValue & { readonly value: Json }, container?: TracedContainer, name = '') => {
    if (!search.isPossible(traced.given)) return;
    const schemas = applied(traced);
    const schema = search.match(schemas);
    if (!schema) return;
    const isItem = container !== undefined && Array.isArray(container.value);
    found.push({
      path: container ? [...pathOf(container), name] : [],
      general: container ? container.general + (isItem ? '/*' : toPointer([name])) : '',
      value: traced.value,
      schema,
      location: traced.given.schemas[0]?.location ?? '',
      schemas,
      container,
    });
  };
  look(start);
  for (const container of containers) {
    const { value, schemas, violations } = container;
    const lookAt = (name: string, child: Json, given: SchemaSet) =>
      look({ given, value: child, violations: violations?.children.get(name) }, container, name);
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) lookAt(String(index), item, schemas.item(index));
    } else if (isObject(value)) {
      for (const name of search.names(schemas) ?? Object.keys(value))
        if (Object.hasOwn(value, name)) lookAt(name, value[name] as Json, schemas.property(name));
    }
  }
  return found;
}

interface Search {
  /** The first wanted schema of a set. */
  match(set: SchemaSet): JsonObject | undefined;
  /** Whether a wanted schema applies to some value that is given a set. */
  isPossible(set: SchemaSet): boolean;
  /** The properties that may have a wanted schema; undefined: any. */
  names(set: SchemaSet): readonly string[] | undefined;
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
  return { match, isPossible, names };
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
