import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createHolds } from '../../src/http/holds.ts';

const gone = () => AbortSignal.abort();

test.each<[string, (holds: ReturnType<typeof createHolds>) => Promise<void>]>([
  ['after its seconds', ({ hold }) => hold(0.001, new AbortController().signal)],
  ['at once for a client that has left', ({ hold }) => hold(undefined, gone())],
  [
    'when the client leaves',
    ({ hold }) => {
      const left = new AbortController();
      const held = hold(3600, left.signal);
      left.abort();
      return held;
    },
  ],
  [
    'when all are let go',
    ({ hold, release }) => {
      const held = hold(undefined, new AbortController().signal);
      release();
      return held;
    },
  ],
  [
    'at once after all were let go',
    ({ hold, release }) => {
      release();
      return hold(undefined, new AbortController().signal);
    },
  ],
])('a wait is over %s', async (_, end) => {
  await expect(end(createHolds())).resolves.toBeUndefined();
});

test('what is held up after that is held up again, and leaves nothing behind', async () => {
  const { hold, release, resume } = createHolds();
  release();
  resume();
  const left = new AbortController();
  let isOver = false;
  const held = hold(3600, left.signal).then(() => (isOver = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOver).toBe(false);
  release();
  await held;
  expect(getEventListeners(left.signal, 'abort')).toEqual([]);
});
