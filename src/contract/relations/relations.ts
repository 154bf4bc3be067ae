import type { Session } from '../session.ts';
import { checkFilters } from './filters.ts';
import { checkLinks } from './links.ts';
import { checkOrder } from './order.ts';
import { checkPaging } from './paging.ts';
import { createRowReader } from './rows.ts';
import { withSnapshot } from './snapshot.ts';

/** Everything that pages say about each other. */
export async function checkRelations(session: Session): Promise<void> {
  const { spec, operation } = session;
  if (operation.list?.shows !== 'many') return;
  const rows = createRowReader(spec, operation);
  await withSnapshot(session, rows, async (pinned, walk) => {
    const groups = await checkPaging(pinned, walk, rows);
    // A list of one page shows its order from page to page on smaller ones.
    const pages = walk.pages.length > 1 ? walk.pages : groups.reduce((a, b) => (b.length > a.length ? b : a));
    await checkOrder(pinned, { ...walk, pages }, rows);
    await checkFilters(pinned, walk, rows);
    await checkLinks(pinned, walk, rows);
  });
}
