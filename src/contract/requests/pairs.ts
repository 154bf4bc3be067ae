/** A thing that can be set in several ways; the first way is to leave it as it is. */
interface Choice<Way> {
  readonly name: string;
  readonly ways: readonly Way[];
}

/** For each choice the index of its way. */
type Row = readonly number[];

/**
 * Rows in which every two ways of different choices stand together at least once, as far as `isAllowed` lets
 * them, and at most so many. Greedy, and the same rows for the same choices.
 */
export function toPairs<Way>(
  choices: readonly Choice<Way>[],
  isAllowed: (row: Row) => boolean,
  most: number,
): Row[] {
  const open = pairsOf(choices);
  const rows: Row[] = [];
  for (const key of open) {
    if (rows.length >= most) break;
    if (!open.has(key)) continue;
    const row = complete(choices, key, open, isAllowed);
    open.delete(key);
    if (!row) continue;
    for (const covered of keysOf(row)) open.delete(covered);
    rows.push(row);
  }
  return rows;
}

/** Fills a pair up to a row: of each choice the way that brings the most open pairs with it. */
function complete<Way>(
  choices: readonly Choice<Way>[],
  key: string,
  open: ReadonlySet<string>,
  isAllowed: (row: Row) => boolean,
): Row | undefined {
  const fixed = new Map(key.split(' ').map((part) => part.split('=').map(Number) as [number, number]));
  let row: Row = choices.map((_, index) => fixed.get(index) ?? 0);
  if (!isAllowed(row)) {
    const mended = mend(choices, row, fixed, isAllowed);
    if (!mended) return undefined;
    row = mended;
  }
  for (const [index, { ways }] of choices.entries()) {
    if (fixed.has(index)) continue;
    let best = row;
    for (const way of ways.keys()) {
      const tried = row.with(index, way);
      if (gain(tried, open) > gain(best, open) && isAllowed(tried)) best = tried;
    }
    row = best;
  }
  return row;
}

/** Some ways are only allowed beside a certain way of one more choice. */
function mend<Way>(
  choices: readonly Choice<Way>[],
  row: Row,
  fixed: ReadonlyMap<number, number>,
  isAllowed: (row: Row) => boolean,
): Row | undefined {
  for (const [index, { ways }] of choices.entries()) {
    if (fixed.has(index)) continue;
    for (const way of ways.keys()) {
      const tried = row.with(index, way);
      if (isAllowed(tried)) return tried;
    }
  }
  return undefined;
}

function pairsOf<Way>(choices: readonly Choice<Way>[]): Set<string> {
  const pairs = new Set<string>();
  for (const [a, first] of choices.entries())
    for (const [b, second] of choices.entries())
      if (a < b)
        for (const x of first.ways.keys())
          for (const y of second.ways.keys()) pairs.add(`${a}=${x} ${b}=${y}`);
  return pairs;
}

function gain(row: Row, open: ReadonlySet<string>): number {
  return keysOf(row).filter((key) => open.has(key)).length;
}

function keysOf(row: Row): string[] {
  return row.flatMap((x, a) => row.slice(a + 1).map((y, next) => `${a}=${x} ${a + 1 + next}=${y}`));
}
