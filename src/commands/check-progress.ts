/** How often a line is worth drawing, in milliseconds. */
const PAUSE = 100;

/** One line about a run that goes on, drawn now and then: the operation that was asked last, and the requests so far. */
export function createProgress(
  draw: (line: string) => void,
  now: () => number,
): (vendor: string, operation: string, requests: number) => void {
  const counts = new Map<string, number>();
  let next = 0;
  return (vendor, operation, requests) => {
    counts.set(vendor, requests);
    if (now() < next) return;
    next = now() + PAUSE;
    const sum = [...counts.values()].reduce((total, count) => total + count, 0);
    draw(`${vendor}.${operation}: ${sum} request${sum === 1 ? '' : 's'} so far`);
  };
}
