import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * Both halves of V8's new space. It grows to 32 MiB, by doubling where much survives a collection, as exchanges in a journal
 * do; no request is faster for it. It has grown to this and more while the process started, so it stays as it is then.
 */
const NEW_SPACE = 1024 * 1024;

/**
 * Keeps the memory of a process that only serves small: V8 lets its old space grow to a multiple of what is in use
 * before it collects, and its new space to 32 MiB. The size of the new space can no longer be given once V8 runs; but
 * it grows by a factor, and that is read at each collection.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
  if (keepNewSpace()) return;
  const observer = new PerformanceObserver(() => {
    if (keepNewSpace()) observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}

/** Whether it has its size. */
function keepNewSpace(): boolean {
  if (newSpace() < NEW_SPACE) return false;
  setFlagsFromString('--semi-space-growth-factor=1');
  return true;
}

function newSpace(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;
}
