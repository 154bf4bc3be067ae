import type { JsonObject } from '../json.ts';
import { normalName } from './normal-name.ts';
import type { SchemaPlaces } from './schema-places.ts';

/** One field of a row, as its schema declares it. */
export interface RowField {
  readonly label: string;
  readonly name: string;
  /** Where it is declared. */
  readonly pointer: string;
  readonly schema: JsonObject;
  /** Without null. */
  readonly types: readonly string[];
}

/** The fields of the rows of a schema. */
export function rowFields(places: SchemaPlaces, pointer: string): RowField[] {
  return [...places.properties(pointer)].map(([label, at]) => {
    const schema = places.schemas.merged(places.raw(at));
    const types = places.schemas.types(schema).filter((type) => type !== 'null');
    return { label, name: normalName(label), pointer: at, schema, types };
  });
}

/** The field by which a row is known; undefined where none is plainly it. */
export function idField(fields: readonly RowField[], collection: string): RowField | undefined {
  const one = singular(normalName(collection));
  const names = ['id', 'uuid', 'guid', 'uid', `${one}id`, `${one}uuid`];
  return names
    .map((name) => fields.find((field) => field.name === name))
    .find((field) => field !== undefined);
}

/** `categories` → `category`, `users` → `user`. */
export function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/(?<=s|x|ch|sh)es$|s$/, '');
}
