import type { Json, JsonObject } from '../spec/json.ts';
import { rowFieldSchema } from '../spec/row-field.ts';
import { idTemplateOf } from '../spec/value-words.ts';
import { createCache } from './cache.ts';
import type { FieldReader } from './field-reader.ts';
import { compareKeys, orderKeys } from './order-keys.ts';
import type { Query, Rows, Selection } from './rows.ts';
import { matches } from './selector.ts';
import { createView } from './supplied.ts';

/** One change to generated rows. */
export interface Edit {
  /** The generated row that is no longer shown: it is deleted, or this row stands for it. */
  readonly hides: number | undefined;
  /** The row to show; undefined when one is only deleted. */
  readonly row: JsonObject | undefined;
  /** Where it stands in natural order: exactly where the generated row n stood, or half a place before it. */
  readonly place: number;
  /** Of rows at one place the latest is first, in epoch milliseconds; then what was changed last. */
  readonly time: number;
  readonly turn: number;
}

/** A row to show, with its values for the order asked for. */
interface Extra {
  readonly index: number;
  readonly edit: Edit;
  readonly key: readonly Json[];
}

/**
 * Generated rows with some of them changed, deleted or added, at any size: a query is answered by the generated
 * rows, out of which the hidden ones are taken by their rank and into which the others are put, both by binary
 * search. Rows that are put in have the indices after the last generated one.
 */
export function createEditedRows(reader: FieldReader, edits: readonly Edit[]): Rows {
  const { rows: base, schema, schemas, comparable } = reader;
  const shown = edits.filter((edit) => edit.row !== undefined);
  const hidden = edits.flatMap(({ hides }) => (hides === undefined ? [] : [hides]));
  const given = shown.map(({ row }) => row as JsonObject);
  const remembered = createCache<Selection>(64);

  function select({ where, order }: Query): Selection {
    return remembered(JSON.stringify([where, order]), () => ordered(where, order));
  }

  /** By the row's own time, rows descend in natural order; ids that are no numbers have no other order. */
  function isValue(field: string): boolean {
    const shape = rowFieldSchema(schemas, schema, field);
    const isNumber = schemas.types(shape).some((type) => type === 'integer' || type === 'number');
    return field !== reader.time && (idTemplateOf(shape) === undefined || isNumber);
  }

  function ordered(where: Query['where'], order: Query['order']): Selection {
    const all = base.select({ where, order });
    const { keys, turn } = orderKeys(order, isValue);
    const keyOf = (index: number): Json[] => keys.map(({ by }) => reader.value(index, by));
    // Negative when the generated row at this rank comes before the other place.
    const compared = (rank: number, key: readonly Json[], place: number) => {
      const index = all.at(rank);
      return compareKeys(keyOf(index), key, keys) || turn * (index - place);
    };
    const rankOf = (key: readonly Json[], place: number) =>
      firstWhere(all.total, (rank) => compared(rank, key, place) >= 0);

    const gone = hidden
      .map((index) => ({ index, rank: rankOf(keyOf(index), index) }))
      // A row that does not match is not there to be taken out.
      .filter(({ index, rank }) => rank < all.total && all.at(rank) === index)
      .map(({ rank }) => rank)
      .sort((a, b) => a - b);
    const extras = shown
      .map((edit, n): Extra => {
        const row = edit.row as JsonObject;
        return { index: base.size + n, edit, key: keys.map(({ by }) => comparable(row, by)) };
      })
      .filter(({ edit }) =>
        where.every((condition) => matches(condition, comparable(edit.row as JsonObject, condition.field))),
      )
      .sort((a, b) => compareKeys(a.key, b.key, keys) || turn * byPlace(a.edit, b.edit));
    const places = extras.map(({ edit, key }) => {
      const rank = rankOf(key, edit.place);
      return rank - firstWhere(gone.length, (n) => (gone[n] as number) >= rank);
    });
    return merged(all, gone, extras, places);
  }

  return {
    size: base.size - hidden.length + shown.length,
    select,
    view(wanted) {
      const [first, second] = [base.view(wanted), createView(given, wanted, schemas)];
      return (index) => (index < base.size ? first(index) : second(index - base.size));
    },
  };
}

function byPlace(a: Edit, b: Edit): number {
  if (a.place !== b.place) return a.place - b.place;
  return a.time === b.time ? b.turn - a.turn : a.time < b.time ? 1 : -1;
}

/** The generated rows without those that are gone; before row `places[n]` of these comes the n-th extra. */
function merged(
  all: Selection,
  gone: readonly number[],
  extras: readonly Extra[],
  places: readonly number[],
): Selection {
  const left = (n: number) =>
    all.at(n + firstWhere(gone.length, (place) => (gone[place] as number) - place > n));
  return {
    total: all.total - gone.length + extras.length,
    at(n) {
      const before = firstWhere(extras.length, (extra) => (places[extra] as number) + extra >= n);
      const extra = extras[before];
      return extra && (places[before] as number) + before === n ? extra.index : left(n - before);
    },
  };
}

/** The first whole number below `length` for which a condition holds that holds for all after it; else `length`. */
export function firstWhere(length: number, holds: (n: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
