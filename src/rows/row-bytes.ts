import type { View } from './rows.ts';

/** Writes rows as JSON into one buffer, each followed by a comma, and keeps what it wrote for the next time. */
export interface RowBytes {
  /** The rows at these places of a selection, comma after each, in UTF-8; valid until the next call. */
  write(at: (n: number) => number, from: number, to: number): Uint8Array;
}

/** Rows that are kept: at most so many bytes, found by so many slots. */
const MOST_BYTES = 32 * 1024 * 1024;
const SLOTS = 131_072;
const FIRST_BYTES = 64 * 1024;

/**
 * A store of written rows. Rows that are written one after the other lie one after the other, so a page
 * that was asked for before is one copy. When the store is full it starts anew: rows can always be made again.
 */
export function createRowBytes(view: View): RowBytes {
  const keys = new Int32Array(SLOTS).fill(-1);
  const starts = new Uint32Array(SLOTS);
  const ends = new Uint32Array(SLOTS);
  let store = Buffer.allocUnsafe(FIRST_BYTES);
  let used = 0;
  let page = Buffer.allocUnsafe(FIRST_BYTES);

  return {
    write(at, from, to) {
      let length = 0;
      // The run of stored bytes that is still to be copied.
      let start = 0;
      let end = 0;
      for (let n = from; n < to; n += 1) {
        const index = at(n);
        const slot = index % SLOTS;
        if (keys[slot] !== index) {
          const text = `${view(index)},`;
          const most = text.length * 3;
          if (used + most > store.length) {
            length = flush(start, end, length);
            start = 0;
            end = 0;
            makeRoom(most);
          }
          starts[slot] = used;
          used += store.write(text, used);
          ends[slot] = used;
          keys[slot] = index;
        }
        const first = starts[slot] as number;
        if (first !== end) {
          length = flush(start, end, length);
          start = first;
        }
        end = ends[slot] as number;
      }
      length = flush(start, end, length);
      return page.subarray(0, length);
    },
  };

  function makeRoom(most: number): void {
    if (store.length < MOST_BYTES || most > store.length) {
      const larger = Buffer.allocUnsafe(Math.max(store.length * 2, used + most));
      store.copy(larger, 0, 0, used);
      store = larger;
    } else {
      keys.fill(-1);
      used = 0;
    }
  }

  /** Appends a run of the store to the page; returns the page's new length. */
  function flush(start: number, end: number, length: number): number {
    const next = length + end - start;
    if (next > page.length) {
      const larger = Buffer.allocUnsafe(Math.max(page.length * 2, next));
      page.copy(larger, 0, 0, length);
      page = larger;
    }
    store.copy(page, length, start, end);
    return next;
  }
}
