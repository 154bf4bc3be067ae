import type { Session } from '../session.ts';
import type { RowReader } from './rows.ts';
import { type Walk, walk } from './walk.ts';

/** Runs what compares pages with each other on rows that stand still. */
export async function withSnapshot(
  session: Session,
  _rows: RowReader,
  work: (session: Session, walk: Walk) => Promise<void>,
): Promise<void> {
  const base = await walk(session, { purpose: 'every row' });
  if (base) await work(session, base);
}
