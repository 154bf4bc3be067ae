import type { Json } from '../spec/json.ts';
import { createCache } from './cache.ts';
import type { Column } from './columns.ts';
import { compareKeys, orderKeys } from './order-keys.ts';
import type { Condition, OrderKey, Query, Selection } from './rows.ts';

interface SelectorOptions {
  readonly size: number;
  /** Fields that are neither times nor ids repeat after so many rows. */
  readonly period: number;
  columnOf(field: string): Column;
}

/** Rows from `low` up to, not including, `high`. */
interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Answers queries over computed rows by arithmetic: a time cuts out a range of rows by binary search,
 * an id names one row, and any other field is looked up in the postings of one period.
 */
export function createSelector({ size, period, columnOf }: SelectorOptions): (query: Query) => Selection {
  const values = new Map<string, readonly Json[]>();
  const postings = createCache<Uint16Array>(256);
  const ordered = createCache<readonly Uint16Array[]>(64);
  const bounds = createCache<number>(1024);

  return ({ where, order }) => {
    const byTime = where.filter(({ field }) => columnOf(field).time);
    const byId = where.filter(({ field }) => columnOf(field).ids);
    const byValue = where.filter(({ field }) => !columnOf(field).time && !columnOf(field).ids);
    const range = byTime.reduce(narrow, { low: 0, high: size });
    if (order?.more?.length) return bySeveral(order, byId, byValue, range);
    const found =
      byId.length > 0
        ? listed(byId, byValue, order && isValue(order.by) ? order.by : undefined, range)
        : order && isValue(order.by)
          ? sorted(byValue, order.by, range)
          : natural(byValue, range);
    return order?.direction === 'asc' ? reversed(found) : found;
  };

  function isValue(field: string): boolean {
    const column = columnOf(field);
    return !column.time && !column.ids;
  }

  function narrow(range: Range, { field, test, value }: Condition): Range {
    const { time } = columnOf(field);
    if (!time || typeof value !== 'number') return range;
    // Compared as the row shows it: a row at 12:00:00.7 that is written 12:00:00 is not after 12:00:00.
    const shown = (index: number) => Math.floor(time.at(index) / time.format.unit) * time.format.unit;
    const bound = (holds: (index: number) => boolean) =>
      bounds(`${field} ${test} ${value}`, () => firstWhere(holds));
    const { low, high } = range;
    const until = (holds: (index: number) => boolean) => ({ low, high: Math.min(high, bound(holds)) });
    const since = (holds: (index: number) => boolean) => ({ low: Math.max(low, bound(holds)), high });
    if (test === 'minimum') return until((index) => shown(index) < value);
    if (test === 'exclusiveMinimum') return until((index) => shown(index) <= value);
    if (test === 'maximum') return since((index) => shown(index) <= value);
    if (test === 'exclusiveMaximum') return since((index) => shown(index) < value);
    const exact = narrow(range, { field, test: 'minimum', value });
    return narrow(exact, { field, test: 'maximum', value });
  }

  /** The first row for which the condition holds: it holds for all older rows and for no newer one. */
  function firstWhere(holds: (index: number) => boolean): number {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function natural(byValue: readonly Condition[], { low, high }: Range): Selection {
    if (byValue.length === 0) return { total: Math.max(0, high - low), at: (n) => low + n };
    return fromPostings(postingsOf(byValue), low, high);
  }

  function sorted(byValue: readonly Condition[], by: string, { low, high }: Range): Selection {
    return concatenated(groupsOf(byValue, by).map((group) => fromPostings(group, low, high)));
  }

  function bySeveral(
    order: Query['order'],
    byId: readonly Condition[],
    byValue: readonly Condition[],
    range: Range,
  ): Selection {
    const { keys, turn } = orderKeys(order, isValue);
    const turned = (one: Selection) => (turn === 1 ? one : reversed(one));
    if (keys.length === 0)
      return turned(byId.length > 0 ? listed(byId, byValue, undefined, range) : natural(byValue, range));
    if (byId.length === 0)
      return concatenated(
        splitBy(byValue, keys).map((group) => turned(fromPostings(group, range.low, range.high))),
      );
    const found = listed(byId, byValue, undefined, range);
    const valuesOf = (index: number) => keys.map(({ by }) => valueAt(by, index % period));
    const indices = Array.from({ length: found.total }, (_, n) => found.at(n)).sort(
      (a, b) => compareKeys(valuesOf(a), valuesOf(b), keys) || turn * (a - b),
    );
    return { total: indices.length, at: (n) => indices[n] as number };
  }

  /** The postings split by the values of several fields, in their order. */
  function splitBy(byValue: readonly Condition[], keys: readonly OrderKey[]): readonly Uint16Array[] {
    return ordered(JSON.stringify([keys, byValue]), () => {
      const groups = new Map<string, { values: readonly Json[]; offsets: number[] }>();
      for (const offset of postingsOf(byValue)) {
        const own = keys.map(({ by }) => valueAt(by, offset));
        const name = JSON.stringify(own);
        const group = groups.get(name);
        if (group) group.offsets.push(offset);
        else groups.set(name, { values: own, offsets: [offset] });
      }
      return [...groups.values()]
        .sort((a, b) => compareKeys(a.values, b.values, keys))
        .map(({ offsets }) => Uint16Array.from(offsets));
    });
  }

  function listed(
    byId: readonly Condition[],
    byValue: readonly Condition[],
    by: string | undefined,
    { low, high }: Range,
  ): Selection {
    const key = (index: number) => (by === undefined ? 0 : valueAt(by, index % period));
    const [first, ...others] = byId.map(idsOf);
    const indices = [...(first as Set<number>)]
      .filter((index) => index >= low && index < high && others.every((other) => other.has(index)))
      .filter((index) =>
        byValue.every((condition) => matches(condition, valueAt(condition.field, index % period))),
      )
      .sort((a, b) => compare(key(b), key(a)) || a - b);
    return { total: indices.length, at: (n) => indices[n] as number };
  }

  function idsOf({ field, value }: Condition): Set<number> {
    const { ids, text } = columnOf(field);
    const found = new Set<number>();
    for (const id of Array.isArray(value) ? value : [value]) {
      if (typeof id !== 'string' && typeof id !== 'number') continue;
      const index = ids?.index(id);
      if (index !== undefined && text(index) === JSON.stringify(id)) found.add(index);
    }
    return found;
  }

  /** Where in a period the rows stand that fulfil all conditions, rising. */
  function postingsOf(byValue: readonly Condition[]): Uint16Array {
    return postings(JSON.stringify(byValue), () => {
      const found: number[] = [];
      for (let offset = 0; offset < Math.min(period, size); offset += 1) {
        if (byValue.every((condition) => matches(condition, valueAt(condition.field, offset))))
          found.push(offset);
      }
      return Uint16Array.from(found);
    });
  }

  /** The postings split by the value of a field, the largest value first. */
  function groupsOf(byValue: readonly Condition[], by: string): readonly Uint16Array[] {
    return ordered(JSON.stringify([by, byValue]), () => {
      const groups = new Map<Json, number[]>();
      for (const offset of postingsOf(byValue)) {
        const value = valueAt(by, offset);
        const group = groups.get(value);
        if (group) group.push(offset);
        else groups.set(value, [offset]);
      }
      return [...groups.entries()]
        .sort(([a], [b]) => compare(b, a))
        .map(([, group]) => Uint16Array.from(group));
    });
  }

  function fromPostings(offsets: Uint16Array, low: number, high: number): Selection {
    const before = rank(offsets, low);
    const total = Math.max(0, rank(offsets, high) - before);
    const { length } = offsets;
    return {
      total,
      at(n) {
        const nth = before + n;
        return Math.floor(nth / length) * period + (offsets[nth % length] as number);
      },
    };
  }

  /** How many rows below `index` stand at one of these offsets. */
  function rank(offsets: Uint16Array, index: number): number {
    const inPeriod = index % period;
    let low = 0;
    let high = offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] as number) < inPeriod) low = middle + 1;
      else high = middle;
    }
    return Math.floor(index / period) * offsets.length + low;
  }

  function valueAt(field: string, offset: number): Json {
    let known = values.get(field);
    if (!known) {
      const column = columnOf(field);
      known = Array.from(
        { length: Math.min(period, size) },
        (_, index) => JSON.parse(column.text(index)) as Json,
      );
      values.set(field, known);
    }
    return known[offset] as Json;
  }
}

