import type { Json } from '../../../spec/json.ts';
import type { Statement } from '../../../spec/statement.ts';
import { excerpt } from '../../../text/excerpt.ts';
import type { Check } from '../../check.ts';
import type { CheckLog } from '../../check-log.ts';
import { isList } from '../applies.ts';
import { pageModes } from '../page-modes.ts';
import { listOf } from '../page-request.ts';
import type { RowReader } from '../rows.ts';
import type { Sample } from './sample.ts';
import { listStatement, logDeviations, type PageDeviation, pagingStatement } from './statement.ts';

export const PAGE_DISJOINT = {
  name: 'page-disjoint',
  title: 'No row stands on two pages, or twice on one.',
  area: 'paging',
  needs: 'stable-list',
  offline: true,
  appliesTo: isList,
} as const satisfies Check;

/** page-disjoint: each row stands once. Pages of one size are compared with each other. */
export function checkDisjoint(log: CheckLog, groups: readonly (readonly Sample[])[], rows: RowReader): void {
  if (!groups.some((group) => group.reduce((sum, { seen }) => sum + seen.page.items.length, 0) > 1)) {
    log.skip('check:page-disjoint', 'no-rows');
    return;
  }
  // Without an id a row is told by all that it says, and several may well say the same.
  const isTold = groups.some((group) =>
    group.some(({ seen }) => seen.page.items.some((row) => !isNameless(row, rows.id(row)))),
  );
  if (!isTold) {
    log.skip(
      'check:page-disjoint',
      'not-declared',
      'no row shows an id by which it could be told from others',
    );
    return;
  }
  const [mode] = pageModes(listOf(log));
  const word = mode === 'link' ? 'nextUrl' : mode;
  const statement = word && word !== 'once' ? pagingStatement(log, word) : listStatement(log);
  logDeviations(
    log,
    'page-disjoint',
    statement,
    groups.flatMap((group) => disjointDeviations(group, rows, statement)),
  );
}

function disjointDeviations(
  group: readonly Sample[],
  rows: RowReader,
  statement: Statement,
): PageDeviation[] {
  const placeOf = new Map<string, { page: number; place: number }>();
  return group.flatMap(({ seen: { page, exchange }, number }) =>
    page.items.flatMap((row, place): PageDeviation[] => {
      const id = rows.id(row);
      const first = placeOf.get(id);
      if (!first) placeOf.set(id, { page: number, place });
      // Rows that are only known by all they say may well be alike.
      if (!first || isNameless(row, id)) return [];
      const isSamePage = first.page === number;
      return [
        {
          title: isSamePage ? 'a row stands twice on a page' : 'a row stands on two pages',
          expected: `each row once, the row ${excerpt(id)} on page ${first.page} at place ${first.place + 1} only`,
          actual: `the same row on page ${number} at place ${place + 1}`,
          ...statement,
          exchange,
          isPlain: isSamePage,
        },
      ];
    }),
  );
}

function isNameless(row: Json, id: string): boolean {
  return JSON.stringify(row) === id;
}
