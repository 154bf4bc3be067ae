import { setImmediate } from 'node:timers/promises';
import { Stopped } from './stopped.ts';

/** Waits for a promise, but no longer than nobody interrupts: then it throws Stopped. */
export type Until = <T>(promise: Promise<T>) => Promise<T>;

/** One for a whole run: what is awaited when the signal comes ends at once, and so does all that follows. */
export function createUntil(signal: AbortSignal | undefined): Until {
  if (!signal) return (promise) => promise;
  const interrupted = new Promise<never>((_, reject) => {
    const stop = () => reject(new Stopped('interrupted', 'the run was interrupted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  // Nobody may be waiting when it comes.
  interrupted.catch(() => {});
  // The interruption is first: a promise that is settled already would win otherwise.
  return (promise) => Promise.race([interrupted, promise]);
}

/** How long a run may keep the process to itself, in milliseconds. */
const BREATH = 50;

/** An app in-process answers without a pause: now and then signals, timers and others get their turn. */
export function createBreath(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH) return;
    await setImmediate();
    last = performance.now();
  };
}
