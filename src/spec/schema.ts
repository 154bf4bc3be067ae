import { isObject, type Json, type JsonObject, member } from './json.ts';
import { fromReference, valueAt } from './json-pointer.ts';
import { withoutWriteOnly } from './write-only.ts';

/** Reads the schemas of one document: follows references and looks through the ways a schema is composed. */
export interface SchemaReader {
  /** The schema itself when it is a `$ref`, with the keywords beside the `$ref` on top. */
  resolve(schema: unknown): JsonObject;
  /** The schema resolved, with the keywords of its `allOf` parts merged into it; its own keywords win. */
  merged(schema: unknown): JsonObject;
  /** All properties of a schema in order, those of its `allOf` parts included. */
  properties(schema: unknown): Map<string, JsonObject>;
  /** The names that an object must have, by the schema itself and by the parts of its `allOf`. */
  required(schema: unknown): Set<string>;
  /** The schema of the value at a path of property names; of several branches the first that has it. */
  at(schema: unknown, path: readonly string[]): JsonObject | undefined;
  /** The JSON types a schema allows; empty when it does not say. */
  types(schema: unknown): string[];
  /** A value of an answer, without the properties that only requests carry. */
  answered(schema: Json, value: Json): Json;
}

export function createSchemaReader(document: Json): SchemaReader {
  function resolve(schema: unknown): JsonObject {
    let found = isObject(schema) ? schema : {};
    for (let depth = 0; depth < 50 && typeof found.$ref === 'string'; depth += 1) {
      const { $ref, ...beside } = found;
      const target = valueAt(document, fromReference($ref as string));
      found = { ...(isObject(target) ? target : {}), ...beside };
    }
    return found;
  }

  function merged(schema: unknown): JsonObject {
    const resolved = resolve(schema);
    if (resolved.allOf === undefined) return resolved;
    const parts = listOf(resolved.allOf).map(merged).reduce<JsonObject>(over, {});
    const { properties: _, required: __, ...ofValue } = parts;
    return over(ofValue, resolved);
  }

  function required(schema: unknown): Set<string> {
    const resolved = resolve(schema);
    return new Set([
      ...listOf(resolved.required).map(String),
      ...listOf(resolved.allOf).flatMap((part) => [...required(part)]),
    ]);
  }

  function properties(schema: unknown): Map<string, JsonObject> {
    const resolved = resolve(schema);
    const found = new Map<string, JsonObject>();
    for (const part of listOf(resolved.allOf)) {
      for (const [name, value] of properties(part)) found.set(name, value);
    }
    if (isObject(resolved.properties)) {
      for (const [name, value] of Object.entries(resolved.properties)) found.set(name, resolve(value));
    }
    return found;
  }

  function at(schema: unknown, path: readonly string[]): JsonObject | undefined {
    const [name, ...rest] = path;
    const resolved = resolve(schema);
    if (name === undefined) return resolved;
    const own = properties(resolved).get(name);
    const found = own && at(own, rest);
    if (found) return found;
    if (/^\d+$/.test(name) && resolved.items !== undefined) return at(resolved.items, rest);
    for (const branch of branchesOf(resolved)) {
      const below = at(branch, path);
      if (below) return below;
    }
    return undefined;
  }

  function types(schema: unknown): string[] {
    const resolved = resolve(schema);
    if (typeof resolved.type === 'string') return [resolved.type];
    if (Array.isArray(resolved.type)) return resolved.type.map(String);
    if (resolved.const !== undefined) return [typeOf(resolved.const)];
    if (Array.isArray(resolved.enum)) return [...new Set(resolved.enum.map(typeOf))];
    const parts = [...branchesOf(resolved), ...listOf(resolved.allOf)];
    return [...new Set(parts.flatMap((part) => types(part)))];
  }

  const answered = (schema: Json, value: Json) =>
    isObject(document) ? withoutWriteOnly(document, schema, value) : value;

  return { resolve, merged, properties, required, at, types, answered };
}

/** The alternatives of a schema: `oneOf`, then `anyOf`. */
export function branchesOf(schema: JsonObject): Json[] {
  return [...listOf(schema.oneOf), ...listOf(schema.anyOf)];
}

/** The first of a schema's own examples: JSON Schema's `examples`, or OpenAPI 3.0's `example`. */
export function firstExample(schema: JsonObject): Json | undefined {
  return listOf(schema.examples)[0] ?? schema.example;
}

/** All of a schema's own examples. */
export function examplesOf(schema: JsonObject): Json[] {
  return [...listOf(schema.examples), ...(schema.example === undefined ? [] : [schema.example])];
}

/** What a schema, a parameter or a header says under `x-confab`. */
export function hintsOf(schema: unknown): JsonObject {
  const hints = member(schema, 'x-confab');
  return isObject(hints) ? hints : {};
}

/** Merges two schemas: the second one's keywords win, and so do the single words of its `x-confab`. */
function over(below: JsonObject, above: JsonObject): JsonObject {
  const hints = { ...hintsOf(below), ...hintsOf(above) };
  return { ...below, ...above, ...(Object.keys(hints).length > 0 && { 'x-confab': hints }) };
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
