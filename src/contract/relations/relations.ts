import type { Session } from '../session.ts';

/** Everything that pages say about each other. */
export async function checkRelations(session: Session): Promise<void> {
  await session.rows({ purpose: 'the first page' });
}
