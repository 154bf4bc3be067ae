import type { Area } from '../../result/check-facts.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import { type Client, withLog, withMaxSize, withValues } from '../client.ts';
import { holdBack } from './hold-back.ts';
import { flickerOf, movementOf } from './movement.ts';
import { declaredLargest } from './page-request.ts';
import { repeatDeviation } from './paging/repeatable.ts';
import { usualSize } from './paging/sizes.ts';
import { listStatement } from './paging/statement.ts';
import { pinned, withTotal } from './pinned.ts';
import type { RowReader } from './rows.ts';
import { type Walk, walk } from './walk.ts';

const RELATIONS: readonly Area[] = ['paging', 'order', 'filter', 'link'];

type Work = (client: Client, walk: Walk) => Promise<void>;

/**
 * Runs what compares answers with each other on rows that stand still. Where they may move, they are walked
 * again when something seems wrong: what the movement explains is inconclusive, never broken.
 */
export async function withSnapshot(client: Client, rows: RowReader, work: Work): Promise<void> {
  const { live } = client.target;
  const held: ReturnType<typeof holdBack> = live
    ? holdBack(client.log)
    : { log: client.log, kept: new Map() };
  const first = await firstWalk(withLog(client, held.log), withTotal(client, client.values));
  if (!first) {
    for (const { name } of client.log.checks.filter(({ area }) => RELATIONS.includes(area)))
      client.log.skip(`check:${name}`, 'no-rows', 'the list could not be walked');
  } else await work(first.client, first.whole);
  if (live) await settle(client, rows, first?.whole, held);
  else if (first) await checkEnd(client, first.whole);
}

/** As few rows as possible move where the window of time ends at the start of the run. */
async function firstWalk(
  client: Client,
  values: RequestValues,
): Promise<{ client: Client; whole: Walk } | undefined> {
  const purpose = 'every row';
  const fixed = client.target.live ? await pinned(client, values) : undefined;
  const found = fixed && (await walk(client, { purpose, values: fixed, isTry: true }));
  if (found && found.rows.length > 0) return { client: withValues(client, found.values), whole: found };
  const size = declaredLargest(client) === undefined ? usualSize(client) : undefined;
  const whole = await walk(client, { purpose, values, isTry: size !== undefined });
  if (whole) return { client: withValues(client, values), whole };
  if (size === undefined) return undefined;
  // Where no largest page is documented, there may be one all the same.
  const modest = withMaxSize(client, size);
  const small = await walk(modest, { purpose, values });
  return small && { client: withValues(modest, values), whole: small };
}

/** Where nothing moves, the pages are at the end of the run what they were at its start. */
async function checkEnd(client: Client, { pages }: Walk): Promise<void> {
  if (!client.log.wants('repeatable')) return;
  for (const page of new Set([pages[0], pages.at(-1)])) {
    const deviation = page && (await repeatDeviation(client, page));
    if (deviation)
      client.log.saw('repeatable', {
        ...deviation,
        title: 'a page has other rows at the end of the run than at its start',
      });
  }
}

/** What was held back is wrong, unless the rows moved and nothing but that explains it. */
async function settle(
  client: Client,
  rows: RowReader,
  whole: Walk | undefined,
  { kept }: ReturnType<typeof holdBack>,
): Promise<void> {
  const flush = () => {
    for (const [check, wrong] of kept) client.log.saw(check, ...wrong);
  };
  if (kept.size === 0) return;
  const again = whole && (await rewalk(client, whole, 'every row again'));
  if (!again) return flush();
  const [before, after] = [rowsOf(whole), rowsOf(again)];
  const movement = movementOf(before, after, rows);
  if (movement.isNone) return flush();
  const third = await rewalk(client, whole, 'every row a third time');
  const flicker = third && flickerOf([before, after, rowsOf(third)], rows);
  const unexplained = movement.unexplained ?? flicker;
  if (unexplained === undefined) {
    for (const check of kept.keys()) client.log.ledger.inconclusive(`check:${check}`, movement.detail);
    return;
  }
  flush();
  const [first] = again.pages;
  if (!first) return;
  client.log.saw('repeatable', {
    title: 'the list changes in a way that new, changed and deleted rows do not explain',
    expected: 'the rows that did not change in their order',
    actual: unexplained,
    ...listStatement(client),
    exchange: first.exchange,
  });
}

/** The same walk again; what is refused there was there before. */
function rewalk(client: Client, { values, size }: Walk, purpose: string): Promise<Walk | undefined> {
  return walk(client, { purpose, values, isTry: true, ...(size !== undefined && { size }) });
}

function rowsOf({ pages }: Walk): Parameters<typeof movementOf>[0] {
  return pages.map(({ page }) => page.items);
}
