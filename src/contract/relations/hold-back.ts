import type { CheckLog } from '../check-log.ts';
import type { CheckName } from '../checks.ts';
import type { PageDeviation } from './paging/statement.ts';

/** A log that keeps apart what could be the work of rows that moved. */
export interface Held {
  readonly log: CheckLog;
  /** The checks that said anything. */
  readonly seen: ReadonlySet<CheckName>;
  readonly kept: ReadonlyMap<CheckName, readonly PageDeviation[]>;
}

/** The same log, but for what is seen by comparing responses with each other: on rows that move, it proves nothing. */
export function holdBack(log: CheckLog): Held {
  const kept = new Map<CheckName, PageDeviation[]>();
  const said = new Set<CheckName>();
  const comparing = new Set<string>(
    log.checks.filter(({ needs }) => needs === 'stable-list').map(({ name }) => name),
  );
  const saw: CheckLog['saw'] = (check, ...seen: readonly (PageDeviation | undefined)[]) => {
    said.add(check);
    if (!comparing.has(check)) return log.saw(check, ...seen);
    const deviations = seen.filter((one) => one !== undefined);
    log.saw(check, ...deviations.filter(({ isPlain }) => isPlain));
    const doubtful = deviations.filter(({ isPlain }) => !isPlain);
    if (doubtful.length > 0) kept.set(check, [...(kept.get(check) ?? []), ...doubtful]);
  };
  return { log: { ...log, saw }, seen: said, kept };
}
