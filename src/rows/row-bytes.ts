import { createIndexTable } from './index-table.ts';
import type { View } from './rows.ts';

/** Writes rows as JSON into one buffer, each followed by a comma, and keeps what it wrote for the next time. */
interface RowBytes {
  /** The rows at these places of a selection, a comma after each, in UTF-8; valid until the next call. */
  write(at: (n: number) => number, from: number, to: number): Uint8Array;
}

/** How much of what was written is kept. */
const MOST_BYTES = 32 * 1024 * 1024;
const FIRST_BYTES = 64 * 1024;

/**
 * A store of written rows. Rows that are written one after the other lie one after the other, so a page
 * that was asked for before is one copy. When the store is full it starts anew: a row can always be made again.
 */
export function createRowBytes(view: View): RowBytes {
  const table = createIndexTable();
  let store = Buffer.allocUnsafe(FIRST_BYTES);
  let used = 0;
  let page = Buffer.allocUnsafe(FIRST_BYTES);
  let length = 0;
  // The run of stored bytes that is still to be copied into the page.
  let start = 0;
  let end = 0;

  return {
    write(at, from, to) {
      length = 0;
      start = 0;
      end = 0;
      for (let n = from; n < to; n += 1) {
        const index = at(n);
        const slot = table.find(index);
        if (slot >= 0) append(table.start(slot), table.end(slot));
        else keep(index);
      }
      flush();
      return page.subarray(0, length);
    },
  };

  function keep(index: number): void {
    const text = `${view(index)},`;
    // UTF-8 takes at most three bytes for a UTF-16 unit.
    const most = text.length * 3;
    if (used + most > store.length) makeRoom(most);
    const first = used;
    used += store.write(text, used);
    if (!table.add(index, first, used)) startAnew(index, text);
    else append(first, used);
  }

  function append(first: number, last: number): void {
    if (first !== end) {
      flush();
      start = first;
    }
    end = last;
  }

  function makeRoom(most: number): void {
    flush();
    if (store.length < MOST_BYTES || most > store.length) {
      const larger = Buffer.allocUnsafe(Math.max(store.length * 2, used + most));
      store.copy(larger, 0, 0, used);
      store = larger;
    } else {
      table.clear();
      used = 0;
    }
  }

  function startAnew(index: number, text: string): void {
    flush();
    table.clear();
    used = store.write(text, 0);
    table.add(index, 0, used);
    append(0, used);
  }

  function flush(): void {
    const next = length + end - start;
    if (next > page.length) {
      const larger = Buffer.allocUnsafe(Math.max(page.length * 2, next));
      page.copy(larger, 0, 0, length);
      page = larger;
    }
    store.copy(page, length, start, end);
    length = next;
    start = 0;
    end = 0;
  }
}
