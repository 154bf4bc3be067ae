/** A call as far as its place in an order goes. */
interface OrderedCall {
  readonly least: number;
  readonly most: number;
}

/** Where an order breaks: the call that was expected, and what came instead. */
export interface OrderBreak {
  /** The index of the call; undefined: all calls had come, and then something more. */
  readonly call: number | undefined;
  /** The position of what came in its place; undefined: nothing more came. */
  readonly at: number | undefined;
}

/**
 * Whether entries are the calls in their order, each as often as it should come, with nothing else in between. An
 * entry may fit several calls, so every way is followed: `reached` has the positions that some way ends at.
 */
export function breakInOrder(
  calls: readonly OrderedCall[],
  length: number,
  fits: (call: number, entry: number) => boolean,
): OrderBreak | undefined {
  let reached = [0];
  for (const [call, { least, most }] of calls.entries()) {
    const runs = toRuns(length, (entry) => fits(call, entry));
    const next = new Set<number>();
    // Runs overlap: what was passed on by an earlier position is not visited again.
    let passed = -1;
    for (const from of reached) {
      const run = runs[from] as number;
      const last = from + Math.min(run, most);
      for (let to = Math.max(from + least, passed + 1); to <= last; to += 1) next.add(to);
      if (run >= least) passed = Math.max(passed, last);
    }
    if (next.size === 0) {
      const from = reached.at(-1) as number;
      const at = from + (runs[from] as number);
      return { call, at: at < length ? at : undefined };
    }
    reached = [...next].sort((a, b) => a - b);
  }
  const furthest = reached.at(-1) as number;
  return furthest === length ? undefined : { call: undefined, at: furthest };
}

/** How many entries fit in a row, from each position on. */
function toRuns(length: number, isFit: (entry: number) => boolean): number[] {
  const runs = Array.from({ length: length + 1 }, () => 0);
  for (let at = length - 1; at >= 0; at -= 1) runs[at] = isFit(at) ? (runs[at + 1] as number) + 1 : 0;
  return runs;
}
