import type { JsonObject } from '../json.ts';

/** What was recognised in a document without `x-confab`. */
export interface Recognition {
  readonly lists: readonly RecognisedList[];
  /** What says the same, by the pointer of the node that it belongs to: `x-confab`, and the format of a text. */
  readonly hints: ReadonlyMap<string, JsonObject>;
}

/** An operation that was taken for one that shows rows. */
export interface RecognisedList {
  /** Method and path. */
  readonly operation: string;
  readonly pointer: string;
  readonly collection: string;
  /** For people: what was taken for what. */
  readonly says: string;
}

export const NOTHING_RECOGNISED: Recognition = { lists: [], hints: new Map() };
