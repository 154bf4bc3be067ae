import type { RequestValues } from '../../spec/request-values.ts';
import { CHECK_NAMES, type CheckName } from '../checks.ts';
import { excerpt } from '../seen.ts';
import type { Session } from '../session.ts';
import { isExplained, type MovingEnd, movementOf } from './movement.ts';
import { repeatFault } from './paging/repeatable.ts';
import { statedList, type Wrong } from './paging/statement.ts';
import { pinned, withTotal } from './pinned.ts';
import type { RowReader } from './rows.ts';
import { listOf, type Walk, walk } from './walk.ts';

/** What is seen by comparing answers with each other: on rows that move, it proves nothing. */
const COMPARING: ReadonlySet<CheckName> = new Set([
  'page-size',
  'page-disjoint',
  'page-slices',
  'total',
  'has-more',
  'has-previous',
  'page-count',
  'token',
  'past-the-end',
  'page-default',
  'empty-list',
  'repeatable',
  'order',
  'order-request',
  'filter-complete',
  'filter-bound',
  'filter-together',
]);

const RELATIONS = /^(page-|has-|filter-|order|link-|(total|token|past-the-end|empty-list|repeatable)$)/;

type Work = (session: Session, walk: Walk) => Promise<void>;

/**
 * Runs what compares answers with each other on rows that stand still. Where they may move, they are walked
 * again when something seems wrong: what the movement explains is inconclusive, never broken.
 */
export async function withSnapshot(session: Session, rows: RowReader, work: Work): Promise<void> {
  const values = withTotal(session, session.values);
  const { live } = session.target;
  const held = live ? holdBack(session) : { session, kept: new Map<CheckName, Wrong[]>() };
  const whole = await firstWalk(held.session, values);
  if (!whole) {
    for (const name of CHECK_NAMES.filter((check) => RELATIONS.test(check)))
      session.skip(`check:${name}`, 'no-rows', 'the list could not be walked');
    return;
  }
  if (!whole.complete)
    session.skip('check:total', 'budget', `${whole.rows.length} rows were seen, and there are more`);
  await work(withValues(held.session, whole.values), whole);
  if (live) await settle(session, rows, whole, held.kept);
  else await checkEnd(session, whole);
}

/** As few rows as possible move where the window of time ends at the start of the run. */
async function firstWalk(session: Session, values: RequestValues): Promise<Walk | undefined> {
  const purpose = 'every row';
  const fixed = session.target.live ? await pinned(session, values) : undefined;
  const found = fixed && (await walk(session, { purpose, values: fixed }));
  return found && found.rows.length > 0 ? found : walk(session, { purpose, values });
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

async function settle(
  session: Session,
  rows: RowReader,
  whole: Walk,
  kept: ReadonlyMap<CheckName, readonly Wrong[]>,
): Promise<void> {
  const flush = () => {
    for (const [check, wrong] of kept) session.saw(check, ...wrong);
  };
  if (kept.size === 0) return;
  const again = await walk(session, { purpose: 'every row again', values: whole.values });
  if (!again) return flush();
  const options = { rows, end: movingEnd(session, rows), open: isOpen(session, whole) };
  const movement = movementOf(whole.rows, again.rows, options);
  if (movement.isNone) return flush();
  const gone = movement.gone.length > 0 ? await backAgain(session, rows, whole, movement.gone) : undefined;
  if (isExplained(movement) && gone === undefined) {
    for (const check of kept.keys()) session.ledger.inconclusive(`check:${check}`, movement.detail);
    return;
  }
  flush();
  const [first] = again.pages;
  if (!first) return;
  session.saw('repeatable', {
    title: 'the list changes in a way that new, changed and deleted rows do not explain',
    expected: 'the rows that did not change in their order',
    actual: gone ? `${excerpt(gone)} was gone and is back` : movement.detail,
    ...statedList(session),
    exchange: first.exchange,
  });
}

/** A row that is deleted does not come back. */
async function backAgain(
  session: Session,
  rows: RowReader,
  { values }: Walk,
  gone: readonly string[],
): Promise<string | undefined> {
  const third = await walk(session, { purpose: 'every row a third time', values });
  const there = new Set(third?.rows.map(rows.id));
  return gone.find((id) => there.has(id));
}

/** Where rows come in: a list by time grows at one end only. */
function movingEnd(session: Session, rows: RowReader): MovingEnd {
  const { order } = listOf(session);
  const [by] = order?.by ?? [];
  if (!order || by === undefined || rows.formats(by).length === 0) return { at: 'anywhere' };
  return { at: order.direction === 'desc' ? 'start' : 'end', by };
}

/** Whether rows that were never seen can come in behind the last one. */
function isOpen(session: Session, { complete }: Walk): boolean {
  return !complete || listOf(session).paging.window !== undefined;
}

/** The same session, keeping what could be the work of rows that moved. */
function holdBack(session: Session): { session: Session; kept: ReadonlyMap<CheckName, Wrong[]> } {
  const kept = new Map<CheckName, Wrong[]>();
  const saw: Session['saw'] = (check, ...seen) => {
    if (!COMPARING.has(check)) return session.saw(check, ...seen);
    session.saw(check);
    const wrong = seen.filter((one) => one !== undefined);
    if (wrong.length > 0) kept.set(check, [...(kept.get(check) ?? []), ...wrong]);
  };
  return { session: { ...session, saw }, kept };
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
