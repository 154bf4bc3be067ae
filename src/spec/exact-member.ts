import { isRounded } from './exact-number.ts';
import { isObject, type Json, member } from './json.ts';
import { parsePointer, valueAt } from './json-pointer.ts';

const texts = new WeakMap<object, Map<string, string>>();

/** Remembers how a JSON text wrote the integers of its value that JavaScript rounds. */
export function keepExact(
  json: Json,
  numbers: readonly { readonly pointer: string; readonly text: string }[],
): void {
  for (const { pointer, text } of numbers) {
    const path = parsePointer(pointer);
    const [key, parent] = [path.pop(), valueAt(json, pointer.slice(0, pointer.lastIndexOf('/')))];
    if (key === undefined || !/^-?\d+$/.test(text) || !(isObject(parent) || Array.isArray(parent))) continue;
    const known = texts.get(parent) ?? new Map<string, string>();
    texts.set(parent, known.set(key, text));
  }
}

/** The member of a value; of an integer that JavaScript rounds its text, so that two ids stay two. */
export function exactMember(value: unknown, key: string): Json | undefined {
  const exact = isObject(value) || Array.isArray(value) ? texts.get(value)?.get(key) : undefined;
  return exact ?? member(value, key);
}

/** The same at a path. */
export function exactAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(exactMember, value);
}

/** A value as JSON text; rounded integers stand in it as texts, so that values that differ in them differ. */
export function toExactJson(value: Json): string {
  return JSON.stringify(value, exactly);
}

function exactly(this: unknown, key: string, value: Json): Json | undefined {
  return typeof value === 'number' && isRounded(value) ? exactMember(this, key) : value;
}
