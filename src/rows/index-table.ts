/** Finds where a row was written by its list and its index: an open-addressed table of whole numbers, without objects. */
interface IndexTable {
  /** The slot of a row, of which `start` and `end` may be asked; -1 when it is not in the table. */
  find(list: number, index: number): number;
  /** Adds a row that is not in the table; false when the table is full and must be cleared. */
  add(list: number, index: number, start: number, end: number): boolean;
  start(slot: number): number;
  end(slot: number): number;
  clear(): void;
  /** How much memory it takes. */
  readonly bytes: number;
}

/** It grows up to so many slots, half of which are used at most. */
const MOST_SLOTS = 131_072;
const BYTES_PER_SLOT = 16;

export function createIndexTable(): IndexTable {
  let slots = 1024;
  let used = 0;
  let lists = new Uint32Array(slots);
  let keys = new Int32Array(slots).fill(-1);
  let starts = new Uint32Array(slots);
  let ends = new Uint32Array(slots);

  function find(list: number, index: number): number {
    let slot = slotOf(list, index);
    for (;;) {
      const key = keys[slot];
      if (key === index && lists[slot] === list) return slot;
      if (key === -1) return -1;
      slot = (slot + 1) & (slots - 1);
    }
  }

  function slotOf(list: number, index: number): number {
    return ((Math.imul(index, 0x9e3779b1) ^ Math.imul(list, 0x85ebca6b)) >>> 7) & (slots - 1);
  }

  function add(list: number, index: number, start: number, end: number): boolean {
    if (used * 2 >= slots && !grow()) return false;
    let slot = slotOf(list, index);
    while (keys[slot] !== -1) slot = (slot + 1) & (slots - 1);
    lists[slot] = list;
    keys[slot] = index;
    starts[slot] = start;
    ends[slot] = end;
    used += 1;
    return true;
  }

  function grow(): boolean {
    if (slots >= MOST_SLOTS) return false;
    const old = { lists, keys, starts, ends };
    slots = Math.min(slots * 4, MOST_SLOTS);
    lists = new Uint32Array(slots);
    keys = new Int32Array(slots).fill(-1);
    starts = new Uint32Array(slots);
    ends = new Uint32Array(slots);
    used = 0;
    for (const [slot, key] of old.keys.entries()) {
      if (key !== -1)
        add(old.lists[slot] as number, key, old.starts[slot] as number, old.ends[slot] as number);
    }
    return true;
  }

  return {
    find,
    add,
    start: (slot) => starts[slot] as number,
    end: (slot) => ends[slot] as number,
    clear() {
      keys.fill(-1);
      used = 0;
    },
    get bytes() {
      return slots * BYTES_PER_SLOT;
    },
  };
}
