import type { Area } from '../../result/check-facts.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import type { Session } from '../session.ts';
import { type Held, holdBack } from './held.ts';
import { flickerOf, movementOf, type WalkedRows } from './movement.ts';
import { repeatFault } from './paging/repeatable.ts';
import { usualSize } from './paging/sizes.ts';
import { statedList } from './paging/statement.ts';
import { pinned, withTotal } from './pinned.ts';
import type { RowReader } from './rows.ts';
import { declaredLargest, type Walk, walk } from './walk.ts';

const RELATIONS: readonly Area[] = ['paging', 'order', 'filter', 'link'];

type Work = (session: Session, walk: Walk) => Promise<void>;

/**
 * Runs what compares answers with each other on rows that stand still. Where they may move, they are walked
 * again when something seems wrong: what the movement explains is inconclusive, never broken.
 */
export async function withSnapshot(session: Session, rows: RowReader, work: Work): Promise<void> {
  const { live } = session.target;
  const held: Held = live ? holdBack(session) : { session, kept: new Map() };
  const first = await firstWalk(held.session, withTotal(session, session.values));
  if (!first) {
    for (const { name } of session.checks.filter(({ area }) => RELATIONS.includes(area)))
      session.skip(`check:${name}`, 'no-rows', 'the list could not be walked');
  } else await work(first.session, first.whole);
  if (live) await settle(session, rows, first?.whole, held);
  else if (first) await checkEnd(session, first.whole);
}

/** As few rows as possible move where the window of time ends at the start of the run. */
async function firstWalk(
  session: Session,
  values: RequestValues,
): Promise<{ session: Session; whole: Walk } | undefined> {
  const purpose = 'every row';
  const fixed = session.target.live ? await pinned(session, values) : undefined;
  const found = fixed && (await walk(session, { purpose, values: fixed, isTry: true }));
  if (found && found.rows.length > 0) return { session: withValues(session, found.values), whole: found };
  const size = declaredLargest(session) === undefined ? usualSize(session) : undefined;
  const whole = await walk(session, { purpose, values, isTry: size !== undefined });
  if (whole) return { session: withValues(session, values), whole };
  if (size === undefined) return undefined;
  // Where no largest page is documented, there may be one all the same.
  const modest = { ...session, limits: { ...session.limits, maxSize: size } };
  const small = await walk(modest, { purpose, values });
  return small && { session: withValues(modest, values), whole: small };
}

/** Where nothing moves, the pages are at the end of the run what they were at its start. */
async function checkEnd(session: Session, { pages }: Walk): Promise<void> {
  if (!session.wants('repeatable')) return;
  for (const page of new Set([pages[0], pages.at(-1)])) {
    const fault = page && (await repeatFault(session, page));
    if (fault)
      session.saw('repeatable', {
        ...fault,
        title: 'a page has other rows at the end of the run than at its start',
      });
  }
}

/** What was held back is wrong, unless the rows moved and nothing but that explains it. */
async function settle(
  session: Session,
  rows: RowReader,
  whole: Walk | undefined,
  { kept }: Held,
): Promise<void> {
  const flush = () => {
    for (const [check, wrong] of kept) session.saw(check, ...wrong);
  };
  if (kept.size === 0) return;
  const again = whole && (await rewalk(session, whole, 'every row again'));
  if (!again) return flush();
  const [before, after] = [rowsOf(whole), rowsOf(again)];
  const movement = movementOf(before, after, rows);
  if (movement.isNone) return flush();
  const third = await rewalk(session, whole, 'every row a third time');
  const flicker = third && flickerOf([before, after, rowsOf(third)], rows);
  const unexplained = movement.unexplained ?? flicker;
  if (unexplained === undefined) {
    for (const check of kept.keys()) session.ledger.inconclusive(`check:${check}`, movement.detail);
    return;
  }
  flush();
  const [first] = again.pages;
  if (!first) return;
  session.saw('repeatable', {
    title: 'the list changes in a way that new, changed and deleted rows do not explain',
    expected: 'the rows that did not change in their order',
    actual: unexplained,
    ...statedList(session),
    exchange: first.exchange,
  });
}

/** The same walk again; what is refused there was there before. */
function rewalk(session: Session, { values, size }: Walk, purpose: string): Promise<Walk | undefined> {
  return walk(session, { purpose, values, isTry: true, ...(size !== undefined && { size }) });
}

function rowsOf({ pages }: Walk): WalkedRows {
  return pages.map(({ page }) => page.items);
}

/** The same session, asking by other values where none are given. */
function withValues(session: Session, values: RequestValues): Session {
  return {
    ...session,
    values,
    ask: (asked) => session.ask({ values, ...asked }),
    rows: (asked) => session.rows({ values, ...asked }),
  };
}
