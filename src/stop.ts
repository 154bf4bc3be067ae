import { constants } from 'node:os';

/** A user's Ctrl-C, a supervisor's end (also a container's), and a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first signal asks a command that waits for it to end; the second ends it at once, and so does the first where
 * nobody waits. The exit code is then a shell's: 128 and the number of the signal.
 */
export function createStop(exit: (code: number) => void = process.exit): { readonly stopped: Promise<void> } {
  let stop: (() => void) | undefined;
  let isStopping = false;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let isAwaited = false;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (isStopping || !isAwaited) exit(128 + constants.signals[signal]);
      isStopping = true;
      stop?.();
    });
  return {
    get stopped() {
      isAwaited = true;
      return stopped;
    },
  };
}
