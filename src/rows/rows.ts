import type { Json, JsonObject } from '../spec/json.ts';
import type { FilterTest } from '../spec/spec.ts';

/** A queryable collection. Row 0 is the first in natural order: the newest. */
export interface Rows {
  readonly size: number;
  /** A way to write rows: the JSON text of row `index` as this schema shows it. Compiled once. */
  view(schema: JsonObject): View;
  /** The rows that fulfil every condition, in the order asked for. */
  select(query: Query): Selection;
}

export type View = (index: number) => string;

export interface Query {
  readonly where: readonly Condition[];
  /** The natural order when not given. */
  readonly order?: (OrderKey & { readonly more?: readonly OrderKey[] }) | undefined;
}

/** One field that rows are put in order by. */
export interface OrderKey {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
}

/**
 * One condition on a field. `equals` with a list means any of them; `contains` ignores letter case;
 * `from` and `to` include the value itself, and for a time are epoch milliseconds.
 */
export interface Condition {
  readonly field: string;
  readonly test: FilterTest;
  readonly value: Json;
}

export interface Selection {
  /** How many rows match, exactly. */
  readonly total: number;
  /** The index of the n-th matching row, 0 ≤ n < total. */
  at(n: number): number;
}
