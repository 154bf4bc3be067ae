import { Stopped } from '../http/stopped.ts';
import { plural } from '../text/plural.ts';

/** The requests that a run may send, all of its specs together. */
export interface Budget {
  /** Called before each request. Throws Stopped when none is left. */
  take(): void;
}

export function createBudget(most = Number.POSITIVE_INFINITY): Budget {
  let left = most;
  return {
    take() {
      if (left <= 0)
        throw new Stopped('budget', `the limit of ${plural(most, 'request')} (--max-requests) was reached`);
      left -= 1;
    },
  };
}
