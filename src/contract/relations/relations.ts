import type { Client } from '../client.ts';
import { checkFilters } from './filters.ts';
import { checkLinks } from './links.ts';
import { checkOrder } from './order.ts';
import { checkPaging } from './paging.ts';
import { createRowReader } from './rows.ts';
import { withSnapshot } from './snapshot.ts';

/** Everything that pages say about each other. */
export async function checkRelations(client: Client): Promise<void> {
  const { spec, operation } = client;
  if (operation.list?.shows !== 'many') return;
  const rows = createRowReader(spec, operation);
  await withSnapshot(client, rows, async (pinned, walk) => {
    const groups = await checkPaging(pinned, walk, rows);
    await checkOrder(pinned, walk, rows, groups);
    await checkFilters(pinned, walk, rows);
    await checkLinks(pinned, walk, rows);
  });
}
