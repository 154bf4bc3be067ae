import { setTimeout } from 'node:timers/promises';
import type { Send } from './exchange.ts';

/** Time as whoever waits sees it, in milliseconds; tests have one that does not wait. */
interface Timer {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

export const REAL_TIMER: Timer = {
  now: () => performance.now(),
  wait: (milliseconds) => setTimeout(milliseconds),
};

interface RateLimit {
  /** The most requests a second; undefined for no limit. */
  readonly rate: number | undefined;
  readonly timer?: Timer;
}

/** Spaces requests out so that no more than `rate` are sent a second, however many callers there are. */
export function limitRate(send: Send, { rate, timer = REAL_TIMER }: RateLimit): Send {
  if (rate === undefined) return send;
  let next = Number.NEGATIVE_INFINITY;
  return async (request) => {
    const now = timer.now();
    const at = Math.max(now, next);
    next = at + 1000 / rate;
    if (at > now) await timer.wait(at - now);
    return send(request);
  };
}
