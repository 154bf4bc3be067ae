import type { Json } from './json.ts';
import { toPointer } from './json-pointer.ts';
import type { SchemaSet } from './schema-set.ts';
import type { Applied, TracedValue } from './trace-branches.ts';

/** An object or a list, with the schemas that apply to it. */
export interface TracedContainer extends TracedValue {
  readonly value: Json;
  readonly schemas: SchemaSet;
  readonly parent: TracedContainer | undefined;
  /** Its name in the container that it stands in. */
  readonly name: string;
  /** JSON pointer with a star for each index: `/data/*`. */
  readonly general: string;
}

/** A property that no schema knows, where none forbids it. */
interface UnknownField {
  readonly path: readonly string[];
  readonly value: Json;
  /** Where the schema stands that would have the property. */
  readonly location: string;
}

/** The objects and lists of a value that some schema describes, each before those inside of it. */
export function containersOf(
  start: TracedValue & { readonly value: Json },
  applied: Applied,
): TracedContainer[] {
  const found: TracedContainer[] = [];
  const visit = (
    value: Json,
    { given, violations }: Omit<TracedValue, 'value'>,
    where: Pick<TracedContainer, 'parent' | 'name' | 'general'>,
  ) => {
    if (typeof value !== 'object' || value === null || given.schemas.length === 0) return;
    const schemas = applied({ given, value, violations });
    const container: TracedContainer = { ...where, value, given, violations, schemas };
    found.push(container);
    const isList = Array.isArray(value);
    const ofItem = `${where.general}/*`;
    for (const name of Object.keys(value)) {
      const child = (value as Record<string, Json>)[name] as Json;
      if (typeof child !== 'object' || child === null) continue;
      visit(
        child,
        {
          given: isList ? schemas.item(Number(name)) : schemas.property(name),
          violations: violations?.children.get(name),
        },
        { parent: container, name, general: isList ? ofItem : where.general + toPointer([name]) },
      );
    }
  };
  visit(start.value, start, { parent: undefined, name: '', general: '' });
  return found;
}

/** The path of a container in the whole. */
export function pathOf(container: TracedContainer): string[] {
  const path: string[] = [];
  for (let at = container; at.parent; at = at.parent) path.push(at.name);
  return path.reverse();
}

/**
 * The strict reading of a schema: as if `unevaluatedProperties: false` stood in every object of it, at every
 * depth. Written in for a validator it would make alternatives fail that fit, and then all of their properties
 * would be unknown; so it is read from the schemas that really apply.
 */
export function unknownFieldsOf(containers: readonly TracedContainer[]): UnknownField[] {
  return containers.flatMap((container) => {
    const { value, schemas } = container;
    const { owner } = schemas;
    if (!owner || Array.isArray(value)) return [];
    return Object.entries(value as Record<string, Json>)
      .filter(([name]) => schemas.property(name).schemas.length === 0)
      .map(([name, child]) => ({
        path: [...pathOf(container), name],
        value: child,
        location: owner.location,
      }));
  });
}

/** General pointers of the properties that a value has and some schema knows. */
export function propertiesOf(containers: readonly TracedContainer[]): string[] {
  const byContainer = new Map<string, Set<string>>();
  for (const { value, schemas, general } of containers) {
    if (Array.isArray(value)) continue;
    const names = byContainer.get(general) ?? new Set();
    byContainer.set(general, names);
    for (const name of Object.keys(value as object))
      if (!names.has(name) && schemas.property(name).schemas.length > 0) names.add(name);
  }
  return [...byContainer].flatMap(([general, names]) =>
    [...names].map((name) => general + toPointer([name])),
  );
}
