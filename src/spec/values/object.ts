import { hashText, scale } from '../../text/hash.ts';
import { isObject, type Json, type JsonObject, member, setMember } from '../json.ts';
import { type LocatedSchema, schemasOfProperty } from '../located-schema.ts';
import type { MakeValue, ValueContext } from './make-value.ts';
import { dependentOn, isFalse, isNumber, said } from './parts.ts';

/** Names for what a map holds. */
const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
/** So many entries are shown of a map that may have any number. */
const ENTRIES = 2;
const TRIES = 40;

/** An object with what all parts require, and of what they allow besides as much as is wanted. */
export function makeObject(
  given: readonly LocatedSchema[],
  context: ValueContext,
  make: MakeValue,
): JsonObject {
  const { seed, optionals, isShown, isRecursive } = context;
  let parts = given;
  const most = Math.min(...said(parts, 'maxProperties', isNumber));
  const least = Math.max(0, ...said(parts, 'minProperties', isNumber));
  const schemasOf = (name: string) => parts.flatMap((part) => schemasOfProperty(part, name));
  const isAllowed = (name: string) =>
    schemasOf(name).every((one) => !isFalse(one) && isShown(one)) && parts.every((one) => knows(one, name));

  const declared = [...new Set(parts.flatMap(({ schema }) => namesIn(schema.properties)))];
  const names = new Set(requiredBy(parts).filter(isAllowed));
  const wanted = (name: string) => {
    if (optionals >= 1) return true;
    return scale(hashText(name, seed), 1000) < optionals * 1000;
  };
  for (const name of declared)
    if (
      names.size < most &&
      !names.has(name) &&
      wanted(name) &&
      isAllowed(name) &&
      !isRecursive(schemasOf(name))
    )
      names.add(name);
  addDependent();
  for (const name of declared) if (names.size < least && isAllowed(name)) names.add(name);
  addEntries();

  const order = [...declared, ...names].filter((name) => names.has(name));
  const value: JsonObject = {};
  for (const name of new Set(order)) setMember(value, name, make(schemasOf(name), name, context));
  return value;

  function addDependent(): void {
    // A name can bring in others that bring in others.
    for (const name of names) {
      for (const { schema } of parts) {
        const others = member(schema.dependentRequired, name);
        if (Array.isArray(others)) for (const other of others.map(String)) names.add(other);
      }
      const more = dependentOn(parts, new Set([name])).filter((one) => !parts.includes(one));
      if (more.length === 0) continue;
      parts = [...parts, ...more];
      for (const other of requiredBy(more).filter(isAllowed)) names.add(other);
    }
  }

  /** What a map holds, and what is missing of `minProperties`. */
  function addEntries(): void {
    const isMap = parts.some(
      ({ schema }) => isObject(schema.additionalProperties) || isObject(schema.patternProperties),
    );
    const shown = isMap && optionals > 0 && declared.length === 0 ? ENTRIES : 0;
    const count = Math.min(most, Math.max(least, names.size === 0 ? shown : 0));
    for (let n = 0; names.size < count && n < TRIES; n += 1) {
      const name = entryName(n);
      if (isAllowed(name) && !(n < TRIES / 2 && isRecursive(schemasOf(name)))) names.add(name);
    }
  }

  function entryName(n: number): string {
    const rules = parts.flatMap(({ schema, location }) =>
      isObject(schema.propertyNames)
        ? [{ location: `${location}/propertyNames`, schema: schema.propertyNames }]
        : [],
    );
    const patterns = parts.flatMap(({ schema }) => namesIn(schema.patternProperties));
    const isMap = parts.some(({ schema }) => isObject(schema.additionalProperties));
    if (rules.length === 0 && (patterns.length === 0 || isMap))
      return NAMES[n] ?? `${NAMES[n % NAMES.length]}${n}`;
    const pattern = patterns[n % Math.max(1, patterns.length)];
    const typed = {
      location: '?name',
      schema: { type: 'string', ...(pattern !== undefined && { pattern }) },
    };
    return String(make([typed, ...rules], `?${n}`, context));
  }
}

/** Whether a schema leaves room for a property of this name. */
function knows(part: LocatedSchema, name: string): boolean {
  return part.schema.additionalProperties !== false || schemasOfProperty(part, name).length > 0;
}

function requiredBy(parts: readonly LocatedSchema[]): string[] {
  return parts.flatMap(({ schema }) => (Array.isArray(schema.required) ? schema.required.map(String) : []));
}

function namesIn(value: Json | undefined): string[] {
  return isObject(value) ? Object.keys(value) : [];
}
