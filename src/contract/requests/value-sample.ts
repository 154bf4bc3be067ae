import type { Json } from '../../spec/json.ts';

/** A value for a field, with what is special about it, for people: `its maximum`. */
export interface ValueSample {
  readonly value: Json;
  readonly says: string;
}

/** Longer texts are not sent: servers have limits of their own for headers and queries. */
export const LONGEST_TEXT = 1000;

/** Of samples with the same value the first. */
export function unique<One extends ValueSample>(samples: readonly One[]): One[] {
  const found = new Map<string, One>();
  for (const sample of samples) {
    const key = JSON.stringify(sample.value);
    if (!found.has(key)) found.set(key, sample);
  }
  return [...found.values()];
}
