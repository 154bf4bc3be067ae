import { decodeUri } from '../text/decode-uri.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';

/** The names of a JSON pointer (RFC 6901): `/a~1b/0` → ['a/b', '0']; '' → []. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  // Called for each value of each answer, and nearly always as plain as this.
  if (!pointer.includes('~')) return parts;
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The JSON pointer of names: ['a/b', 0] → `/a~1b/0`; [] → ''. */
export function toPointer(parts: readonly (string | number)[]): string {
  let pointer = '';
  for (const part of parts) {
    const text = String(part);
    pointer += /[~/]/.test(text) ? `/${text.replaceAll('~', '~0').replaceAll('/', '~1')}` : `/${text}`;
  }
  return pointer;
}

/** The value at a JSON pointer; undefined when there is none. Inherited members such as `constructor` are none. */
export function valueAt(root: unknown, pointer: string): Json | undefined {
  let value = root as Json | undefined;
  for (const part of parsePointer(pointer)) value = member(value, part);
  return value;
}

/** The JSON pointer in a `$ref`, whose fragment may be percent-encoded: `#/paths/~1a~1%7Bid%7D` → `/paths/~1a~1{id}`. */
export function fromReference(reference: string): string {
  return decodeUri(reference.replace(/^#/, ''));
}

/** The `$ref` of a JSON pointer: what cannot stand in a URI is percent-encoded. */
export function toReference(pointer: string): string {
  return `#${encodeURI(pointer).replaceAll('#', '%23')}`;
}

/** The object at a place of a document; an empty one where none stands. */
export function objectAtPointer(document: Json, pointer: string): JsonObject {
  const value = valueAt(document, pointer);
  return isObject(value) ? value : {};
}
