import type { ObservedPage } from '../../../result/observed-response.ts';
import { type Expression, keyOf } from '../../../spec/expressions.ts';
import type { Json } from '../../../spec/json.ts';
import { directionOf, type RequestedOrder } from '../../../spec/order.ts';
import type { RequestValues } from '../../../spec/request-values.ts';
import { rowFieldValue } from '../../../spec/row-field.ts';
import type { Order } from '../../../spec/spec.ts';
import type { Check } from '../../check.ts';
import type { Subject } from '../../check-log.ts';
import type { Client } from '../../client.ts';
import { enumOf, withAllowedValue } from '../field-values.ts';
import { pageAt } from '../page-at.ts';
import { isNumbered, pageModes } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import { repeatDeviation } from '../paging/repeatable.ts';
import type { RowReader } from '../rows.ts';
import { checkSameRows } from '../same-row.ts';
import { runShort, type Stage } from '../stage.ts';
import { type Walk, walk } from '../walk.ts';
import { findDeparture, findDisorder, findTwice, inOrder, isVaried, misplacedDeviation } from './rows.ts';
import { wantedOrder, whyBlind } from './wanted.ts';

export const ORDER_REQUEST = {
  name: 'order-request',
  title: 'A requested field and direction are obeyed.',
  area: 'order',
  needs: 'stable-list',
  offline: true,
  appliesTo: ({ list }) =>
    list?.order?.requestedBy !== undefined || list?.order?.requestedDirection !== undefined,
} as const satisfies Check;

/** A request for an order: what it says, and what should come. */
export interface OrderCase {
  readonly purpose: string;
  readonly values: RequestValues;
  readonly places: readonly Expression[];
  readonly wanted: RequestedOrder;
}

const SMALL_PAGE = 20;

/** Every field and direction that a request can ask for is obeyed: on the first pages and on the last. */
export async function checkOrderRequests(client: Client, stage: Stage): Promise<void> {
  const { base, rows } = stage;
  const { order } = listOf(client);
  if (!order || !client.log.wants('order-request')) return;
  if (!client.log.asserts(order.evidence)) return client.log.skip('check:order-request', 'assumed');
  if (!order.requestedBy && !order.requestedDirection) return;
  const cases = orderCasesOf(client, base, order);
  for (const one of cases) {
    const blind = whyBlind(client, rows, one.wanted.field);
    if (blind !== undefined) client.log.skip('check:order-request', 'not-declared', blind);
    else if (!isVaried(base.rows, rows, one.wanted.field)) client.log.skip('check:order-request', 'no-rows');
    else await runShort(stage, client, (short, known) => checkCase(short, known, rows, order, one));
  }
  if (cases.length === 0)
    client.log.skip(
      'check:order-request',
      'not-declared',
      'the document allows no value that asks for an order',
    );
}

async function checkCase(
  client: Client,
  base: Walk,
  rows: RowReader,
  order: Order,
  { purpose, values, places, wanted }: OrderCase,
): Promise<void> {
  const hasSize = listOf(client).paging.reads.size.length > 0;
  const first = await walk(client, { purpose, values, maxPages: 2, ...(hasSize && { size: SMALL_PAGE }) });
  if (!first) return;
  checkSameRows(client, base, first.pages, rows);
  const last = await lastPage(client, base, first, { purpose, values });
  const lists = isWhole(client, base) ? inOrder(base.rows, rows, wanted) : [];
  const wrong =
    findDisorder(first.pages, rows, wanted) ??
    (last && findDisorder([last], rows, wanted)) ??
    findDeparture(first.pages, lists, rows, wanted) ??
    (last && findDeparture([last], lists.map(endOf(last)), rows, wanted));
  const seen = misplacedDeviation(client, order, wanted, 'a requested order is not obeyed', wrong);
  const entries = places.map((place) => `parameter:${keyOf(place)}`);
  client.log.saw('order-request', seen && { ...seen, entries });
  if (!wrong) await checkTies(client, last ? [...first.pages, last] : first.pages, rows, order, wanted);
}

/** Rows that are equal in an order keep their places all the same: else one stands on two pages, another on none. */
async function checkTies(
  client: Client,
  pages: readonly ObservedPage[],
  rows: RowReader,
  order: Order,
  wanted: RequestedOrder,
): Promise<void> {
  const tied = pages.find(({ page: { items } }) =>
    items.some((row, index) => index > 0 && rows.compare(items[index - 1] as Json, row, wanted.field) === 0),
  );
  if (!tied) return;
  client.log.saw('page-disjoint', misplacedDeviation(client, order, wanted, TWICE, findTwice(pages, rows)));
  if (client.log.wants('repeatable')) client.log.saw('repeatable', await repeatDeviation(client, tied));
}

