import type { CheckLog } from '../contract/check-log.ts';
import { findDisorder, isVaried, misplacedDeviation } from '../contract/relations/order/rows.ts';
import { wantedOrder, whyBlind } from '../contract/relations/order/wanted.ts';
import { listOf } from '../contract/relations/page-request.ts';
import { checkDisjoint } from '../contract/relations/paging/disjoint.ts';
import { checkEcho } from '../contract/relations/paging/echo.ts';
import { checkEmpty } from '../contract/relations/paging/empty.ts';
import { checkFlags } from '../contract/relations/paging/flags.ts';
import { LEADS, leadDeviations } from '../contract/relations/paging/leads.ts';
import { evaluatePastTheEnd } from '../contract/relations/paging/past-the-end.ts';
import type { Sample } from '../contract/relations/paging/sample.ts';
import { checkPageSize } from '../contract/relations/paging/size.ts';
import { logDeviations, pagingStatement } from '../contract/relations/paging/statement.ts';
import { checkPageCount, checkTotal } from '../contract/relations/paging/totals.ts';
import type { RowReader } from '../contract/relations/rows.ts';
import type { SkipReason } from '../result/ledger.ts';
import { valueIn } from '../spec/request-values.ts';
import { checkBack } from './check-back.ts';
import { isCounted, toKnown } from './recorded-walk.ts';
import type { RecordedPage, RecordedWalk } from './to-walks.ts';

/** What recorded pages of a walk say about each other, and those of all that it leads back to; answers with what is not there of the walk, in words. */
export function checkWalk(
  log: CheckLog,
  rows: RowReader,
  recorded: RecordedWalk,
  all: readonly RecordedPage[] = recorded.pages,
): string | undefined {
  const { walk, samples, behind, isFromStart, missing } = toKnown(log, recorded);
  const { mode, pages } = recorded;
  // Of a walk without its beginning nobody knows the places, and still no row may come twice.
  const inOrder = pages.map(
    ({ seen }, index): Sample => ({
      ...samplesOfNowhere,
      seen,
      mode,
      number: pages[index]?.number ?? index + 1,
    }),
  );
  checkDisjoint(log, [inOrder], rows);
  if (samples.length > 0) {
    checkPageSize(log, samples);
    if (isCounted(log, walk.values)) {
      checkTotal(log, walk, samples);
      checkPageCount(log, samples);
    }
    checkFlags(log, samples);
    checkEcho(log, samples);
    checkBack(log, rows, { walk, samples, isFromStart }, all);
    if (mode === 'token' || mode === 'link') {
      const statement = pagingStatement(log, LEADS[mode].word, 'size');
      logDeviations(log, LEADS[mode].check, statement, leadDeviations(log, samples, mode, statement));
    }
  }
  if (behind.length > 0)
    evaluatePastTheEnd(
      log,
      behind.map(({ seen }) => seen),
    );
  const [first] = samples;
  if (walk.complete && walk.rows.length === 0 && first) checkEmpty(log, { ...first, total: 0, more: false });
  checkOrder(log, recorded, rows);
  return missing;
}

const samplesOfNowhere = { size: undefined, before: 0, more: undefined, total: undefined, isOff: false };

/** By the declared order, or the one that the request asks for. */
function checkOrder(log: CheckLog, { pages }: RecordedWalk, rows: RowReader): void {
  const { order } = listOf(log);
  const [first] = pages;
  if (!order || !first) return;
  const places = [order.requestedBy, order.requestedDirection].filter((place) => place !== undefined);
  const isRequested = places.some((place) => valueIn(first.values, place) !== undefined);
  const check = isRequested ? 'order-request' : 'order';
  const skip = (...why: [SkipReason, string?]) => log.skip(`check:${check}`, ...why);
  const seen = pages.map((page) => page.seen);
  const wanted = wantedOrder(log, first, order);
  const blind = whyBlind(log, rows, wanted.field);
  const all = seen.flatMap(({ page }) => page.items);
  if (!log.asserts(order.evidence)) skip('assumed');
  else if (blind !== undefined) skip('not-declared', blind);
  else if (!isVaried(all, rows, wanted.field)) skip('no-rows');
  else {
    const found = findDisorder(seen, rows, wanted);
    log.saw(check, misplacedDeviation(log, order, wanted, 'rows are out of order', found));
  }
}
