import type { CheckName } from '../checks.ts';
import type { Session } from '../session.ts';
import type { PageDeviation } from './paging/statement.ts';

/** A session that keeps what could be the work of rows that moved. */
export interface Held {
  readonly session: Session;
  readonly kept: ReadonlyMap<CheckName, readonly PageDeviation[]>;
}

export function holdBack(session: Session): Held {
  const kept = new Map<CheckName, PageDeviation[]>();
  // Rows that move prove nothing against what is seen by comparing responses with each other.
  const comparing = new Set<string>(
    session.checks.filter(({ needs }) => needs === 'stable-list').map(({ name }) => name),
  );
  const saw: Session['saw'] = (check, ...seen: readonly (PageDeviation | undefined)[]) => {
    if (!comparing.has(check)) return session.saw(check, ...seen);
    const wrong = seen.filter((one) => one !== undefined);
    session.saw(check, ...wrong.filter(({ isPlain }) => isPlain));
    const doubtful = wrong.filter(({ isPlain }) => !isPlain);
    if (doubtful.length > 0) kept.set(check, [...(kept.get(check) ?? []), ...doubtful]);
  };
  return { session: { ...session, saw }, kept };
}
