import type { Client } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { checkFilters } from './filters.ts';
import { checkLinks } from './links.ts';
import { checkOrderRequests } from './order/request.ts';
import { checkPaging } from './paging.ts';
import { createRowReader } from './rows.ts';
import { withSnapshot } from './snapshot.ts';

/** Everything that pages say about each other. */
export async function checkRelations(client: Client): Promise<void> {
  const { spec, operation } = client;
  if (operation.list?.shows !== 'many') return;
  const rows = createRowReader(spec, operation);
  await withSnapshot(client, rows, async (pinned, stage) => {
    await checkPaging(pinned, stage);
    await checkOrderRequests(pinned, stage);
    await checkFilters(pinned, stage);
    await unlessGivenUp(client.log, [], () => checkLinks(pinned, stage.base, rows));
  });
}
