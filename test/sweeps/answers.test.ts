import { describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { SWEPT, sweep } from './_answers.ts';

/** Fewer of each than `npm run test:slow` asks. */
const REQUESTS = 80;

describe.each(some(SWEPT, 4))('%s', (name, profiles) => {
  test.each(some([1, 99], 2))('seed %d: every answer passes the spec', async (seed) => {
    const { wrong, outcomes } = await sweep(name, profiles, { seed, requests: REQUESTS });
    expect(wrong).toEqual([]);
    // A sweep that is always refused, or never, has seen nothing.
    expect(outcomes).toContain('answered');
    expect(outcomes.size).toBeGreaterThan(3);
  });
});
