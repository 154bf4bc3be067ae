/** Keeps what was used last. */
interface Memory<T> {
  get(key: string): T | undefined;
  /** `bytes` is about what the value takes. */
  set(key: string, value: T, bytes: number): void;
  clear(): void;
  /** How many values there are, and about how many bytes they take. */
  readonly size: number;
  readonly bytes: number;
}

/**
 * A memory of at most so many values, which together take at most so many bytes: whichever limit is reached
 * first, the values that were not used for longest go. A value that alone would take more is not kept.
 */
export function createMemory<T>(most: { readonly values: number; readonly bytes: number }): Memory<T> {
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>();
  let bytes = 0;

  function remove(key: string): void {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      // A Map lists its keys in the order in which they were set.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, size) {
      remove(key);
      if (size > most.bytes) return;
      entries.set(key, { value, bytes: size });
      bytes += size;
      while (entries.size > most.values || bytes > most.bytes) remove(entries.keys().next().value as string);
    },
    clear() {
      entries.clear();
      bytes = 0;
    },
    get size() {
      return entries.size;
    },
    get bytes() {
      return bytes;
    },
  };
}
