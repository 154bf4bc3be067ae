import { expect, test } from 'vitest';
import { bodiesOf, everythingShown, seenIn } from './_commands.ts';

test('no secret of any form is in what the commands write, print and answer', async () => {
  const bodies = bodiesOf(1);
  expect(seenIn(await everythingShown(bodies), bodies)).toEqual([]);
});
