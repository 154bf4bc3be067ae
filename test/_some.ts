import { test } from 'vitest';

/**
 * Every n-th row of a long table, and all of them in `npm run test:slow`, which runs each file that imports this:
 * `npm test` has to be over within a minute.
 */
export function some<const T>(rows: readonly T[], each: number): T[] {
  return process.env.ALL_ROWS ? [...rows] : rows.filter((_, index) => index % each === 0);
}

/** Rows that take seconds each: only `npm run test:slow` has them. */
export function slowly<T>(rows: readonly T[]): readonly T[] {
  return process.env.ALL_ROWS ? rows : [];
}

/** A test that takes seconds: only `npm run test:slow` has it. */
export const slowTest = (process.env.ALL_ROWS ? test : () => {}) as typeof test;
