import type { Area } from '../../result/check-facts.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import { type Client, withMaxSize, withValues } from '../client.ts';
import { unlessGivenUp } from '../given-up.ts';
import { flickerOf, movementOf } from './movement.ts';
import { declaredLargest, largestSize } from './page-request.ts';
import { repeatDeviation } from './paging/repeatable.ts';
import { usualSize } from './paging/sizes.ts';
import { listStatement } from './paging/statement.ts';
import { pinned, withTotal } from './pinned.ts';
import type { RowReader } from './rows.ts';
import { createMovingStage, createStillStage, type Stage } from './stage.ts';
import { type Walk, walk } from './walk.ts';

const RELATIONS: readonly Area[] = ['paging', 'order', 'filter', 'link'];

type Work = (client: Client, stage: Stage) => Promise<void>;

/**
 * Runs what compares answers with each other. On rows that may move, what looks wrong is tried again on fresh
 * looks at the list; what cannot be told even so is inconclusive, never broken.
 */
export async function withSnapshot(client: Client, rows: RowReader, work: Work): Promise<void> {
  const { live } = client.target;
  const first = await firstWalk(client, withTotal(client, client.values), rows);
  if (!first) {
    for (const { name } of client.log.checks.filter(({ area }) => RELATIONS.includes(area)))
      client.log.skip(`check:${name}`, 'no-rows', 'the list could not be walked');
    return;
  }
  const stage = live ? createMovingStage(first.whole, rows) : createStillStage(first.whole, rows);
  await work(first.client, stage);
  if (live) await settle(first.client, rows, first.whole, stage.undecided);
  else await checkEnd(client, first.whole);
}

/** As few rows as possible move where the window of time ends before the newest row. */
async function firstWalk(
  client: Client,
  values: RequestValues,
  rows: RowReader,
): Promise<{ client: Client; whole: Walk } | undefined> {
  const purpose = 'every row';
  const fixed = client.target.live ? await pinned(client, values, rows) : undefined;
  const found = fixed && (await walk(client, { purpose, values: fixed, isTry: true }));
  if (found && found.rows.length > 0) return { client: withValues(client, found.values), whole: found };
  const size = declaredLargest(client) === undefined ? usualSize(client) : undefined;
  const whole = await walk(client, { purpose, values, isTry: size !== undefined });
  if (whole) return { client: withValues(client, values), whole };
  // Where no largest page is documented, there may be one all the same; and a service may fail at its largest only.
  const smaller = size ?? usualSize(client);
  if (smaller === undefined || smaller === largestSize(client)) return undefined;
  const modest = withMaxSize(client, smaller);
  const small = await walk(modest, { purpose, values });
  return small && { client: withValues(modest, values), whole: small };
}

/** Where nothing moves, the pages are at the end of the run what they were at its start. */
async function checkEnd(client: Client, { pages }: Walk): Promise<void> {
  if (!client.log.wants('repeatable')) return;
  for (const page of new Set([pages[0], pages.at(-1)])) {
    const deviation = page && (await unlessGivenUp(client.log, [], () => repeatDeviation(client, page)));
    if (deviation)
      client.log.saw('repeatable', {
        ...deviation,
        title: 'a page has other rows at the end of the run than at its start',
      });
  }
}

/** What is undecided is wrong all the same where nothing moved, or where rows that move do not explain the list. */
async function settle(
  client: Client,
  rows: RowReader,
  whole: Walk,
  undecided: Stage['undecided'],
): Promise<void> {
  const flush = () => {
    for (const [check, { wrong }] of undecided) client.log.saw(check, ...wrong);
  };
  if (undecided.size === 0) return;
  const { givenUp } = client.log;
  const { length } = givenUp;
  const again = await rewalk(client, whole, 'every row again');
  if (!again) return givenUp.length > length ? explain(client, undecided) : flush();
  const [before, after] = [rowsOf(whole), rowsOf(again)];
  const movement = movementOf(before, after, rows);
  if (movement.isNone) return flush();
  const third = await rewalk(client, whole, 'every row a third time');
  const flicker = third && flickerOf([before, after, rowsOf(third)], rows);
  const unexplained = movement.unexplained ?? flicker;
  if (unexplained === undefined) return explain(client, undecided);
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

/** What was seen, and what moved when it was looked at again. */
function explain({ log }: Client, undecided: Stage['undecided']): void {
  for (const [check, { wrong, detail }] of undecided) {
    const [first] = wrong;
    const seen = first && `${first.title} (expected ${first.expected}; came ${first.actual}); `;
    log.ledger.inconclusive(`check:${check}`, `${seen ?? ''}${detail}`);
  }
}

/** The same walk again; what is refused there was there before. */
function rewalk(client: Client, { values, size }: Walk, purpose: string): Promise<Walk | undefined> {
  return walk(client, { purpose, values, isTry: true, ...(size !== undefined && { size }) });
}

function rowsOf({ pages }: Walk): Parameters<typeof movementOf>[0] {
  return pages.map(({ page }) => page.items);
}
