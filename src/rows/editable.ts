import type { JsonObject } from '../spec/json.ts';
import type { Rows } from './rows.ts';

/** Rows of which single ones can be changed, deleted and added. Whether a row fits its schema was asked before. */
export interface EditableRows {
  /** The field that names a row; without one, rows can only be added. */
  readonly id: string | undefined;
  /** As they are now: the same object until the next change. */
  rows(): Rows;
  find(id: string): JsonObject | undefined;
  /** Puts a row in the place of the one of this id, or adds it. */
  put(id: string, row: JsonObject): void;
  /** Adds a row whose id no other has: where its time puts it, or in front without one. */
  add(row: JsonObject): void;
  /** False when there is no such row. */
  remove(id: string): boolean;
  /** By id, in the order in which they were changed last, each row that was changed; undefined for one that was removed. */
  changes(): ReadonlyMap<string, JsonObject | undefined>;
}
