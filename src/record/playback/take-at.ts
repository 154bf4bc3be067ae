import type { StoredFixture } from '../store/store.ts';

/** The answer to the n-th identical request, from 1; undefined when it was recorded less often. */
export function takeAt(takes: readonly StoredFixture[], n: number): StoredFixture | undefined {
  let end = 0;
  for (const stored of takes) {
    end += stored.times;
    if (n <= end) return stored;
  }
  return undefined;
}
