import type Ajv from 'ajv';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import { isOfType } from './of-type.ts';
import { compilePattern } from './pattern.ts';
import { referredLocation } from './schemas-in-use.ts';

type Formats = Ajv.default['formats'];

/** What is surely so; undefined where only a compiled schema can tell. */
export type Surely = boolean | undefined;

/** A value with the schema that it is held against, and where both stand. */
interface HeldValue {
  readonly schema: Json;
  readonly location: string;
  readonly value: Json;
  readonly pointer: string;
}

interface Tested {
  /** The value of the keyword. */
  readonly word: Json;
  readonly value: Json;
  readonly schema: JsonObject;
  /** Holds the same value, or a part of it, against a schema within the keyword. */
  readonly fits: (
    schema: Json,
    below?: readonly (string | number)[],
    part?: Json,
    name?: string | number,
  ) => Surely;
}

/** Keywords that ask nothing of a value. */
const SAYING_NOTHING = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'externalDocs',
  'xml',
  'discriminator',
  '$comment',
  'contentMediaType',
  'contentEncoding',
]);

const TESTS: Readonly<Record<string, (tested: Tested) => Surely>> = {
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
  required: ({ word, value }) =>
    !isObject(value) || (word as string[]).every((name) => Object.hasOwn(value, name)),
  properties: ({ word, value, fits }) =>
    !isObject(value) ||
    all(
      Object.keys(value).filter((name) => Object.hasOwn(word as JsonObject, name)),
      (name) => fits(member(word, name) as Json, [name], value[name], name),
    ),
  additionalProperties({ word, value, schema, fits }) {
    if (!isObject(value)) return true;
    if (schema.patternProperties !== undefined) return undefined;
    const others = Object.keys(value).filter((name) => member(schema.properties, name) === undefined);
    return all(others, (name) => fits(word, [], value[name], name));
  },
  items: ({ word, value, schema, fits }) =>
    !Array.isArray(value) ||
    (schema.prefixItems === undefined
      ? all([...value.keys()], (index) => fits(word, [], value[index], index))
      : undefined),
  uniqueItems: ({ word, value }) =>
    word === true && Array.isArray(value) && value.length > 1 ? undefined : true,
  allOf: ({ word, fits }) =>
    all([...(word as Json[]).keys()], (index) => fits((word as Json[])[index] as Json, [index])),
  anyOf({ word, fits }) {
    const found = (word as Json[]).map((part, index) => fits(part, [index]));
    return found.includes(true) || (found.includes(undefined) ? undefined : false);
  },
  oneOf({ word, fits }) {
    const found = (word as Json[]).map((part, index) => fits(part, [index]));
    return found.includes(undefined) ? undefined : found.filter((one) => one).length === 1;
  },
};

/**
 * Holds a value against a schema without compiling it, which takes milliseconds for each schema: examples come once, and
 * a large document has thousands. It knows the keywords that nearly all schemas are made of; where one stands that it
 * does not know, it does not tell. Of a value that fails it tells the part that does, with the schema of that part.
 */
export function createSurelyFits(
  document: Json,
  formats: Formats,
  isOneWay = false,
): (location: string, value: Json) => { readonly fits: Surely; readonly failed: HeldValue | undefined } {
  let failed: HeldValue | undefined;
  /** How many lists of alternatives are around: what fails in one need not fail the whole. */
  let alternatives = 0;

  function fits(held: HeldValue): Surely {
    const { schema, location, value, pointer } = held;
    if (!isObject(schema)) return schema === true;
    if (schema.$id !== undefined) return undefined;
    return all(Object.keys(schema), (keyword) => {
      const word = schema[keyword] as Json;
      const isAlternative = keyword === 'anyOf' || keyword === 'oneOf';
      if (isAlternative) alternatives += 1;
      const found = test(keyword, word, held, (inner, below = [], part = value, name) =>
        fits({
          schema: inner,
          location: location + toPointer([keyword, ...below]),
          value: part,
          pointer: name === undefined ? pointer : pointer + toPointer([name]),
        }),
      );
      if (isAlternative) alternatives -= 1;
      // A name that goes the other way is not required, which the compiler knows.
      if (found === false && keyword === 'required' && isOneWay) return undefined;
      if (found === false && alternatives === 0) failed ??= held;
      return found;
    });
  }

  function test(keyword: string, word: Json, held: HeldValue, inside: Tested['fits']): Surely {
    const { value } = held;
    const schema = held.schema as JsonObject;
    if (keyword === '$ref') return behind(held);
    if (keyword === 'format') return isOfFormat(value, formats[String(word)]);
    if (SAYING_NOTHING.has(keyword) || keyword.startsWith('x-')) return true;
    return Object.hasOwn(TESTS, keyword)
      ? TESTS[keyword]?.({ word, value, schema, fits: inside })
      : undefined;
  }

  function behind(held: HeldValue): Surely {
    const location = referredLocation(held.schema as JsonObject);
    const schema = location === undefined ? undefined : valueAt(document, location);
    return location === undefined || schema === undefined ? undefined : fits({ ...held, schema, location });
  }

  return (location, value) => {
    failed = undefined;
    return {
      fits: fits({ schema: valueAt(document, location) ?? null, location, value, pointer: '' }),
      failed,
    };
  };
}

/** False where one surely fails, true where all surely hold. */
function all<T>(items: readonly T[], test: (item: T) => Surely): Surely {
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
  const isCompound = (one: Json) => typeof one === 'object' && one !== null;
  return isCompound(value) && list.some(isCompound) ? undefined : false;
}

function isOfFormat(value: Json, format: Formats[string]): Surely {
  if (format === undefined || format === true) return true;
  if (typeof format === 'function' || format instanceof RegExp)
    return isOfFormat(value, { validate: format });
  const { type = 'string', validate } = format;
  if (typeof value !== type) return true;
  if (validate instanceof RegExp) return validate.test(String(value));
  return typeof validate === 'function' && !format.async
    ? (validate as (value: Json) => boolean)(value)
    : undefined;
}