function concatenated(groups: readonly Selection[]): Selection {
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  return {
    total,
    at(n) {
      let rest = n;
      for (const group of groups) {
        if (rest < group.total) return group.at(rest);
        rest -= group.total;
      }
      throw new RangeError(`row ${n} of ${total}`);
    },
  };
}

/** Whether a value of a row fulfils a condition. */
export function matches({ test, value }: Condition, found: Json): boolean {
  if (test === 'equals') return Array.isArray(value) ? value.includes(found) : value === found;
  // Null is no text and lies on no side of anything.
  if (found === null) return false;
  if (test === 'contains') return holds(String(found), String(value));
  const side = compare(found, value);
  return { minimum: side >= 0, maximum: side <= 0, exclusiveMinimum: side > 0, exclusiveMaximum: side < 0 }[
    test
  ];
}

/** Letter case does not count. */
function holds(text: string, part: string): boolean {
  // No letter becomes more than three in lower case. A part as long as a request's body takes long to look at, row by row.
  if (part.length > text.length * 3) return false;
  return text.toLowerCase().includes(part.toLowerCase());
}

/** Numbers by size, everything else by its text's code units: the same order on every machine. */
export function compare(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function reversed({ total, at }: Selection): Selection {
  return { total, at: (n) => at(total - 1 - n) };
}
