import { setTimeout } from 'node:timers/promises';
import type { Send } from './exchange.ts';

/** The clock of whoever waits, in milliseconds. */
export interface Clock {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

export const REAL_CLOCK: Clock = {
  now: () => performance.now(),
  wait: (milliseconds) => setTimeout(milliseconds),
};

interface PaceOptions {
  /** The most requests a second; undefined for no limit. */
  readonly rate: number | undefined;
  readonly clock?: Clock;
}

/** Sends no faster than asked for, whoever sends. */
export function createPace(send: Send, { rate, clock = REAL_CLOCK }: PaceOptions): Send {
  if (rate === undefined) return send;
  let next = Number.NEGATIVE_INFINITY;
  return async (request) => {
    const now = clock.now();
    const at = Math.max(now, next);
    next = at + 1000 / rate;
    if (at > now) await clock.wait(at - now);
    return send(request);
  };
}
