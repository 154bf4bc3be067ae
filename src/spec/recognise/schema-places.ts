import { isObject, type Json, type JsonObject } from '../json.ts';
import { fromReference, toPointer, valueAt } from '../json-pointer.ts';
import type { SchemaReader } from '../schema.ts';

/** Something of a document, and where it really stands. */
export interface SettledPlace {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** Finds out where the parts of a schema stand, so that something can be said of them there. */
export interface SchemaPlaces {
  readonly schemas: SchemaReader;
  /** What is at a pointer, as it stands there. */
  raw(pointer: string): Json | undefined;
  /** What is at a pointer, all references followed; undefined when there is no object. */
  settle(pointer: string): SettledPlace | undefined;
  /** Where each property is declared, in the schema itself or in a part of its `allOf`; references of the property are not followed. */
  properties(pointer: string): Map<string, string>;
  /** The schema at a pointer with the parts of its `allOf`, in the same order. */
  parts(pointer: string): SettledPlace[];
}

const MOST_STEPS = 50;

export function createSchemaPlaces(document: JsonObject, schemas: SchemaReader): SchemaPlaces {
  function settle(pointer: string): SettledPlace | undefined {
    let at = pointer;
    let value = valueAt(document, at);
    for (let step = 0; step < MOST_STEPS && isObject(value) && typeof value.$ref === 'string'; step += 1) {
      at = fromReference(value.$ref);
      value = valueAt(document, at);
    }
    return isObject(value) ? { value, pointer: at } : undefined;
  }

  function parts(pointer: string, depth = 0): SettledPlace[] {
    const here = settle(pointer);
    if (!here || depth > MOST_STEPS) return [];
    const { allOf } = here.value;
    const below = (Array.isArray(allOf) ? allOf : []).flatMap((_, index) =>
      parts(`${here.pointer}/allOf/${index}`, depth + 1),
    );
    return [...below, here];
  }

  function properties(pointer: string): Map<string, string> {
    const found = new Map<string, string>();
    for (const { value, pointer: at } of parts(pointer))
      for (const name of Object.keys(Object(value.properties)))
        found.set(name, at + toPointer(['properties', name]));
    return found;
  }

  return {
    schemas,
    raw: (pointer) => valueAt(document, pointer),
    settle,
    properties,
    parts: (pointer) => parts(pointer),
  };
}
