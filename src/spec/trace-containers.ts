import type { Json, JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { SchemaSet } from './schema-set.ts';
import type { Applied, TracedValue } from './trace-branches.ts';
import type { ViolationTree } from './violation-tree.ts';

/** An object or a list, with the schemas that apply to it. */
export interface TracedContainer extends TracedValue {
  readonly value: Json[] | JsonObject;
  readonly schemas: SchemaSet;
  readonly parent: TracedContainer | undefined;
  /** Its name in the container that it stands in. */
  readonly name: string;
  readonly column: TraceColumn;
}

/** All values that stand in the same property of all items of lists. */
export interface TraceColumn {
  /** JSON pointer with a star for each index: `/data/*`. */
  readonly general: string;
  readonly properties: Map<string, TraceColumn>;
  items: TraceColumn | undefined;
}

/** A property that no schema knows, where none forbids it. */
interface UnknownField {
  readonly path: readonly string[];
  readonly value: Json;
  /** Where the schema stands that would have the property. */
  readonly location: string;
}

export interface TracedContainers {
  /** The objects and lists that some schema describes, each before those inside of it. */
  readonly all: readonly TracedContainer[];
  readonly unknownFields: readonly UnknownField[];
  /** Of the whole, with all that some schema knows. */
  readonly column: TraceColumn;
}

/**
 * Walks through a value. What is unknown is so by the strict reading of a schema, as if `unevaluatedProperties: false`
 * stood in every object of it, at every depth: written in for a validator it would make alternatives fail that fit,
 * and then all of their properties would be unknown.
 */
export function toContainers(
  start: TracedValue & { readonly value: Json },
  applied: Applied,
): TracedContainers {
  const all: TracedContainer[] = [];
  const unknownFields: UnknownField[] = [];
  const root = createColumn('');

  // A page has thousands of values: nothing is made here for a value that is neither object nor list.
  const visit = (
    value: Json[] | JsonObject,
    given: SchemaSet,
    violations: ViolationTree | undefined,
    parent: TracedContainer | undefined,
    name: string,
    column: TraceColumn,
  ) => {
    const schemas = applied({ given, value, violations });
    const container = { value, given, violations, schemas, parent, name, column };
    all.push(container);
    if (Array.isArray(value)) {
      const items = itemsOf(column);
      for (let index = 0; index < value.length; index += 1) {
        const item = value[index] as Json;
        if (typeof item !== 'object' || item === null) continue;
        const inside = schemas.item(index);
        if (inside.schemas.length > 0)
          visit(item, inside, violations?.children?.get(String(index)), container, String(index), items);
      }
      return;
    }
    for (const key of Object.keys(value)) {
      const child = value[key] as Json;
      const inside = schemas.property(key);
      if (inside.schemas.length === 0) {
        const location = schemas.owner?.location;
        if (location !== undefined)
          unknownFields.push({ path: [...pathOf(container), key], value: child, location });
        continue;
      }
      const own = propertyOf(column, key);
      if (typeof child === 'object' && child !== null)
        visit(child, inside, violations?.children?.get(key), container, key, own);
    }
  };
  const { value, given, violations } = start;
  if (typeof value === 'object' && value !== null && given.schemas.length > 0)
    visit(value, given, violations, undefined, '', root);
  return { all, unknownFields, column: root };
}

/** The path of a container in the whole. */
export function pathOf(container: TracedContainer): string[] {
  const path: string[] = [];
  for (let at = container; at.parent; at = at.parent) path.push(at.name);
  return path.reverse();
}

/** The general pointers of all properties of a column. */
export function propertiesOf({ properties, items }: TraceColumn): string[] {
  const own = [...properties.values()].flatMap((one) => [one.general, ...propertiesOf(one)]);
  return items ? [...own, ...propertiesOf(items)] : own;
}

export function propertyOf(column: TraceColumn, name: string): TraceColumn {
  let own = column.properties.get(name);
  if (!own) {
    own = createColumn(column.general + toPointer([name]));
    column.properties.set(name, own);
  }
  return own;
}

export function itemsOf(column: TraceColumn): TraceColumn {
  column.items ??= createColumn(`${column.general}/*`);
  return column.items;
}

function createColumn(general: string): TraceColumn {
  return { general, properties: new Map(), items: undefined };
}
