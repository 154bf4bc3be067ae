import { type Json, type JsonObject, member } from '../spec/json.ts';
import { createCache } from './cache.ts';
import type { Query, Rows, Selection, View } from './rows.ts';
import { compare, reversed } from './selector.ts';

/** Selections of one collection; each is small. */
const MOST_REMEMBERED = 64;

/** Two collections as one: all rows of `older` come after those of `newer`. `older` is small. */
export function createJoinedRows(newer: Rows, older: Rows, whole: JsonObject): Rows {
  const readField = (rows: Rows, field: string): ((index: number) => Json) => {
    const view = rows.view(whole);
    return (index) => member(JSON.parse(view(index)), field) ?? null;
  };

  const remembered = createCache<Selection>(MOST_REMEMBERED);

  function select({ where, order }: Query): Selection {
    // Clients ask for one page after the other, and to find the places of rows takes reading others.
    const found = remembered(JSON.stringify([where, order?.by]), () => descending(where, order?.by));
    return order?.direction === 'asc' ? reversed(found) : found;
  }

  function descending(where: Query['where'], by: string | undefined): Selection {
    const query: Query = by === undefined ? { where } : { where, order: { by, direction: 'desc' } };
    const [first, second] = [newer.select(query), older.select(query)];
    const places = by === undefined ? undefined : placesIn(first, second, by);
    return merged(first, second, newer.size, places);
  }

  /** After how many rows of the first each row of the second comes, when both descend by a field. */
  function placesIn(first: Selection, second: Selection, by: string): number[] {
    const [inFirst, inSecond] = [readField(newer, by), readField(older, by)];
    return Array.from({ length: second.total }, (_, n) => {
      const value = inSecond(second.at(n));
      let [low, high] = [0, first.total];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (compare(inFirst(first.at(middle)), value) >= 0) low = middle + 1;
        else high = middle;
      }
      return low;
    });
  }

  return {
    size: newer.size + older.size,
    select,
    view(schema): View {
      const [first, second] = [newer.view(schema), older.view(schema)];
      return (index) => (index < newer.size ? first(index) : second(index - newer.size));
    },
  };
}

/** Without places, the second selection comes after all of the first. */
function merged(
  first: Selection,
  second: Selection,
  offset: number,
  places: readonly number[] | undefined,
): Selection {
  const placeOf = (n: number) => places?.[n] ?? first.total;
  return {
    total: first.total + second.total,
    at(n) {
      let before = 0;
      while (before < second.total && placeOf(before) + before < n) before += 1;
      const isOlder = before < second.total && placeOf(before) + before === n;
      return isOlder ? offset + second.at(before) : first.at(n - before);
    },
  };
}
