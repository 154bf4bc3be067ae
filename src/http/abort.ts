import { setImmediate } from 'node:timers/promises';
import { Stopped } from './stopped.ts';

/** Waits for a promise; throws Stopped as soon as the run is aborted. */
type Abortable = <T>(promise: Promise<T>) => Promise<T>;

/** One for a whole run: when the signal aborts, what is awaited then and whatever is awaited later ends at once. */
export function createAbortable(signal: AbortSignal | undefined): Abortable {
  if (!signal) return (promise) => promise;
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(new Stopped('interrupted', 'the run was interrupted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  // Without a handler Node ends the process when it is rejected while nobody waits.
  aborted.catch(() => {});
  // First in the race: of two promises that are settled already, the first wins.
  return (promise) => Promise.race([aborted, promise]);
}

/** How long a run may block the event loop, in milliseconds. */
const LONGEST_BLOCK = 50;

/** An in-process target answers without any I/O, so a run must let signals and timers have their turn itself. */
export function createYield(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < LONGEST_BLOCK) return;
    await setImmediate();
    last = performance.now();
  };
}
