import type { Json } from '../../spec/json.ts';
import { excerpt } from '../seen.ts';
import type { RowReader } from './rows.ts';

/** Where new rows come in; `by` is the time that the rows are in order of. */
export type MovingEnd = { readonly at: 'start' | 'end'; readonly by: string } | { readonly at: 'anywhere' };

/** What became of a list between two walks. */
export interface Movement {
  readonly isNone: boolean;
  /** The ids of rows that are not there any longer. */
  readonly gone: readonly string[];
  /** What new, changed and deleted rows do not explain. */
  readonly unexplained: string | undefined;
  /** For people. */
  readonly detail: string;
}

export function isExplained({ unexplained }: Movement): boolean {
  return unexplained === undefined;
}

/**
 * Compares two walks of one list. Rows that are new or changed may stand where rows come in; all others
 * must keep their order. `open`: rows may also come in behind the last one.
 */
export function movementOf(
  before: readonly Json[],
  after: readonly Json[],
  { rows, end, open }: { rows: RowReader; end: MovingEnd; open: boolean },
): Movement {
  const texts = new Map<string, string>();
  const places = new Map<string, number>();
  for (const [place, row] of before.entries()) {
    const id = rows.id(row);
    if (!places.has(id)) places.set(id, place);
    texts.set(id, JSON.stringify(row));
  }
  const isNew = (row: Json) => !places.has(rows.id(row));
  const isChanged = (row: Json) => texts.get(rows.id(row)) !== JSON.stringify(row);
  const now = new Set(after.map(rows.id));
  const gone = [...places.keys()].filter((id) => !now.has(id));
  const changed = after.filter(isChanged);
  const isNone = JSON.stringify(before) === JSON.stringify(after);
  const news = after.filter(isNew).length;
  const detail = `between two walks ${news} rows came, ${changed.length - news} changed, ${gone.length} went`;

  const newest = end.at === 'anywhere' ? undefined : timeOfNewest(before, end, rows);
  let still = end.at === 'anywhere' ? after.filter((row) => !isChanged(row)) : withoutEnd(after, end);
  if (open) while (still.length > 0 && isNew(still.at(-1) as Json)) still = still.slice(0, -1);
  const unexplained = isNone ? undefined : unexplainedIn(still);
  return { isNone, gone, unexplained, detail: unexplained ?? detail };

  /** The rows without those that came in where rows come in. */
  function withoutEnd(
    list: readonly Json[],
    { at, by }: { at: 'start' | 'end'; by: string },
  ): readonly Json[] {
    const isComing = (row: Json) =>
      isChanged(row) && (newest === undefined || (rows.time(row, by) ?? newest) >= newest);
    const order = at === 'start' ? list : list.toReversed();
    const first = order.findIndex((row) => !isComing(row));
    const rest = first < 0 ? [] : order.slice(first);
    return at === 'start' ? rest : rest.toReversed();
  }

  function unexplainedIn(list: readonly Json[]): string | undefined {
    let last = -1;
    for (const row of list) {
      const id = rows.id(row);
      const place = places.get(id);
      if (place === undefined) return `the row ${excerpt(id)} came in amid rows that were there before`;
      if (place < last) return `the row ${excerpt(id)} stands elsewhere among rows that did not change`;
      last = place;
    }
    return undefined;
  }
}

function timeOfNewest(list: readonly Json[], { by }: { by: string }, rows: RowReader): number | undefined {
  const times = list.map((row) => rows.time(row, by)).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b));
}
