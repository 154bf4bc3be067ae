import { distance } from 'fastest-levenshtein';
import type { Condition } from '../../rows/rows.ts';
import { labelOf } from '../../spec/expressions.ts';
import { isObject, type Json } from '../../spec/json.ts';
import { rowFieldSchema, rowFieldValue } from '../../spec/row-field.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import { isTime, timeFormats } from '../../spec/value-words.ts';
import { valueExcerpt } from '../../text/value-excerpt.ts';
import type { FoundRows } from '../served-exchange.ts';
import { type Hint, type Hinter, NO_HINTS, operationName } from './hint.ts';

const MOST_OPERATIONS = 100;
/** So many rows show what values there are. */
const SAMPLE = 300;
const DAY = 86_400_000;
/** So many values are few enough to be listed. */
const FEW = 6;

/** A list is empty because of its dates, or because of a filter that no row fulfils. */
export function createNoRows(): Hinter {
  /** Operations that showed rows: a client that asks them for what is new may well get nothing. */
  const haveShown = new Set<string>();
  return (exchange) => {
    const { spec, operation, why } = exchange;
    const { rows, fault } = why;
    if (!rows || !spec || !operation || fault !== undefined) return NO_HINTS;
    const name = operationName(exchange);
    if (rows.total > 0) {
      if (haveShown.size < MOST_OPERATIONS) haveShown.add(name);
      return NO_HINTS;
    }
    if (rows.from.size === 0 || rows.where.length === 0) return NO_HINTS;
    const found = whyEmpty({ spec, operation, name, rows }, haveShown.has(name));
    return found ? [found] : NO_HINTS;
  };
}

interface Empty {
  readonly spec: Spec;
  readonly operation: Operation;
  readonly name: string;
  readonly rows: FoundRows;
}

function whyEmpty(empty: Empty, hasShown: boolean): Hint | undefined {
  const { spec, name, rows } = empty;
  const { where, from, collection } = rows;
  const schema = spec.collections.get(collection);
  const asksTime = ({ field }: Condition) => isTime(rowFieldSchema(spec.schemas, schema, field));
  const [times, others] = [where.filter(asksTime), where.filter((one) => !asksTime(one))];
  const matches = (some: readonly Condition[]) => some.length === 0 || from.select({ where: some }).total > 0;
  if (times.length > 0 && matches(others))
    return hasShown && isUpToDate(empty, times, others)
      ? undefined
      : { about: `dates ${name}`, text: datesText(empty, times, others) };
  const alone = others.find((one) => !matches([one]));
  if (alone) return { about: `filter ${name} ${alone.field}`, text: filterText(empty, alone) };
  const all = others.map((one) => said(empty, one)).join(' and ');
  if (!matches(others))
    return {
      about: `together ${name}`,
      text: `${name} has rows for each of ${all}, but none for all of them`,
    };
  return undefined;
}

/** Asking for what is new since the newest row: nothing is. */
function isUpToDate(empty: Empty, times: readonly Condition[], others: readonly Condition[]): boolean {
  const lower = times.find(({ test }) => test === 'minimum' || test === 'exclusiveMinimum');
  const last = lower && timeAt(empty, lower.field, others, 'desc');
  const since = last === undefined ? Number.NaN : Number(lower?.value) - last;
  return since >= 0 && since <= DAY;
}

/** Where the rows lie, as it is another time than the one that was asked for. */
function datesText(empty: Empty, times: readonly Condition[], others: readonly Condition[]): string {
  const { name, rows } = empty;
  const asked = times.map((one) => `${labelFor(empty, one)} (${day(one.value)})`).join(' and ');
  const field = (times[0] as Condition).field;
  const ends = (direction: 'asc' | 'desc') => timeAt(empty, field, others, direction);
  const [first, last] = [ends('asc'), ends('desc')];
  const start = `${name} is empty because of ${asked}`;
  const bound = (tests: readonly string[]) => {
    const found = times.find(({ test, value }) => tests.includes(test) && typeof value === 'number');
    return found?.value as number | undefined;
  };
  const lower = bound(['minimum', 'exclusiveMinimum', 'equals']);
  const upper = bound(['maximum', 'exclusiveMaximum', 'equals']);
  if (lower !== undefined && upper !== undefined && lower > upper)
    return `${start}: its end lies before its start`;
  if (last !== undefined && lower !== undefined && lower >= last)
    return `${start}: rows end ${day(last)}; start with --now now`;
  if (first !== undefined && upper !== undefined && upper <= first)
    return `${start}: rows begin ${day(first)}`;
  const range =
    first === undefined || last === undefined ? '' : `: rows lie from ${day(first)} to ${day(last)}`;
  return `${start}${range}${rows.from.size > 0 ? ', but none in between' : ''}`;
}

/** The first or last time of a field, of the rows that fulfil the other conditions. */
function timeAt(
  { spec, rows }: Empty,
  field: string,
  where: readonly Condition[],
  direction: 'asc' | 'desc',
): number | undefined {
  const selection = rows.from.select({ where, order: { by: field, direction } });
  if (selection.total === 0) return undefined;
  const schema = spec.collections.get(rows.collection);
  const value = rowFieldValue(rowsIn(spec, rows, [selection.at(0)])[0], field);
  for (const format of timeFormats(rowFieldSchema(spec.schemas, schema, field))) {
    const time = format.read(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

function filterText(empty: Empty, condition: Condition): string {
  const { name, rows } = empty;
  const { from } = rows;
  const places = Array.from({ length: Math.min(SAMPLE, from.size) }, (_, index) => index);
  const values = rowsIn(empty.spec, rows, places).flatMap((row) => rowFieldValue(row, condition.field) ?? []);
  const start = `${name} is empty, as no row has ${said(empty, condition)}`;
  return values.length === 0
    ? start
    : `${start}; ${nearestOf(condition, [...new Set(values.flatMap(parts))])}`;
}

function parts(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}

function nearestOf({ value, test }: Condition, values: readonly Json[]): string {
  if (test === 'equals' && values.length <= FEW)
    return `rows have ${values.map((one) => valueExcerpt(one)).join(', ')}`;
  const wanted = String(Array.isArray(value) ? value[0] : value).slice(0, 200);
  const scored = values.map((one) => ({ one, score: howFar(wanted, one) })).sort((a, b) => a.score - b.score);
  return `the nearest value is ${valueExcerpt(scored[0]?.one)}`;
}

function howFar(wanted: string, value: Json): number {
  if (typeof value === 'number' && wanted.trim() !== '' && !Number.isNaN(Number(wanted)))
    return Math.abs(value - Number(wanted));
  return distance(wanted.toLowerCase(), String(value).slice(0, 200).toLowerCase());
}

function rowsIn(spec: Spec, { collection, from }: FoundRows, indexes: readonly number[]): Json[] {
  const view = from.view(spec.collections.get(collection) ?? {});
  return indexes.map((index) => JSON.parse(view(index)) as Json).filter(isObject);
}

/** `user_id "u_1"`, by the name that the request gave it. */
function said(empty: Empty, condition: Condition): string {
  const verb = condition.test === 'contains' ? ' with' : '';
  return `${labelFor(empty, condition)}${verb} ${valueExcerpt(condition.value)}`;
}

function labelFor({ operation }: Empty, { field, test }: Condition): string {
  const filter = operation.list?.filters.find((one) => one.field === field);
  const from = filter?.tests.find((one) => one.test === test)?.from;
  return from ? labelOf(from) : field;
}

function day(ms: Json): string {
  const date = new Date(Number(ms));
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString().slice(0, 10);
}
