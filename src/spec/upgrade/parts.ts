import { isObject, type Json, type JsonObject, setMember } from '../json.ts';

/** What a document should have here; empty where it has something else. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function membersOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function textsOf(value: Json | undefined): string[] {
  return membersOf(value).filter((one) => typeof one === 'string');
}

/** A map with each of its values converted; undefined leaves one out. */
export function mapEach(
  map: JsonObject,
  convert: (value: Json, key: string) => Json | undefined,
): JsonObject {
  const converted: JsonObject = {};
  for (const [key, value] of Object.entries(map)) {
    const made = convert(value, key);
    if (made !== undefined) setMember(converted, key, made);
  }
  return converted;
}

/** The extensions of an object. */
export function withExtensions(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key.startsWith('x-')));
}

/** Those of the named properties that an object has. */
export function pickOwn(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name] as Json]),
  );
}
