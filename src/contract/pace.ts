import { setTimeout as wait } from 'node:timers/promises';
import type { Send } from './exchange.ts';

export interface PaceOptions {
  /** The most requests a second; undefined for no limit. */
  readonly rate: number | undefined;
}

/** Sends no faster than asked for. */
export function createPace(send: Send, { rate }: PaceOptions): Send {
  let next = 0;
  return async (request) => {
    if (rate !== undefined) {
      const now = performance.now();
      const at = Math.max(now, next);
      next = at + 1000 / rate;
      if (at > now) await wait(at - now);
    }
    return send(request);
  };
}
