import type { Order } from '../../spec/spec.ts';
import type { Check } from '../check.ts';
import type { CheckLog } from '../check-log.ts';
import type { Client } from '../client.ts';
import { checkOrderRequests } from './order/request.ts';
import { findDisorder, isVaried, misplacedDeviation } from './order/rows.ts';
import { wantedOrder, whyBlind } from './order/wanted.ts';
import { listOf } from './page-request.ts';
import type { RowReader } from './rows.ts';
import type { ObservedPage, Walk } from './walk.ts';

export const ORDER = {
  name: 'order',
  title: 'Rows stand in the declared order, within a page and from page to page.',
  area: 'order',
  needs: 'stable-list',
  offline: true,
  appliesTo: ({ list }) => list?.shows === 'many' && list.order !== undefined,
} as const satisfies Check;

/**
 * Rows stand in the order that the document declares, or that a request asks for. `groups`: pages of other
 * sizes in their order, as a list of one page shows its order from page to page on smaller ones only.
 */
export async function checkOrder(
  client: Client,
  walk: Walk,
  rows: RowReader,
  groups: readonly (readonly ObservedPage[])[] = [],
): Promise<void> {
  const { order } = listOf(client);
  if (!order) return;
  if (!client.log.asserts(order.evidence)) {
    for (const check of ['order', 'order-request']) client.log.skip(`check:${check}`, 'assumed');
    return;
  }
  if (client.log.wants('order')) checkDeclared(client.log, walk, rows, order, groups);
  if (client.log.wants('order-request')) await checkOrderRequests(client, walk, rows, order);
}

function checkDeclared(
  log: CheckLog,
  walk: Walk,
  rows: RowReader,
  order: Order,
  groups: readonly (readonly ObservedPage[])[],
): void {
  const wanted = wantedOrder(log, walk, order);
  const blind = whyBlind(log, rows, wanted.field);
  if (blind !== undefined) log.skip('check:order', 'not-declared', blind);
  else if (!isVaried(walk.rows, rows, wanted.field)) log.skip('check:order', 'no-rows');
  else {
    const found = [walk.pages, ...groups].map((pages) => findDisorder(pages, rows, wanted));
    const first = found.find((one) => one !== undefined);
    log.saw('order', misplacedDeviation(log, order, wanted, 'rows are out of order', first));
  }
}
