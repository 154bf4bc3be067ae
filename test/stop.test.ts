import { afterEach, expect, test } from 'vitest';
import { createStop } from '../src/stop.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
afterEach(() => {
  for (const signal of SIGNALS)
    for (const listener of process.listeners(signal))
      if (!before.get(signal)?.includes(listener)) process.off(signal, listener);
});

test('who waits is told of the first signal; the second ends it', async () => {
  const codes: number[] = [];
  const { stopped } = createStop((code) => codes.push(code));
  process.emit('SIGHUP');
  await stopped;
  expect(codes).toEqual([]);
  process.emit('SIGHUP');
  expect(codes).toEqual([129]);
});

test('where nobody waits, the first signal ends it', () => {
  const codes: number[] = [];
  createStop((code) => codes.push(code));
  process.emit('SIGHUP');
  expect(codes).toEqual([129]);
});
