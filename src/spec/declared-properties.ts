import { isObject, type JsonObject } from './json.ts';
import { fromReference, toPointer, valueAt } from './json-pointer.ts';

/** What a schema says of an object's properties, through references and the parts of `allOf`. */
interface DeclaredProperties {
  /** By name, in order: the location of each property's schema. */
  readonly properties: ReadonlyMap<string, string>;
  /** The names that must be there, each with the location of the schema that says so. */
  readonly required: ReadonlyMap<string, string>;
  /** The locations of all schemas that were read for it. */
  readonly read: ReadonlySet<string>;
}

/** Reads the properties that the schema at a location declares; where one is declared twice, the last counts. */
export function declaredProperties(document: JsonObject, pointer: string): DeclaredProperties {
  const properties = new Map<string, string>();
  const required = new Map<string, string>();
  const read = new Set<string>();
  const visit = (at: string) => {
    const schema = valueAt(document, at);
    if (!isObject(schema) || read.has(at)) return;
    read.add(at);
    if (typeof schema.$ref === 'string') visit(fromReference(schema.$ref));
    if (Array.isArray(schema.allOf)) for (const index of schema.allOf.keys()) visit(`${at}/allOf/${index}`);
    if (isObject(schema.properties))
      for (const name of Object.keys(schema.properties))
        properties.set(name, at + toPointer(['properties', name]));
    if (Array.isArray(schema.required)) for (const name of schema.required) required.set(String(name), at);
  };
  visit(pointer);
  return { properties, required, read };
}
