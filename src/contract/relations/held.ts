import { type CheckName, PAGING_CHECKS } from '../../result/checks.ts';
import type { Session } from '../session.ts';
import type { PageDeviation } from './paging/statement.ts';

/** What is seen by comparing answers with each other: on rows that move, it proves nothing. */
const COMPARING: ReadonlySet<CheckName> = new Set([
  ...PAGING_CHECKS,
  'order',
  'order-request',
  'filter-complete',
  'filter-bound',
  'filter-together',
  // Of pages that are no longer there.
  'accepts',
]);

/** A session that keeps what could be the work of rows that moved. */
export interface Held {
  readonly session: Session;
  readonly kept: ReadonlyMap<CheckName, readonly PageDeviation[]>;
}

export function holdBack(session: Session): Held {
  const kept = new Map<CheckName, PageDeviation[]>();
  const saw: Session['saw'] = (check, ...seen: readonly (PageDeviation | undefined)[]) => {
    if (!COMPARING.has(check)) return session.saw(check, ...seen);
    const wrong = seen.filter((one) => one !== undefined);
    session.saw(check, ...wrong.filter(({ isPlain }) => isPlain));
    const doubtful = wrong.filter(({ isPlain }) => !isPlain);
    if (doubtful.length > 0) kept.set(check, [...(kept.get(check) ?? []), ...doubtful]);
  };
  return { session: { ...session, saw }, kept };
}
