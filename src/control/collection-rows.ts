import type { Collection } from '../rows/collections.ts';
import type { Rows } from '../rows/rows.ts';
import type { JsonObject } from '../spec/json.ts';

/** One collection in a scope. What is changed is held against the schema first: a UsageError tells what is wrong. */
export interface CollectionRows {
  /** `vendor.collection` */
  readonly name: string;
  /** As they are now; undefined as long as nothing was changed. */
  changed(): Rows | undefined;
  /** Whole rows in natural order, at most `limit` (default 100) from `offset` on. */
  list(part?: { readonly offset?: number; readonly limit?: number }): Promise<RowList>;
  get(id: string | number): Promise<JsonObject | undefined>;
  /** These rows in place of all others, in this order; a number stands for so many generated ones. */
  replace(rows: readonly JsonObject[] | number): Promise<RowsChanged>;
  /** New rows: each where its time puts it, in front without one. */
  add(rows: JsonObject | readonly JsonObject[]): Promise<RowsChanged>;
  /** A whole row in place of the one of this id; it is added when there is none. */
  put(id: string | number, row: JsonObject): Promise<RowChanged>;
  /** Other values for some fields; undefined when there is no such row. */
  patch(id: string | number, fields: JsonObject): Promise<RowChanged | undefined>;
  /** False when there is no such row. */
  delete(id: string | number): Promise<boolean>;
  /** As at the start. */
  reset(): void;
}

/** As the scope keeps it. */
export interface KeptRows extends CollectionRows {
  /** The collection was read anew. Gives a sentence for each changed row that no longer fits; it is shown all the same. */
  reload(collection: Collection): Promise<readonly string[]>;
}

export interface RowList {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly JsonObject[];
}

export interface RowsChanged {
  /** How many rows there are now. */
  readonly total: number;
  /** What is odd about the rows given, a sentence each. */
  readonly notes: readonly string[];
}

export interface RowChanged {
  readonly row: JsonObject;
  readonly isNew: boolean;
  readonly notes: readonly string[];
}

/** Counted in characters of JSON, over all scopes of a server. */
export interface RowBudget {
  used: number;
  readonly most: number;
}
