/** A JSON value as parsed from a document. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own property `key` of an object; undefined for anything else, so `__proto__` finds nothing. */
export function member(value: unknown, key: string): Json | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** RFC 6901: `/a~1b/0` → ['a/b', '0']; '' → []. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  // Asked for each value of each answer, and nearly always as plain as this.
  if (!pointer.includes('~')) return parts;
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** RFC 6901, the other way. */
export function toPointer(parts: readonly (string | number)[]): string {
  let pointer = '';
  for (const part of parts) {
    const text = String(part);
    pointer += /[~/]/.test(text) ? `/${text.replaceAll('~', '~0').replaceAll('/', '~1')}` : `/${text}`;
  }
  return pointer;
}

/** The value at a JSON pointer, or undefined. */
export function valueAt(root: unknown, pointer: string): Json | undefined {
  let value = root as Json | undefined;
  for (const part of parsePointer(pointer)) value = member(value, part);
  return value;
}
