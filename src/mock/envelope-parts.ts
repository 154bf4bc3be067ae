import type { Json, JsonObject } from '../spec/json.ts';
import type { Facts } from './placeholders.ts';

/** What an answer shows, by paging word or the key of a request's field. */
export type Contents = Readonly<Record<string, Json | undefined>>;

/** A piece of an answer's text, or what writes it for one answer. */
export type EnvelopePart = string | ((contents: Contents, facts: Facts) => string);

type WriteObject = (schema: JsonObject, path: readonly string[]) => EnvelopePart[] | undefined;

/**
 * Objects in which the listing shows nothing depend on their schema alone: each is written once, and none within one of
 * its own kind, of which there is no end. What such an object cannot do without is made up for it.
 */
export function createPlainParts(writeObject: WriteObject): WriteObject {
  const known = new Map<
    unknown,
    { readonly required: unknown; readonly parts: EnvelopePart[] | undefined }
  >();
  const open = new Set<unknown>();
  return (schema, path) => {
    // Behind a reference the schema itself is a copy each time; what it consists of is not.
    const kind = schema.properties ?? schema.allOf ?? schema.oneOf ?? schema.anyOf;
    if (kind === undefined || open.has(kind) || path.length > MOST_LEVELS) return undefined;
    const before = known.get(kind);
    if (before && before.required === schema.required) return before.parts;
    open.add(kind);
    const written = mergeParts(writeObject(schema, path) ?? []);
    open.delete(kind);
    const length = written.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
    const parts = written.length === 0 || length > LONGEST_PLAIN ? undefined : written;
    // What is made up for one place is not that of another.
    if (!parts?.some((part) => typeof part !== 'string'))
      known.set(kind, { required: schema.required, parts });
    return parts;
  };
}

/** Neighbouring fixed texts become one. */
export function mergeParts(parts: readonly EnvelopePart[]): EnvelopePart[] {
  const merged: EnvelopePart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged;
}

/** Deep enough for any frame. */
const MOST_LEVELS = 12;
/** A longer text shows nothing that a list has to say. */
const LONGEST_PLAIN = 64 * 1024;
