import { valueIn, withValue } from '../../../spec/request-values.ts';
import type { Order } from '../../../spec/spec.ts';
import type { Client } from '../../client.ts';
import { type OrderCase, orderCasesOf } from '../order/request.ts';
import { findDeparture, findDisorder, inOrder, isVaried, misplacedDeviation } from '../order/rows.ts';
import { whyBlind } from '../order/wanted.ts';
import { largestSize, listOf } from '../page-request.ts';
import { runShort, type Stage } from '../stage.ts';
import { type Walk, walk } from '../walk.ts';
import type { FilterCase, FilterWorld } from './case.ts';
import { toFilteredList } from './filtered-list.ts';
import { fulfilsAll } from './match.ts';
import { reportCase } from './report.ts';
import { evaluateSoundness } from './soundness.ts';

/** The most requests: the first orders with every filter, then the next. */
const MOST = 40;
const SMALL_PAGE = 20;
const TITLE = 'a requested order is not obeyed under a filter';

/** Each filter in each order that can be asked for: both hold at once. */
export async function checkOrderedFilters(
  world: FilterWorld,
  stage: Stage,
  filtered: readonly FilterCase[],
): Promise<void> {
  const { client, rows, base } = world;
  const { log } = client;
  const { order } = listOf(client);
  if (!order || !log.wants('order-request') || !log.asserts(order.evidence)) return;
  // What is not obeyed without a filter either is a finding already.
  if (log.observations.some(({ check }) => check === 'order-request')) return;
  const shown = orderCasesOf(client, base, order).filter(
    ({ wanted }) =>
      whyBlind(client, rows, wanted.field) === undefined && isVaried(base.rows, rows, wanted.field),
  );
  const all = shown.flatMap((ordered) => filtered.map((one) => ({ one, ordered })));
  for (const { one, ordered } of all.slice(0, MOST))
    await runShort(stage, client, (short, known) =>
      checkBoth({ ...world, client: short, base: known }, order, toBoth(one, ordered), ordered),
    );
  if (all.length > MOST)
    log.ledger.note(
      'check:order-request',
      `sampled: ${MOST} of ${all.length} pairs of a filter and an order`,
    );
}

function toBoth(one: FilterCase, { purpose, values, places }: OrderCase): FilterCase {
  const asked = places.reduce((known, place) => withValue(known, place, valueIn(values, place)), one.values);
  return { ...one, purpose: `${one.purpose}, ${purpose}`, values: asked };
}

async function checkBoth(
  world: FilterWorld,
  order: Order,
  one: FilterCase,
  { wanted }: OrderCase,
): Promise<void> {
  const { client, rows } = world;
  const size = sizeOf(client);
  const found = await walk(client, {
    purpose: one.purpose,
    values: one.values,
    maxPages: 1,
    ...(size !== undefined && { size }),
  });
  if (!found) return;
  const sound = evaluateSoundness(toFilteredList(world, one, found));
  if (sound) reportCase(world, one, 'filter-sound', sound.deviation);
  const wrong =
    findDisorder(found.pages, rows, wanted) ??
    findDeparture(found.pages, listsOf(world, one, found, wanted), rows, wanted);
  client.log.saw('order-request', misplacedDeviation(client, order, wanted, TITLE, wrong));
}

/** The rows that should come, in every way in which their values may be sorted; none where some are not known. */
function listsOf(world: FilterWorld, one: FilterCase, found: Walk, wanted: OrderCase['wanted']) {
  const { client, rows, base, given } = world;
  const { window } = listOf(client).paging;
  const isWhole = base.complete && (window === undefined || base.rows.length < window);
  const { conditions } = toFilteredList(world, one, found);
  const verdicts = base.rows.map((row) => fulfilsAll(row, conditions, rows, given));
  if (!isWhole || verdicts.includes(undefined)) return [];
  return inOrder(
    base.rows.filter((_, index) => verdicts[index] === true),
    rows,
    wanted,
  );
}

function sizeOf(client: Client): number | undefined {
  const largest = largestSize(client);
  return largest === undefined ? undefined : Math.min(largest, SMALL_PAGE);
}
