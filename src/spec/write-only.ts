import { isObject, type Json, type JsonObject, setMember } from './json.ts';
import { fromReference, valueAt } from './json-pointer.ts';
import { isOneWay, oneWayOf } from './one-way.ts';

/**
 * A value of an answer without the properties that only requests carry. Examples of a schema that describes both, and
 * rows that somebody gave, have them.
 */
export function withoutWriteOnly(document: JsonObject, schema: Json, value: Json): Json {
  return oneWayOf(document) ? shown(document, [schema], value) : value;
}

function shown(document: JsonObject, given: readonly Json[], value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  const all = new Set<JsonObject>();
  for (const one of given) addPossible(document, one, all);
  if (Array.isArray(value))
    return value.map((item, index) =>
      shown(
        document,
        schemasOf(all, (one) => ofItem(one, index)),
        item,
      ),
    );
  const kept: JsonObject = {};
  for (const [name, child] of Object.entries(value)) {
    const own = schemasOf(all, (one) => ofProperty(one, name));
    if (!own.some((one) => isOneWay(document, one, 'answer')))
      setMember(kept, name, shown(document, own, child));
  }
  return kept;
}

/** A schema with all that may apply to the same value. */
function addPossible(document: JsonObject, raw: Json, found: Set<JsonObject>): void {
  if (!isObject(raw) || found.has(raw)) return;
  found.add(raw);
  if (typeof raw.$ref === 'string')
    addPossible(document, valueAt(document, fromReference(raw.$ref)) ?? null, found);
  for (const parts of [raw.allOf, raw.oneOf, raw.anyOf])
    if (Array.isArray(parts)) for (const part of parts) addPossible(document, part, found);
}

function schemasOf(all: ReadonlySet<JsonObject>, below: (schema: JsonObject) => Json | undefined): Json[] {
  return [...all].map(below).filter((one) => one !== undefined);
}

function ofItem({ prefixItems, items }: JsonObject, index: number): Json | undefined {
  return (Array.isArray(prefixItems) ? prefixItems[index] : undefined) ?? items;
}

function ofProperty({ properties, additionalProperties }: JsonObject, name: string): Json | undefined {
  return isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
}
