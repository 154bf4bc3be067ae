import { plural, withCommas } from '../text/plural.ts';

/** How often a line is worth drawing, in milliseconds. */
const PAUSE = 100;

/** Told of each request: its vendor and operation, and how many requests the vendor got so far. */
type Progress = (vendor: string, operation: string, requests: number) => void;

/**
 * Draws a line about a run, now and then: the last operation, and how many requests were made, of how many at most
 * where that is known.
 */
export function createProgress(
  draw: (line: string) => void,
  now: () => number,
  mostRequests: () => number | undefined = () => undefined,
): Progress {
  const counts = new Map<string, number>();
  let next = 0;
  return (vendor, operation, requests) => {
    counts.set(vendor, requests);
    if (now() < next) return;
    next = now() + PAUSE;
    const sum = [...counts.values()].reduce((total, count) => total + count, 0);
    const most = mostRequests();
    const count =
      most === undefined
        ? `${plural(sum, 'request')} so far`
        : `${withCommas(sum)} of at most ${plural(most, 'request')}`;
    draw(`${vendor}.${operation}: ${count}`);
  };
}
