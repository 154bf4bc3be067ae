import type { Json } from '../../spec/json.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { RowReader } from './rows.ts';

/** So many rows may be missing at the start of a list because an answer lags behind. */
const LAG = 10;

/** The rows of each page of a walk. */
type WalkedRows = readonly (readonly Json[])[];

/** The same, each row as a text. */
type Walked = readonly (readonly string[])[];

/** What became of a list between two walks. */
interface Movement {
  readonly isNone: boolean;
  /** What new, changed and deleted rows do not explain. */
  readonly unexplained: string | undefined;
}

/** Compares two walks of one list: rows may come, change and go, but those that stay as they are keep their order. */
export function movementOf(before: WalkedRows, after: WalkedRows, { id }: Pick<RowReader, 'id'>): Movement {
  // Where rows move during a walk, one may be seen twice: its first place counts.
  const [was, is] = [before, after].map((pages) => {
    const texts = new Map<string, string>();
    for (const row of pages.flat()) if (!texts.has(id(row))) texts.set(id(row), JSON.stringify(row));
    return texts;
  }) as [Map<string, string>, Map<string, string>];
  const stayed = [...is.keys()].filter((one) => was.has(one));
  const still = stayed.filter((one) => was.get(one) === is.get(one));
  const places = new Map([...was.keys()].map((one, place) => [one, place]));
  return {
    isNone: JSON.stringify(before.flat()) === JSON.stringify(after.flat()),
    unexplained: disorder(still, places),
  };
}

/** What three walks show that no list does: a deleted row that is back, a new one amid others that is gone at once. */
export function flickerOf(
  walks: readonly [WalkedRows, WalkedRows, WalkedRows],
  { id }: Pick<RowReader, 'id'>,
): string | undefined {
  // By all that they say: a row that changed may have moved, and stands for another.
  const [first, second, third] = [toTexts(walks[0]), toTexts(walks[1]), toTexts(walks[2])];
  const idOf = new Map(walks.flat(2).map((row) => [JSON.stringify(row), id(row)]));
  const ids = walks.map((pages) => new Set(pages.flat().map(id)));
  const isIn = (walk: 0 | 1 | 2, row: string) => ids[walk]?.has(idOf.get(row) ?? row) === true;
  const last = new Set(third.flat());
  const gone = [...missing(first, second), ...missingAtHead(first, second)].filter((row) => !isIn(1, row));
  const back = gone.find((row) => last.has(row));
  if (back !== undefined) return `the row ${excerpt(back)} was gone and is back`;
  const came = new Set(missing(second, first).filter((row) => !isIn(0, row)));
  const went = missing(second, third).find((row) => came.has(row) && !isIn(2, row));
  return went === undefined ? undefined : `the row ${excerpt(went)} came in amid others and is gone again`;
}

function toTexts(pages: WalkedRows): Walked {
  return pages.map((page) => page.map((row) => JSON.stringify(row)));
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
 * The rows of one walk that the list did not have at the other one. Of pages that shifted under a walk nothing
 * follows: only a page with rows from both sides of the place where it should stand, and without it, shows that.
 */
function missing(pages: Walked, others: Walked): string[] {
  const there = new Set(others.flat());
  const found = pages.flatMap((page) => others.flatMap((other) => amidst(page, new Set(other))));
  return [...new Set(found)].filter((id) => !there.has(id));
}

/** What stood before the rows that now come first, but for a few: the newest may come late, or by turns. */
function missingAtHead(pages: Walked, [head = []]: Walked): string[] {
  const now = new Set(head);
  const rows = [...new Set(pages.flat())];
  const end = head.length === 0 ? rows.length : rows.findLastIndex((row) => now.has(row));
  const gone = rows.slice(0, Math.max(0, end)).filter((row) => !now.has(row));
  return gone.length > LAG ? gone : [];
}

function amidst(ids: readonly string[], other: ReadonlySet<string>): string[] {
  const isThere = (id: string) => other.has(id);
  const [first, last] = [ids.findIndex(isThere), ids.findLastIndex(isThere)];
  return first < 0 ? [] : ids.slice(first, last).filter((id) => !isThere(id));
}
