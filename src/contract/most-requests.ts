import type { Listing } from '../spec/spec.ts';
import type { Client } from './client.ts';
import { mostPreferred } from './preferred.ts';
import { MOST_LINKS } from './relations/links.ts';
import { isNumbered, pageModes } from './relations/page-modes.ts';
import { toAllowed, toSamples } from './requests/allowed.ts';
import { toForbidden } from './requests/forbidden.ts';
import { toMoved } from './requests/moved.ts';

/** Walks of all rows: at the largest page and at smaller ones, at the present, and again at the end. */
const WALKS = 6;
/** Pages from all over a list; where only tokens lead there, each takes the pages before it. */
const SAMPLES = 12;
/** Pages that others lead back to. */
const BACK = 4;
/** Looks at a list that may have moved. */
const LOOKS = 260;
/** What filters may take: see `filters.ts`. */
const FILTERED = 84;
const OF_ORDER = 8;
/** A row of a link is loaded, and looked at again in its list. */
const OF_ROW = 2;
/** An id that nothing has. */
const OF_LINK = 2;
/** Single pages: defaults, totals, past the end, the same again. */
const PAGES = 60;
/** The request that others are changed from, for a row that another operation lists, too, and a nonce used twice. */
const BASE = 5;
/** Options in pairs, with values that only rows have. */
const PAIRS = 40;

/** The most requests that a run sends, before the first is sent: what data there is decides how many it takes. */
export function mostRequests(clients: Iterable<Client>): number {
  return [...clients].reduce((sum, client) => sum + ofRelations(client) + ofRequests(client), 0);
}

function ofRequests(client: Client): number {
  const samples = toSamples(client.log, undefined);
  const fromRows = [...samples.values()].filter(({ length }) => length === 0).length;
  const fixed = toAllowed(client, samples).length + toMoved(client).length + toForbidden(client).length;
  const preferred = client.target.steers ? mostPreferred(client.operation) : 0;
  return BASE + fixed + fromRows + PAIRS + client.credentials.flaws.length + preferred;
}

function ofRelations({ operation, limits, target }: Client): number {
  const { maxPages } = limits;
  const { list } = operation;
  if (list?.shows !== 'many') return 0;
  const [mode = 'once'] = pageModes(list);
  const isLed = mode !== 'once' && !isNumbered(mode);
  const orders = ordersOf(list);
  const filters = list.filters.length;
  return (
    WALKS * maxPages +
    (SAMPLES + BACK) * (isLed ? maxPages : 1) +
    (target.live ? LOOKS : 0) +
    (filters > 0 ? FILTERED + 3 * filters * orders : 0) +
    orders * (OF_ORDER + (isLed ? maxPages : 0)) +
    list.success.links.length * ((limits.maxLinks ?? MOST_LINKS) * OF_ROW + OF_LINK) +
    PAGES
  );
}

function ordersOf({ order }: Listing): number {
  if (!order) return 0;
  const directions = order.requestedDirection ? 3 : 1;
  return ((order.requestedBy ? order.choices.length : 0) + 1) * directions + (order.isSeveral ? 2 : 0);
}
