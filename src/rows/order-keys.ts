import type { Json } from '../spec/json.ts';
import type { OrderKey, Query } from './rows.ts';
import { compare } from './selector.ts';

/** How rows are put in order: by the values of these fields, and where all of these are alike by their places. */
interface OrderKeys {
  readonly keys: readonly OrderKey[];
  /** 1: the newest row first, as in natural order; -1: the other way round. */
  readonly turn: 1 | -1;
}

/** The fields of an order up to the first in which rows have natural order: behind that one, no other tells anything. */
export function orderKeys(order: Query['order'], isValue: (field: string) => boolean): OrderKeys {
  const all = order ? [order, ...(order.more ?? [])] : [];
  const natural = all.findIndex(({ by }) => !isValue(by));
  const last = natural < 0 ? all.at(-1) : all[natural];
  return {
    keys: natural < 0 ? all : all.slice(0, natural),
    turn: last?.direction === 'asc' ? -1 : 1,
  };
}

/** Negative where a row with the first values stands before one with the others; 0 where their places tell. */
export function compareKeys(a: readonly Json[], b: readonly Json[], keys: readonly OrderKey[]): number {
  for (const [at, { direction }] of keys.entries()) {
    const side = compare(a[at] as Json, b[at] as Json);
    if (side !== 0) return direction === 'asc' ? side : -side;
  }
  return 0;
}
