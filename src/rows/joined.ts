import type { Json, JsonObject } from '../spec/json.ts';
import { rowFieldValue } from '../spec/row-field.ts';
import { createCache } from './cache.ts';
import { compareKeys, orderKeys } from './order-keys.ts';
import type { Query, Rows, Selection, View } from './rows.ts';

/** Selections of one collection; each is small. */
const MOST_REMEMBERED = 64;

/** Two collections as one: all rows of `older` come after those of `newer`. `older` is small. */
export function createJoinedRows(newer: Rows, older: Rows, whole: JsonObject): Rows {
  const readFields = (rows: Rows, fields: readonly string[]): ((index: number) => Json[]) => {
    const view = rows.view(whole);
    return (index) => {
      const row = JSON.parse(view(index)) as Json;
      return fields.map((field) => rowFieldValue(row, field) ?? null);
    };
  };

  const remembered = createCache<Selection>(MOST_REMEMBERED);

  function select({ where, order }: Query): Selection {
    // Clients ask for one page after the other, and to find the places of rows takes reading others.
    return remembered(JSON.stringify([where, order]), () => ordered({ where, order }));
  }

  function ordered(query: Query): Selection {
    const [first, second] = [newer.select(query), older.select(query)];
    return merged(first, second, newer.size, query.order && placesIn(first, second, query.order));
  }

  /** After how many rows of the first each row of the second comes. Of rows that are alike in all fields the newer one counts as such. */
  function placesIn(first: Selection, second: Selection, order: Query['order']): number[] {
    const { keys, turn } = orderKeys(order, () => true);
    const fields = keys.map(({ by }) => by);
    const [inFirst, inSecond] = [readFields(newer, fields), readFields(older, fields)];
    return Array.from({ length: second.total }, (_, n) => {
      const values = inSecond(second.at(n));
      let [low, high] = [0, first.total];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if ((compareKeys(inFirst(first.at(middle)), values, keys) || -turn) < 0) low = middle + 1;
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
