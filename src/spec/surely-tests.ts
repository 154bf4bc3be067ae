import { isObject, type Json, type JsonObject, member } from './json.ts';
import { isOfType } from './of-type.ts';
import { compilePattern } from './pattern.ts';
import { equalPair, textOfValue } from './unique-items.ts';

/** What is surely so; undefined where only a compiled schema can tell. */
export type Surely = boolean | undefined;

interface Tested {
  /** The value of the keyword. */
  readonly word: Json;
  readonly value: Json;
  readonly schema: JsonObject;
  /** Holds the same value, or a part of it, against a schema within this one, at these steps. */
  readonly fits: (
    schema: Json,
    below: readonly (string | number)[],
    part?: Json,
    name?: string | number,
  ) => Surely;
}

/** The keywords that nearly all schemas are made of, each with its test. */
export const SURELY_TESTS: Readonly<Record<string, (tested: Tested) => Surely>> = {
  type: ({ word, value }) => [word].flat().some((type) => isOfType(value, String(type))),
  enum: ({ word, value }) => isAmong(value, word),
  const: ({ word, value }) => isAmong(value, [word]),
  minLength: ({ word, value }) => typeof value !== 'string' || [...value].length >= Number(word),
  maxLength: ({ word, value }) => typeof value !== 'string' || [...value].length <= Number(word),
  pattern: ({ word, value }) => typeof value !== 'string' || compilePattern(String(word)).test(value),
  minimum: ({ word, value }) => typeof value !== 'number' || value >= Number(word),
  maximum: ({ word, value }) => typeof value !== 'number' || value <= Number(word),
  exclusiveMinimum: ({ word, value }) => typeof value !== 'number' || value > Number(word),
  exclusiveMaximum: ({ word, value }) => typeof value !== 'number' || value < Number(word),
  minItems: ({ word, value }) => !Array.isArray(value) || value.length >= Number(word),
  maxItems: ({ word, value }) => !Array.isArray(value) || value.length <= Number(word),
  minProperties: ({ word, value }) => !isObject(value) || Object.keys(value).length >= Number(word),
  maxProperties: ({ word, value }) => !isObject(value) || Object.keys(value).length <= Number(word),
  properties: ({ word, value, fits }) =>
    !isObject(value) ||
    all(Object.keys(value), (name) => {
      const schema = member(word, name);
      return schema === undefined || fits(schema, ['properties', name], value[name], name);
    }),
  patternProperties: ({ word, value, fits }) =>
    !isObject(value) ||
    all(Object.entries(word as JsonObject), ([pattern, schema]) => {
      const named = compilePattern(pattern);
      return all(
        Object.keys(value).filter((name) => named.test(name)),
        (name) => fits(schema, ['patternProperties', pattern], value[name], name),
      );
    }),
  additionalProperties({ word, value, schema, fits }) {
    if (!isObject(value)) return true;
    const patterns = Object.keys(Object(schema.patternProperties)).map(compilePattern);
    const others = Object.keys(value).filter(
      (name) => member(schema.properties, name) === undefined && !patterns.some((one) => one.test(name)),
    );
    return all(others, (name) => fits(word, ['additionalProperties'], value[name], name));
  },
  prefixItems: ({ word, value, fits }) =>
    !Array.isArray(value) ||
    all([...value.keys()].slice(0, (word as Json[]).length), (index) =>
      fits((word as Json[])[index] as Json, ['prefixItems', index], value[index], index),
    ),
  items({ word, value, schema, fits }) {
    if (!Array.isArray(value)) return true;
    const first = Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0;
    return all([...value.keys()].slice(first), (index) => fits(word, ['items'], value[index], index));
  },
  uniqueItems: ({ word, value }) => word !== true || !Array.isArray(value) || !equalPair(value),
  allOf: ({ word, fits }) =>
    all([...(word as Json[]).keys()], (index) => fits((word as Json[])[index] as Json, ['allOf', index])),
  anyOf({ word, fits }) {
    const found = (word as Json[]).map((part, index) => fits(part, ['anyOf', index]));
    return found.includes(true) || (found.includes(undefined) ? undefined : false);
  },
  oneOf({ word, fits }) {
    const found = (word as Json[]).map((part, index) => fits(part, ['oneOf', index]));
    const fitting = found.filter((one) => one).length;
    if (fitting > 1) return false;
    return found.includes(undefined) ? undefined : fitting === 1;
  },
  not({ word, fits }) {
    const found = fits(word, ['not']);
    return found === undefined ? undefined : !found;
  },
  if({ word, schema, fits }) {
    const found = fits(word, ['if']);
    if (found === undefined) return undefined;
    const chosen = found ? 'then' : 'else';
    return schema[chosen] === undefined || fits(schema[chosen], [chosen]);
  },
};

/** Keywords whose schemas may fail without the whole failing. */
export const ALTERNATIVES: readonly string[] = ['anyOf', 'oneOf', 'not', 'if'];

/** False where one surely fails, true where all surely hold. */
export function all<T>(items: readonly T[], test: (item: T) => Surely): Surely {
  let result: Surely = true;
  for (const item of items) {
    const found = test(item);
    if (found === false) return false;
    if (found === undefined) result = undefined;
  }
  return result;
}

function isAmong(value: Json, word: Json): Surely {
  const list = word as Json[];
  if (list.includes(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const text = textOfValue(value);
  return list.some((one) => typeof one === 'object' && textOfValue(one) === text);
}
