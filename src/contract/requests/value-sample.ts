import type { Json, JsonObject } from '../../spec/json.ts';

/** A value for a field, with what is special about it, for people: `its maximum`. */
export interface ValueSample {
  readonly value: Json;
  readonly says: string;
  /** The keyword of the field's schema that allows it or forbids it. */
  readonly keyword: string;
}

/** Longer texts are not sent: servers have limits of their own for headers and queries. */
const LONGEST_TEXT = 1000;

/** A text as long as a keyword says, moved by some characters. */
export function ofLength(schema: JsonObject, keyword: string, by: number, says: string): ValueSample[] {
  const length = Number(schema[keyword] ?? Number.NaN) + by;
  const isSent = length >= 0 && length <= LONGEST_TEXT;
  return isSent ? [{ value: 'a'.repeat(length), says, keyword }] : [];
}

/** Of samples with the same value the first. */
export function unique<One extends ValueSample>(samples: readonly One[]): One[] {
  const found = new Map<string, One>();
  for (const sample of samples) {
    const key = JSON.stringify(sample.value);
    if (!found.has(key)) found.set(key, sample);
  }
  return [...found.values()];
}
