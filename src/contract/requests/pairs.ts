/** Something with several options; the first one leaves it as it is. */
interface Choice<Option> {
  readonly name: string;
  readonly options: readonly Option[];
}

/** For each choice the index of its option. */
type Row = readonly number[];

/**
 * Rows in which every two options of different choices stand together at least once, as far as `isAllowed` lets
 * them, and at most so many. Greedy, and the same rows for the same choices.
 */
export function toPairs<Option>(
  choices: readonly Choice<Option>[],
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

/** Fills a pair up to a row: of each choice the option that brings the most open pairs with it. */
function complete<Option>(
  choices: readonly Choice<Option>[],
  key: string,
  open: ReadonlySet<string>,
  isAllowed: (row: Row) => boolean,
): Row | undefined {
  const fixed = new Map(key.split(' ').map((part) => part.split('=').map(Number) as [number, number]));
  let row: Row = choices.map((_, index) => fixed.get(index) ?? 0);
  if (!isAllowed(row)) {
    const allowed = withOneMore(choices, row, fixed, isAllowed);
    if (!allowed) return undefined;
    row = allowed;
  }
  for (const [index, { options }] of choices.entries()) {
    if (fixed.has(index)) continue;
    let best = row;
    for (const option of options.keys()) {
      const tried = row.with(index, option);
      if (gain(tried, open) > gain(best, open) && isAllowed(tried)) best = tried;
    }
    row = best;
  }
  return row;
}

/** Some options are only allowed beside a certain option of one more choice. */
function withOneMore<Option>(
  choices: readonly Choice<Option>[],
  row: Row,
  fixed: ReadonlyMap<number, number>,
  isAllowed: (row: Row) => boolean,
): Row | undefined {
  for (const [index, { options }] of choices.entries()) {
    if (fixed.has(index)) continue;
    for (const option of options.keys()) {
      const tried = row.with(index, option);
      if (isAllowed(tried)) return tried;
    }
  }
  return undefined;
}

function pairsOf<Option>(choices: readonly Choice<Option>[]): Set<string> {
  const pairs = new Set<string>();
  for (const [a, first] of choices.entries())
    for (const [b, second] of choices.entries())
      if (a < b)
        for (const x of first.options.keys())
          for (const y of second.options.keys()) pairs.add(`${a}=${x} ${b}=${y}`);
  return pairs;
}

function gain(row: Row, open: ReadonlySet<string>): number {
  return keysOf(row).filter((key) => open.has(key)).length;
}

function keysOf(row: Row): string[] {
  return row.flatMap((x, a) => row.slice(a + 1).map((y, next) => `${a}=${x} ${a + 1 + next}=${y}`));
}
