import type { JsonObject } from '../json.ts';

/** What was recognised in a document without `x-confab`. */
export interface Recognition {
  readonly lists: readonly RecognisedList[];
  /** The words of `x-confab` that say the same, by the pointer of the node that they belong to. */
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
