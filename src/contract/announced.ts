import { plural } from '../text/plural.ts';
import type { CheckLog } from './check-log.ts';
import { GivenUp, giveUpOn } from './given-up.ts';

/** The most requests of a run, as it was said before the first one; without limit where nothing was said. */
export interface Announced {
  most: number;
  /** Called for each request, but not when it is sent again. Throws GivenUp where it would be one too many. */
  take(log: CheckLog): void;
}

export function createAnnounced(): Announced {
  let taken = 0;
  return {
    most: Number.POSITIVE_INFINITY,
    take(log) {
      if (taken >= this.most)
        throw giveUpOn(
          log,
          new GivenUp('budget', `the run was to send ${plural(this.most, 'request')} at most`),
        );
      taken += 1;
    },
  };
}
