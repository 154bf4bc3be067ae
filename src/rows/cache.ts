/** A filter whose texts are longer is not remembered: with its texts, a key may be as long as a request's body. */
const LONGEST_KEY = 1000;

/** Keeps the newest `limit` results: filters come from users, and there is no bound to their number. */
export function createCache<T>(limit: number): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    if (key.length > LONGEST_KEY) return make();
    let value = kept.get(key);
    if (value === undefined) {
      value = make();
      if (kept.size >= limit) kept.delete(kept.keys().next().value as string);
      kept.set(key, value);
    }
    return value;
  };
}
