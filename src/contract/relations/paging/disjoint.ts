import type { Json } from '../../../spec/json.ts';
import { excerpt } from '../../seen.ts';
import type { Session } from '../../session.ts';
import type { RowReader } from '../rows.ts';
import { listOf, type Walk, waysOf } from '../walk.ts';
import { hold, stated, statedList, type Wrong } from './statement.ts';

/** page-disjoint: each row stands once. */
export function checkDisjoint(session: Session, walk: Walk, rows: RowReader): void {
  if (walk.rows.length < 2) {
    session.skip('check:page-disjoint', 'no-rows');
    return;
  }
  const [way] = waysOf(listOf(session));
  const statement = way === 'page' || way === 'token' ? stated(session, way) : statedList(session);
  hold(
    session,
    'page-disjoint',
    statement,
    disjointFaults(walk, rows).map((fault) => ({ ...fault, ...statement })),
  );
}

function disjointFaults({ pages }: Walk, rows: RowReader): Omit<Wrong, 'source' | 'evidence'>[] {
  const placeOf = new Map<string, { page: number; place: number }>();
  return pages.flatMap(({ page, exchange }, index) => {
    const faults = page.items.flatMap((row, place) => {
      const id = rows.id(row);
      const first = placeOf.get(id);
      if (!first) placeOf.set(id, { page: index, place });
      // Rows that are only known by all they say may well be alike.
      if (!first || isNameless(row, id)) return [];
      return [
        {
          title: first.page === index ? 'a row stands twice on a page' : 'a row stands on two pages',
          expected: `each row once, the row ${excerpt(id)} on page ${first.page + 1} at place ${first.place + 1} only`,
          actual: `the same row on page ${index + 1} at place ${place + 1}`,
          exchange,
        },
      ];
    });
    return faults;
  });
}

function isNameless(row: Json, id: string): boolean {
  return JSON.stringify(row) === id;
}
