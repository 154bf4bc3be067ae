import { type JsonObject, member } from '../spec/json.ts';
import type { EditableRows } from './editable.ts';
import { createEditedRows, type Edit, firstWhere } from './edited.ts';
import { createFieldReader, type FieldReader } from './field-reader.ts';
import type { Rows } from './rows.ts';

/** Changes to generated rows, one by one; a new Rows is made when it is asked for after a change. */
export function createEdits(base: Rows, schema: JsonObject, schemas: FieldReader['schemas']): EditableRows {
  const reader = createFieldReader(base, schema, schemas);
  const edits = new Map<string, Edit>();
  let turn = 0;
  let made: Rows | undefined = base;

  /** The generated row of this id, hidden or not. */
  function indexOf(id: string): number | undefined {
    if (reader.id === undefined) return undefined;
    const value = /^-?\d{1,15}$/.test(id) ? [id, Number(id)] : [id];
    const found = base.select({ where: [{ field: reader.id, test: 'equals', value }] });
    return found.total > 0 ? found.at(0) : undefined;
  }

  function find(id: string): JsonObject | undefined {
    const edit = edits.get(id);
    if (edit) return edit.row;
    const index = indexOf(id);
    return index === undefined ? undefined : reader.row(index);
  }

  function timeOf(row: JsonObject): number | undefined {
    const time = reader.time === undefined ? undefined : reader.comparable(row, reader.time);
    return typeof time === 'number' ? time : undefined;
  }

  /** Before the first generated row that is not newer; without a time, before all. */
  function byTime(row: JsonObject): Pick<Edit, 'place' | 'time'> {
    const { time: field } = reader;
    const time = timeOf(row);
    if (field === undefined || time === undefined) return { place: -0.5, time: Number.POSITIVE_INFINITY };
    const first = firstWhere(base.size, (index) => {
      const at = reader.value(index, field);
      return typeof at !== 'number' || at <= time;
    });
    return { place: first - 0.5, time };
  }

  function placeOf(row: JsonObject, before: Edit | undefined, hides: number | undefined) {
    if (before?.row) {
      const isSame = timeOf(before.row) === timeOf(row);
      return isSame ? { place: before.place, time: before.time, turn: before.turn } : byTime(row);
    }
    if (before || hides === undefined) return byTime(row);
    const old = reader.time === undefined ? undefined : reader.value(hides, reader.time);
    const time = timeOf(row);
    return reader.time === undefined || old === (time ?? null)
      ? { place: hides, time: time ?? Number.POSITIVE_INFINITY }
      : byTime(row);
  }

  function keep(key: string, row: JsonObject): void {
    const before = edits.get(key);
    const hides = before ? before.hides : indexOf(key);
    turn += 1;
    edits.set(key, { turn, ...placeOf(row, before, hides), hides, row });
    made = undefined;
  }

  return {
    id: reader.id,
    rows() {
      made ??= edits.size === 0 ? base : createEditedRows(reader, [...edits.values()]);
      return made;
    },
    find,
    put: keep,
    add(row) {
      // Without ids nothing can be hidden, and each row stands for itself.
      keep(reader.id === undefined ? `new ${turn}` : String(member(row, reader.id)), row);
    },
    remove(id) {
      if (find(id) === undefined) return false;
      const hides = edits.get(id)?.hides ?? indexOf(id);
      if (hides === undefined) edits.delete(id);
      else edits.set(id, { hides, row: undefined, place: hides, time: 0, turn });
      made = undefined;
      return true;
    },
    changes: () => new Map([...edits].map(([id, { row }]) => [id, row])),
  };
}
