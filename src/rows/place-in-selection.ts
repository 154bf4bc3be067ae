import type { Selection } from './rows.ts';

/** Where a row stands in a selection, from 0; undefined: it is not in it. */
export function placeInSelection(selection: Selection, index: number): number | undefined {
  // Most selections rise or fall by the row's index; others are looked through.
  return search(selection, index, 1) ?? search(selection, index, -1) ?? scan(selection, index);
}

function search({ total, at }: Selection, index: number, direction: 1 | -1): number | undefined {
  let [low, high] = [0, total];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((at(middle) - index) * direction < 0) low = middle + 1;
    else high = middle;
  }
  return low < total && at(low) === index ? low : undefined;
}

function scan({ total, at }: Selection, index: number): number | undefined {
  for (let n = 0; n < total; n += 1) if (at(n) === index) return n;
  return undefined;
}
