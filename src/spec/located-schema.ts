import { isObject, type Json, type JsonObject, member } from './json.ts';
import { fromReference, toPointer, valueAt } from './json-pointer.ts';
import { compilePattern } from './pattern.ts';

/** A schema with the JSON pointer to where it stands in the document. */
export interface LocatedSchema {
  readonly location: string;
  readonly schema: JsonObject;
  /** It was reached through a `$ref`: keywords beside the `$ref` are of more weight. */
  readonly isReferred?: boolean;
}

/** `false` as a schema: nothing fits it. */
export const FALSE: JsonObject = { not: {} };
const TRUE: JsonObject = {};

/** The schema at a location of the document; an empty list where there is none. */
export function schemaAt(document: Json, location: string): LocatedSchema[] {
  return located(location, valueAt(document, location));
}

/** The schemas at a keyword: one, or each of a list. */
export function schemasBelow({ location, schema }: LocatedSchema, keyword: string): LocatedSchema[] {
  const value = schema[keyword];
  const at = `${location}/${keyword}`;
  if (Array.isArray(value)) return value.flatMap((one, index) => located(`${at}/${index}`, one));
  return located(at, value);
}

/** The schemas at a keyword that gives each a name. */
export function schemasByName({ location, schema }: LocatedSchema, keyword: string): LocatedSchema[] {
  const named = schema[keyword];
  return Object.entries(isObject(named) ? named : {}).flatMap(([name, one]) =>
    located(`${location}/${keyword}${toPointer([name])}`, one),
  );
}

/** The schema behind a `$ref`. */
export function referredBy(document: Json, { schema }: LocatedSchema): LocatedSchema[] {
  if (typeof schema.$ref !== 'string') return [];
  return schemaAt(document, fromReference(schema.$ref)).map((one) => ({ ...one, isReferred: true }));
}

/** The schemas that one schema gives to a property: by its name, by patterns, else those of further properties. */
export function schemasOfProperty(owner: LocatedSchema, name: string): LocatedSchema[] {
  const { location, schema } = owner;
  const patterns = Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {});
  const keys = [
    ['properties', name],
    ...patterns
      .filter((pattern) => compilePattern(pattern).test(name))
      .map((pattern) => ['patternProperties', pattern]),
  ] as [string, string][];
  const own = keys.flatMap(([keyword, key]) =>
    located(`${location}/${keyword}${toPointer([key])}`, member(schema[keyword], key)),
  );
  return own.length > 0 || schema.additionalProperties === false
    ? own
    : schemasBelow(owner, 'additionalProperties');
}

/** The schemas that one schema gives to an item of a list. */
export function schemasOfItem(owner: LocatedSchema, index: number): LocatedSchema[] {
  const first = schemasBelow(owner, 'prefixItems');
  if (index < first.length) return first.slice(index, index + 1);
  return owner.schema.items === false ? [] : schemasBelow(owner, 'items');
}

function located(location: string, value: Json | undefined): LocatedSchema[] {
  if (typeof value === 'boolean') return [{ location, schema: value ? TRUE : FALSE }];
  return isObject(value) ? [{ location, schema: value }] : [];
}
