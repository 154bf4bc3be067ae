/** Finds where a row was written by its index: an open-addressed table of whole numbers, without objects. */
interface IndexTable {
  /** The slot of an index, whose `starts` and `ends` may be read; -1 when it is not in the table. */
  find(index: number): number;
  /** Adds an index that is not in the table; false when the table is full and must be cleared. */
  add(index: number, start: number, end: number): boolean;
  start(slot: number): number;
  end(slot: number): number;
  clear(): void;
}

/** It grows up to so many slots, half of which are used at most. */
const MOST_SLOTS = 262_144;

export function createIndexTable(): IndexTable {
  let slots = 1024;
  let used = 0;
  let keys = new Int32Array(slots).fill(-1);
  let starts = new Uint32Array(slots);
  let ends = new Uint32Array(slots);

  function find(index: number): number {
    let slot = slotOf(index);
    for (;;) {
      const key = keys[slot];
      if (key === index) return slot;
      if (key === -1) return -1;
      slot = (slot + 1) & (slots - 1);
    }
  }

  function slotOf(index: number): number {
    return (Math.imul(index, 0x9e3779b1) >>> 7) & (slots - 1);
  }

  function add(index: number, start: number, end: number): boolean {
    if (used * 2 >= slots && !grow()) return false;
    let slot = slotOf(index);
    while (keys[slot] !== -1) slot = (slot + 1) & (slots - 1);
    keys[slot] = index;
    starts[slot] = start;
    ends[slot] = end;
    used += 1;
    return true;
  }

  function grow(): boolean {
    if (slots >= MOST_SLOTS) return false;
    const old = { keys, starts, ends };
    slots *= 4;
    keys = new Int32Array(slots).fill(-1);
    starts = new Uint32Array(slots);
    ends = new Uint32Array(slots);
    used = 0;
    for (const [slot, key] of old.keys.entries()) {
      if (key !== -1) add(key, old.starts[slot] as number, old.ends[slot] as number);
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
  };
}
