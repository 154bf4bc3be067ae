import { createRequire } from 'node:module';

/** Loaded when it is needed: a start would have to wait for it. */
const load = createRequire(import.meta.url);

/**
 * Keeps the memory of a process that only serves small: V8 lets its old space grow to a multiple of what is in use
 * before it collects, and its new space to 32 MiB.
 */
export function keepHeapSmall(): void {
  setFlag('--heap-growing-percent=50');
  keepNewSpace();
}

/**
 * Keeps V8's new space as large as it is. It grows by doubling, where much survives a collection, and never shrinks. Its
 * size can no longer be given once V8 runs; but it grows by a factor, and that is read at each collection.
 */
export function keepNewSpace(): void {
  setFlag('--semi-space-growth-factor=1');
}

function setFlag(flag: string): void {
  const { setFlagsFromString } = load('node:v8') as typeof import('node:v8');
  setFlagsFromString(flag);
}
