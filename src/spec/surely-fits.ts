import type Ajv from 'ajv';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';
import { referredLocation } from './schemas-in-use.ts';
import { ALTERNATIVES, all, SURELY_TESTS, type Surely } from './surely-tests.ts';

type Formats = Ajv.default['formats'];

/** The names that an object may lack, by the schema that requires them. */
type ExemptNames = (schema: JsonObject) => ReadonlySet<string>;

/** A value with the schema that it is held against. Where both stand is only worked out for what fails. */
interface HeldValue {
  readonly schema: Json;
  readonly value: Json;
  /** What it is a part of, with the steps to it in the schema and in the value. */
  readonly from: HeldValue | undefined;
  readonly below: readonly (string | number)[];
  readonly name: string | number | undefined;
  /** Where a schema stands that stands within no other: at the start, or behind a reference. */
  readonly location: string | undefined;
}

/** The part of a value that fails, and what it fails by. */
interface FailedPart {
  readonly location: string;
  readonly value: Json;
  readonly pointer: string;
  /** The keyword as a schema of its own, where it says all by itself. */
  readonly alone: JsonObject | undefined;
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
  // What `if` chooses.
  'then',
  'else',
]);

/** What they say depends on nothing beside them. */
const ALONE = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
  ...['required', 'uniqueItems'],
]);

/**
 * Holds a value against a schema without compiling it, which takes milliseconds for each schema: examples come once, and
 * a large document has thousands. It knows the keywords that nearly all schemas are made of; where one stands that it
 * does not know, it does not tell. Of a value that fails it tells the part that does, with the schema of that part.
 */
export function createSurelyFits(
  document: Json,
  formats: Formats,
  exempt?: ExemptNames,
): (location: string, value: Json) => { readonly fits: Surely; readonly failed: FailedPart | undefined } {
  let failed: FailedPart | undefined;
  /** How many lists of alternatives are around: what fails in one need not fail the whole. */
  let alternatives = 0;

  function fits(held: HeldValue): Surely {
    const { schema } = held;
    if (!isObject(schema)) return schema === true;
    if (schema.$id !== undefined) return undefined;
    return all(keywordsOf(schema), (keyword) => {
      const isAlternative = ALTERNATIVES.includes(keyword);
      if (isAlternative) alternatives += 1;
      const found = test(keyword, schema, held);
      if (isAlternative) alternatives -= 1;
      if (found === false && alternatives === 0) failed ??= failedPart(keyword, schema, held);
      return found;
    });
  }

  function test(keyword: string, schema: JsonObject, held: HeldValue): Surely {
    const { value } = held;
    const word = schema[keyword] as Json;
    if (keyword === '$ref') return behind(schema, held);
    if (keyword === 'format') return isOfFormat(value, formats[String(word)]);
    if (keyword === 'required') return !isObject(value) || missing(schema, value).length === 0;
    if (SAYING_NOTHING.has(keyword) || keyword.startsWith('x-')) return true;
    if (!Object.hasOwn(SURELY_TESTS, keyword)) return undefined;
    return SURELY_TESTS[keyword]?.({
      word,
      value,
      schema,
      fits: (inner, below, part = value, name = undefined) =>
        fits({ schema: inner, value: part, from: held, below, name, location: undefined }),
    });
  }

  function behind(schema: JsonObject, { value, from, below, name }: HeldValue): Surely {
    const location = referredLocation(schema);
    const referred = location === undefined ? undefined : valueAt(document, location);
    return location === undefined || referred === undefined
      ? undefined
      : fits({ schema: referred, value, from, below, name, location });
  }

  function missing(schema: JsonObject, value: JsonObject): string[] {
    const names = (schema.required as string[]).filter((name) => !Object.hasOwn(value, name));
    const free = exempt && names.length > 0 ? exempt(schema) : undefined;
    return free ? names.filter((name) => !free.has(name)) : names;
  }

  function failedPart(keyword: string, schema: JsonObject, held: HeldValue): FailedPart {
    const { value } = held;
    // The first is all that is told, and many values lack the same one.
    const word =
      keyword === 'required' ? missing(schema, value as JsonObject).slice(0, 1) : (schema[keyword] as Json);
    return {
      location: locationOf(held),
      value,
      pointer: pointerOf(held),
      alone: ALONE.has(keyword) ? { [keyword]: word } : undefined,
    };
  }

  return (location, value) => {
    failed = undefined;
    const schema = valueAt(document, location) ?? null;
    return {
      fits: fits({ schema, value, from: undefined, below: [], name: undefined, location }),
      failed,
    };
  };
}

/** The type first, as Ajv tells it. */
function keywordsOf(schema: JsonObject): readonly string[] {
  const keywords = Object.keys(schema);
  return schema.type === undefined || keywords[0] === 'type' ? keywords : ['type', ...keywords];
}

function locationOf({ location, from, below }: HeldValue): string {
  return location ?? (from ? locationOf(from) : '') + toPointer(below);
}

function pointerOf({ from, name }: HeldValue): string {
  return from ? pointerOf(from) + (name === undefined ? '' : toPointer([name])) : '';
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
