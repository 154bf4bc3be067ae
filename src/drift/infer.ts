import { isObject, type Json, type JsonObject } from '../spec/json.ts';

/** Objects with more keys than this are maps: their keys are data, not names. */
const MOST_NAMES = 40;
const MOST_DEPTH = 12;

/** A narrow schema that all values fit. */
export function inferSchema(values: readonly Json[], depth = 0): JsonObject {
  if (depth > MOST_DEPTH) return {};
  const types = typesOf(values);
  const [only, ...more] = types;
  const objects = values.filter(isObject);
  const items = values.filter((value) => Array.isArray(value)).flat();
  return {
    ...(only !== undefined && { type: more.length === 0 ? only : types }),
    ...(objects.some((one) => Object.keys(one).length > 0) && inferObject(objects, depth)),
    ...(items.length > 0 && { items: inferSchema(items, depth + 1) }),
  };
}

/** The JSON types of the values, `null` last. With fractions among them, integers count as numbers. */
export function typesOf(values: readonly Json[]): string[] {
  const found = new Set(values.map(typeOf));
  if (found.has('number')) found.delete('integer');
  return [...found].sort((a, b) => Number(a === 'null') - Number(b === 'null'));
}

/** Whether a property of this name survives being written to a file: `__proto__` and unpaired surrogates do not. */
export function isWritableName(name: string): boolean {
  return name !== '__proto__' && !/\p{Cs}/u.test(name);
}

function inferObject(objects: readonly JsonObject[], depth: number): JsonObject {
  const byName = new Map<string, Json[]>();
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) {
      if (!isWritableName(name)) continue;
      const known = byName.get(name);
      if (known) known.push(value);
      else byName.set(name, [value]);
    }
  }
  if (byName.size > MOST_NAMES)
    return { additionalProperties: inferSchema([...byName.values()].flat(), depth + 1) };
  const properties = [...byName].map(([name, values]) => [name, inferSchema(values, depth + 1)] as const);
  return { properties: Object.fromEntries(properties) };
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
