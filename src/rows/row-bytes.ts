import { createRowStore } from './row-store.ts';
import type { View } from './rows.ts';

/** Writes the rows of one list as JSON, each followed by a comma. */
interface RowBytes {
  /** The rows at these places of a selection, a comma after each, in UTF-8; valid until rows are next written. */
  write(at: (n: number) => number, from: number, to: number): Uint8Array;
}

/** One for all lists of a process: its memory is bounded, however many lists and mocks there are. */
const shared = createRowStore();
let lists = 0;

/** Rows that were written before are copied from the store, unless they had to make room for others. */
export function createRowBytes(view: View, store: ReturnType<typeof createRowStore> = shared): RowBytes {
  lists += 1;
  const list = lists;
  return {
    write(at, from, to) {
      store.startPage();
      for (let n = from; n < to; n += 1) {
        const index = at(n);
        if (!store.copy(list, index)) store.add(list, index, `${view(index)},`);
      }
      return store.endPage();
    },
  };
}