const TWICE = 'in a requested order a row stands on two pages';

function endOf({ page }: ObservedPage): (list: readonly Json[]) => readonly Json[] {
  return (list) => list.slice(list.length - page.items.length);
}

/** Of a window only the rows at one end are known, and another order may show others. */
function isWhole(subject: Subject, { complete, rows }: Walk): boolean {
  const { window } = listOf(subject).paging;
  return complete && (window === undefined || rows.length < window);
}

/** The last page, where its number is known and no page before it was walked already. */
async function lastPage(
  client: Client,
  base: Walk,
  first: Walk,
  { purpose, values }: { purpose: string; values: RequestValues },
): Promise<ObservedPage | undefined> {
  const { size, pages } = first;
  if (!base.complete || first.complete || size === undefined) return undefined;
  if (!isNumbered(pageModes(listOf(client))[0] ?? 'once')) return undefined;
  if (pages.some(({ page }) => page.items.length !== size)) return undefined;
  const page = Math.ceil(base.rows.length / size);
  if (page <= pages.length) return undefined;
  return pageAt(client, { values, page, size, purpose: `${purpose}, the last page` });
}

/** Every field and direction that a request can ask for. */
export function orderCasesOf(subject: Subject, base: Walk, order: Order): OrderCase[] {
  const { spec, operation } = subject;
  const { requestedBy: by, requestedDirection: direction } = order;
  const found = new Map<string, OrderCase>();
  const add = (purpose: string, values: RequestValues | undefined, ...places: Expression[]) => {
    if (values && JSON.stringify(values) !== JSON.stringify(base.values))
      found.set(JSON.stringify(values), {
        purpose,
        values,
        places,
        wanted: wantedOrder(subject, { values }, order),
      });
  };
  const put = (values: RequestValues | undefined, place: Expression, value: Json) =>
    values && withAllowedValue(spec, operation, values, place, value);
  const listed = (value: Json): Json => (order.isSeveral ? [value] : value);
  const inDirections = (purpose: string, values: RequestValues | undefined, ...places: Expression[]) => {
    for (const word of direction ? directionsOf(subject, base, direction) : [])
      if (direction) add(`${purpose}, ${word}`, put(values, direction, word), ...places, direction);
  };
  for (const { value } of by ? order.choices : []) {
    const place = by as Expression;
    const asked = put(base.values, place, listed(value)) ?? put(base.values, place, listed(`+${value}`));
    inDirections(`rows by ${value}`, asked, place);
    add(`rows by ${value}`, asked, place);
  }
  inDirections('rows', base.values);
  if (by && order.isSeveral)
    for (const pair of severalOf(base, order))
      add(`rows by ${pair.join(', then by ')}`, put(base.values, by, pair), by);
  return [...found.values()];
}

/** Two orders at once: that of the field with the fewest values, as there the second shows, and another in both directions. */
function severalOf({ rows }: Walk, { choices }: Order): string[][] {
  const countOf = (field: string) =>
    new Set(rows.map((row) => JSON.stringify(rowFieldValue(row, field)))).size;
  const counts = new Map(choices.map(({ field }) => [field, countOf(field)]));
  const among = choices.filter(({ field }) => (counts.get(field) ?? 0) > 1);
  const [first] = among.toSorted((a, b) => (counts.get(a.field) ?? 0) - (counts.get(b.field) ?? 0));
  const others = among.filter(({ field }) => field !== first?.field);
  const second = others.filter(({ field }) => field === others[0]?.field);
  const [one, other] = ['asc', 'desc'].map((way) => second.find(({ direction }) => direction === way));
  return [one, other].flatMap((then) => (first && then ? [[first.value, then.value]] : []));
}

/** The words for the two directions, as the document allows them. */
function directionsOf({ spec, operation }: Subject, { values }: Walk, place: Expression): Json[] {
  const declared = enumOf(operation, place);
  const words = declared.length > 0 ? declared : ['asc', 'desc', 'ASC', 'DESC'];
  const first = (wanted: RequestedOrder['direction']) =>
    words.find(
      (word) => directionOf(word) === wanted && withAllowedValue(spec, operation, values, place, word),
    );
  return [first('asc'), first('desc')].filter((word) => word !== undefined);
}
