import { describe, expect, test } from 'vitest';
import { MOVES, MOVING_VENDORS, wrongOfMoving } from './_moves.ts';

describe.each(MOVING_VENDORS)('%s, whose rows move', (vendor) => {
  test.each(Object.keys(MOVES))('%s: nothing is called broken', async (name) => {
    expect(await wrongOfMoving(vendor, name)).toEqual([]);
  });
});
