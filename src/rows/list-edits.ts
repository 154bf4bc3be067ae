import { type JsonObject, member } from '../spec/json.ts';
import type { EditableRows } from './editable.ts';
import { createFieldReader, type FieldReader } from './field-reader.ts';
import type { Rows } from './rows.ts';
import { createSuppliedRows } from './supplied.ts';

/** Changes to a list of rows that a user gave: their order is the user's, so a changed row stays where it is. */
export function createListEdits(
  given: readonly JsonObject[],
  schema: JsonObject,
  schemas: FieldReader['schemas'],
): EditableRows {
  const list = [...given];
  let made: Rows | undefined;
  const rows = () => {
    made ??= createSuppliedRows([...list], schema, schemas);
    return made;
  };
  const { id, time, comparable } = createFieldReader(rows(), schema, schemas);
  const places = new Map<string, number>();
  const changed = new Map<string, JsonObject | undefined>();

  /** Where the row of this id stands; looked for again only when rows have moved. */
  function placeOf(wanted: string): number {
    const known = places.get(wanted);
    const idOf = (row: JsonObject | undefined) =>
      row === undefined || id === undefined ? undefined : String(member(row, id));
    if (known !== undefined && idOf(list[known]) === wanted) return known;
    const found = id === undefined ? -1 : list.findIndex((row) => idOf(row) === wanted);
    if (found >= 0) places.set(wanted, found);
    return found;
  }

  function note(key: string, row: JsonObject | undefined): void {
    changed.delete(key);
    changed.set(key, row);
    made = undefined;
  }

  function add(row: JsonObject): void {
    const at = time === undefined ? null : comparable(row, time);
    const place = list.findIndex((other) => {
      const theirs = time === undefined ? null : comparable(other, time);
      return typeof at !== 'number' || (typeof theirs === 'number' && theirs <= at);
    });
    list.splice(place < 0 ? list.length : place, 0, row);
    note(id === undefined ? `new ${changed.size}` : String(member(row, id)), row);
  }

  return {
    id,
    rows,
    changes: () => changed,
    find: (wanted) => list[placeOf(wanted)],
    add,
    put(wanted, row) {
      const place = placeOf(wanted);
      if (place < 0) return add(row);
      list[place] = row;
      note(wanted, row);
    },
    remove(wanted) {
      const place = placeOf(wanted);
      if (place < 0) return false;
      list.splice(place, 1);
      note(wanted, undefined);
      return true;
    },
  };
}
