import type { CheckLog } from '../contract/check-log.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Item } from './item.ts';
import { toRuns, walkKey } from './walk-key.ts';

/** A recording with what it asks. */
export interface Prepared {
  readonly item: Item;
  /** When it was recorded, in epoch milliseconds. */
  readonly at: number;
  readonly values: RequestValues;
  readonly log: CheckLog;
}

/** Recordings that are checked together. */
export interface Unit {
  readonly all: readonly Prepared[];
  /** They are pages of one list. */
  readonly isList: boolean;
}

/** What belongs together: the pages of one list that were recorded in one go; all else is alone. */
export function toUnits(all: readonly Prepared[]): Unit[] {
  const lists = new Map<string, Prepared[]>();
  const units: Unit[] = [];
  for (const one of all) {
    const key = walkKey(one.log.operation, one.item.head, one.values);
    const known = key === undefined ? undefined : lists.get(key);
    if (known) known.push(one);
    else if (key !== undefined) lists.set(key, [one]);
    else units.push({ all: [one], isList: false });
  }
  const walks = [...lists.values()].flatMap((list) => toRuns(list));
  return [...units, ...walks.map((run): Unit => ({ all: run, isList: true }))];
}
