import type { CheckLog } from '../contract/check-log.ts';
import { listOf } from '../contract/relations/page-request.ts';
import {
  type BackWord,
  beforeFirstDeviation,
  isOfRowBack,
  NOT_BEFORE,
  presenceDeviation,
  wordsBack,
} from '../contract/relations/paging/back.ts';
import type { Sample } from '../contract/relations/paging/sample.ts';
import { sliceDeviation } from '../contract/relations/paging/slices.ts';
import {
  logDeviations,
  type PageDeviation,
  pagingStatement,
} from '../contract/relations/paging/statement.ts';
import type { RowReader } from '../contract/relations/rows.ts';
import type { Walk } from '../contract/relations/walk.ts';
import type { Json } from '../spec/json.ts';
import { leadsBackTo } from './recorded-leads.ts';
import { sizeAsked } from './recorded-walk.ts';
import type { RecordedPage } from './to-walks.ts';

interface KnownPages {
  readonly walk: Walk;
  readonly samples: readonly Sample[];
  readonly isFromStart: boolean;
}

/** What leads back from pages whose places are known, and the pages that a client reached by it. */
export function checkBack(
  log: CheckLog,
  rows: RowReader,
  known: KnownPages,
  all: readonly RecordedPage[],
): void {
  const list = listOf(log);
  for (const word of wordsBack(list)) {
    const statement = pagingStatement(log, word, 'size');
    const shown = known.samples.filter(({ seen }) => seen.page.items.length > 0);
    if (!log.asserts(statement.evidence)) log.skip('check:previous', 'assumed');
    else if (!shown.some(({ before }) => before > 0))
      log.skip('check:previous', 'no-rows', 'there was but one page');
    else {
      const wrong = shown.map((sample) => presenceDeviation(log, sample, word));
      const reached = known.isFromStart ? backDeviations(log, rows, known, all, word) : [];
      logDeviations(log, 'previous', statement, [...wrong, ...reached]);
    }
  }
}

/** Holds each page that something leads back to against the rows of the walk, and those that it leads back to itself. */
function backDeviations(
  log: CheckLog,
  rows: RowReader,
  { walk, samples }: KnownPages,
  all: readonly RecordedPage[],
  word: BackWord,
): PageDeviation[] {
  const statement = pagingStatement(log, word, 'size');
  const ids = walk.rows.map(rows.id);
  const pageOf = new Map(all.map((page) => [page.seen, page]));
  const open = samples.map(({ seen, before }) => ({ from: pageOf.get(seen), before }));
  const found: PageDeviation[] = [];
  const done = new Set<RecordedPage>();
  for (let one = open.pop(); one; one = open.pop()) {
    const { from, before } = one;
    if (!from) continue;
    for (const to of all.filter((page) => !done.has(page) && leadsBackTo(log, from, page, [word]))) {
      done.add(to);
      const size = sizeAsked(log, to.values) ?? walk.size;
      if (before === 0) {
        const [first] = to.seen.page.items;
        if (first !== undefined && isOfRowBack(listOf(log), word))
          found.push(beforeFirstDeviation(log, to.seen, rows.id(first as Json)));
      } else if (size !== undefined) {
        const start = Math.max(0, before - size);
        const slice = { ids, id: rows.id, before: start, step: before - start, complete: true };
        const deviation = sliceDeviation(to.seen, statement, slice);
        if (deviation) found.push({ ...deviation, title: NOT_BEFORE });
        else open.push({ from: to, before: start });
      }
    }
  }
  return found;
}
