import type { ObservedPage } from '../../result/observed-response.ts';
import type { Check } from '../check.ts';
import type { CheckLog } from '../check-log.ts';
import { findDisorder, isVaried, misplacedDeviation } from './order/rows.ts';
import { wantedOrder, whyBlind } from './order/wanted.ts';
import { listOf } from './page-request.ts';
import type { RowReader } from './rows.ts';
import type { Walk } from './walk.ts';

export const ORDER = {
  name: 'order',
  title: 'Rows stand in the declared order, within a page and from page to page.',
  area: 'order',
  needs: 'stable-list',
  offline: true,
  appliesTo: ({ list }) => list?.shows === 'many' && list.order !== undefined,
} as const satisfies Check;

/**
 * Rows stand in the order that the document declares. `groups`: pages of other
 * sizes in their order, as a list of one page shows its order from page to page on smaller ones only.
 */
export function checkDeclaredOrder(
  log: CheckLog,
  walk: Walk,
  rows: RowReader,
  groups: readonly (readonly ObservedPage[])[],
): void {
  const { order } = listOf(log);
  if (!order || !log.wants('order')) return;
  if (!log.asserts(order.evidence)) {
    log.skip('check:order', 'assumed');
    return;
  }
  const wanted = wantedOrder(log, walk, order);
  const blind = whyBlind(log, rows, wanted.field);
  if (blind !== undefined) log.skip('check:order', 'not-declared', blind);
  else if (!isVaried(walk.rows, rows, wanted.field)) log.skip('check:order', 'no-rows');
  else {
    const found = [walk.pages, ...groups].map((pages) => findDisorder(pages, rows, wanted));
    const first = found.find((one) => one?.isPlain) ?? found.find((one) => one !== undefined);
    log.saw('order', misplacedDeviation(log, order, wanted, 'rows are out of order', first));
  }
}
