import { createIndexTable } from './index-table.ts';

/** Written rows of many lists, in one buffer, and the page that is being made of them. */
interface RowStore {
  startPage(): void;
  /** Copies a row into the page that was added before; false when it is not here. */
  copy(list: number, index: number): boolean;
  /** Adds the text of a row that is not here, and copies it into the page. */
  add(list: number, index: number, text: string): void;
  /** The page; valid until the next one is started. */
  endPage(): Uint8Array;
  /** How much memory it takes, the page left out. */
  readonly bytes: number;
}

/** With the table of rows, which takes at most 2 MiB, this is 8 MiB. */
const MOST_BYTES = 6 * 1024 * 1024;
const FIRST_BYTES = 64 * 1024;
/** A longer page is rare: its buffer is given back. */
const LONGEST_PAGE = 1024 * 1024;

/**
 * Rows that are written one after the other lie one after the other, so a page that was asked for before is one
 * copy. When the store is full it is emptied: a row can always be made again.
 */
export function createRowStore(mostBytes: number = MOST_BYTES): RowStore {
  const table = createIndexTable();
  let store = Buffer.allocUnsafe(Math.min(FIRST_BYTES, mostBytes));
  let used = 0;
  let page = Buffer.allocUnsafe(FIRST_BYTES);
  let length = 0;
  // The run of stored bytes that is still to be copied into the page.
  let start = 0;
  let end = 0;

  function append(first: number, last: number): void {
    if (first !== end) {
      flush();
      start = first;
    }
    end = last;
  }

  function flush(): void {
    const next = length + end - start;
    if (next > page.length) page = enlarged(page, length, Math.max(page.length * 2, next));
    store.copy(page, length, start, end);
    length = next;
    start = 0;
    end = 0;
  }

  function startAnew(): void {
    flush();
    table.clear();
    used = 0;
  }

  /** Makes room for so many bytes more. A row that alone is longer than the store may be does not stay in it. */
  function makeRoom(bytes: number): void {
    flush();
    if (used + bytes > mostBytes) startAnew();
    const needed = used + bytes;
    if (needed <= store.length) return;
    store = enlarged(store, used, Math.max(needed, Math.min(store.length * 2, mostBytes)));
  }

  return {
    startPage() {
      if (page.length > LONGEST_PAGE) page = Buffer.allocUnsafe(FIRST_BYTES);
      if (store.length > mostBytes) {
        store = Buffer.allocUnsafe(mostBytes);
        startAnew();
      }
      length = 0;
      start = 0;
      end = 0;
    },
    copy(list, index) {
      const slot = table.find(list, index);
      if (slot >= 0) append(table.start(slot), table.end(slot));
      return slot >= 0;
    },
    add(list, index, text) {
      // UTF-8 takes at most three bytes for a UTF-16 unit.
      if (used + text.length * 3 > store.length) makeRoom(text.length * 3);
      let first = used;
      used += store.write(text, used);
      if (!table.add(list, index, first, used)) {
        startAnew();
        first = 0;
        used = store.write(text, 0);
        table.add(list, index, 0, used);
      }
      append(first, used);
    },
    endPage() {
      flush();
      return page.subarray(0, length);
    },
    get bytes() {
      return store.length + table.bytes;
    },
  };
}

function enlarged(old: Buffer, used: number, length: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(length);
  old.copy(larger, 0, 0, used);
  return larger;
}
