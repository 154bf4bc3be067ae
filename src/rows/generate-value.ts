import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { fromReference, valueAt } from '../spec/json-pointer.ts';
import { compilePattern } from '../spec/pattern.ts';

/** Makes a value of a schema; the same seed makes the same value. Throws an Error for what is too large to be made. */
export type GenerateValue = (schema: JsonObject, seed: number, optionals?: number) => Json;

/** A value with more parts is made again, of as few as its schema allows. */
const MOST_PARTS = 5000;
/** Nobody wants to see longer texts, though a schema allow them. */
const MORE_CHARACTERS = 100;

/** Loads the generator, for the schemas of one document. */
export async function createGenerateValue(document: JsonObject): Promise<GenerateValue> {
  const { generateSync } = await import('json-schema-faker');
  const referred = new Map<string, Json>();
  const refResolver = (reference: string) => {
    const found = referred.get(reference) ?? valueAt(document, fromReference(reference));
    if (found === undefined) throw new Error(`the reference ${reference} leads nowhere`);
    const schema = referred.get(reference) ?? withinReach(found);
    referred.set(reference, schema);
    return schema;
  };

  function generate(schema: JsonObject, options: object): Json {
    let parts = 0;
    const outputTransform = (value: unknown) => {
      parts += 1;
      if (parts > MOST_PARTS)
        throw new TooManyParts(`it has more than ${MOST_PARTS.toLocaleString('en')} parts`);
      return value;
    };
    return generateSync(schema as never, { ...options, refResolver, outputTransform } as never) as Json;
  }

  const prepared = new WeakMap<JsonObject, JsonObject>();
  const large = new WeakSet<JsonObject>();
  return (wanted, seed, optionals) => {
    const schema = prepared.get(wanted) ?? (withinReach(wanted) as JsonObject);
    prepared.set(wanted, schema);
    try {
      if (!large.has(schema))
        return generate(schema, {
          seed,
          ...(optionals !== undefined && { optionalsProbability: optionals }),
        });
    } catch (error) {
      if (!(error instanceof TooManyParts)) throw error;
      large.add(schema);
    }
    return generate(schema, { seed, optionalsProbability: 0, maxItems: 1 });
  };
}

class TooManyParts extends Error {}

/**
 * The schemas in a value with what the generator would take too long for taken out: it writes a text as long as
 * `maxLength` allows, and holds names against patterns as they come. A part that needs no change stays what it is.
 */
function withinReach(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map(withinReach);
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  if (!isObject(value)) return value;
  const changed: JsonObject = {};
  for (const [key, one] of Object.entries(value)) {
    const within = withinReach(one);
    if (within !== one) changed[key] = within;
  }
  const { maxLength, minLength, patternProperties } = value;
  const most = (typeof minLength === 'number' ? minLength : 0) + MORE_CHARACTERS;
  if (typeof maxLength === 'number' && maxLength > most) changed.maxLength = most;
  if (isObject(patternProperties)) {
    const quick = Object.entries(patternProperties).filter(([pattern]) => compilePattern(pattern).isNative);
    if (quick.length < Object.keys(patternProperties).length)
      changed.patternProperties = Object.fromEntries(quick);
  }
  return Object.keys(changed).length === 0 ? value : { ...value, ...changed };
}
