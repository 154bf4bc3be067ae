import type { Json } from '../../spec/json.ts';
import { excerpt } from '../seen.ts';
import type { RowReader } from './rows.ts';

/** What became of a list between two walks. */
export interface Movement {
  readonly isNone: boolean;
  /** The ids of rows that are not there any longer, although rows before and behind them are. */
  readonly gone: readonly string[];
  /** What new, changed and deleted rows do not explain. */
  readonly unexplained: string | undefined;
  /** For people. */
  readonly detail: string;
}

/** Compares two walks of one list: rows may come, change and go, but those that stay as they are keep their order. */
export function movementOf(
  before: readonly Json[],
  after: readonly Json[],
  rows: Pick<RowReader, 'id'>,
): Movement {
  const texts = new Map<string, string>();
  const places = new Map<string, number>();
  for (const [place, row] of before.entries()) {
    const id = rows.id(row);
    if (!places.has(id)) places.set(id, place);
    texts.set(id, JSON.stringify(row));
  }
  const now = new Set(after.map(rows.id));
  const isNew = (row: Json) => !places.has(rows.id(row));
  const isChanged = (row: Json) => !isNew(row) && texts.get(rows.id(row)) !== JSON.stringify(row);
  const gone = [...places.keys()].filter((id) => !now.has(id));
  const counts = [after.filter(isNew).length, after.filter(isChanged).length, gone.length];
  const still = after.filter((row) => !isNew(row) && !isChanged(row)).map(rows.id);
  return {
    isNone: JSON.stringify(before) === JSON.stringify(after),
    gone: amidst([...places.keys()], now),
    unexplained: disorder(still, places),
    detail: `between two walks ${counts[0]} rows came, ${counts[1]} changed, ${counts[2]} went`,
  };
}

/** The first row that stands before one which stood before it. */
function disorder(ids: readonly string[], places: ReadonlyMap<string, number>): string | undefined {
  let last = -1;
  for (const id of ids) {
    const place = places.get(id) ?? last;
    if (place < last) return `the row ${excerpt(id)} stands elsewhere among rows that did not change`;
    last = place;
  }
  return undefined;
}

/**
 * The rows that are not there any longer, without those at either end: there a list may grow, forget what
 * lies beyond its window, or lag behind itself.
 */
function amidst(ids: readonly string[], now: ReadonlySet<string>): string[] {
  const isThere = (id: string) => now.has(id);
  const [first, last] = [ids.findIndex(isThere), ids.findLastIndex(isThere)];
  return (first < 0 ? ids : ids.slice(first, last)).filter((id) => !isThere(id));
}
