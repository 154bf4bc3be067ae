import type { Json } from '../../spec/json.ts';
import { type RequestValues, withValue } from '../../spec/request-values.ts';
import type { Evidence } from '../../spec/spec.ts';
import type { Session } from '../session.ts';
import { fulfils } from './filter-match.ts';
import {
  asksNothing,
  type Condition,
  type FilterPlace,
  filtered,
  isBeginning,
  isEnd,
  isEqual,
  isRange,
} from './filter-places.ts';
import { middleOf, partOf, seenValues, strangeValues, tellingParts, tellingValues } from './filter-values.ts';
import { enumOf, putAllowed, readPlace } from './places.ts';
import type { RowReader } from './rows.ts';
import type { Walk } from './walk.ts';

/** A request that filters, and what it is to show. */
export interface FilterCase {
  /** some: the rows that match. nobody: none. everything: it asks for no filter. together: two filters at once. */
  readonly kind: 'some' | 'nobody' | 'everything' | 'together';
  /** For people: `rows with user_id "3"`. */
  readonly purpose: string;
  readonly values: RequestValues;
  /** The places that it is about. */
  readonly places: readonly FilterPlace[];
  readonly evidence: Evidence;
  /** A value of the place's own closed set. */
  readonly listed?: Json;
  /** Its rows are asked for in several pages: a filter must hold on each. */
  readonly split?: boolean;
}

/** What cases are made of. */
export interface FilterWorld {
  readonly session: Session;
  readonly rows: RowReader;
  readonly base: Walk;
  readonly places: readonly FilterPlace[];
  /** What the base itself asks for. */
  readonly given: readonly Condition[];
}

const MOST_LISTED = 30;
const EMPTY_ASKS_NOTHING: Evidence = {
  grade: 'assumed',
  reason: 'the empty text and null ask for no filter, as x-confab says of every one',
};

/** Every case of one place, those that tell most first. */
export function casesOf(world: FilterWorld, place: FilterPlace): FilterCase[] {
  const { rows, base } = world;
  const { field } = place.filter;
  if (isRange(place.test)) return rangeCases(world, place);
  const seen = seenValues(base.rows, rows, field);
  const texts = seen.filter((value) => typeof value === 'string');
  const telling =
    place.formats.length > 0
      ? [base.rows[base.rows.length >> 1], base.rows.at(-1)].map((row) => row && rowValue(world, place, row))
      : place.test === 'contains'
        ? tellingParts(texts)
        : tellingValues(base.rows, rows, field);
  return [
    nobody(world, place, seen),
    ...telling.map((value, index) => some(world, place, value, { split: index === 0 })),
    several(world, place, seen),
    ...nothing(world, place),
    idle(world, place, seen),
    ...listedValues(place).map((value) => some(world, place, value, { listed: value })),
  ].filter((one) => one !== undefined);
}

/** Two filters of different fields with values of one row, so that more rows match either than both. */
export function pairCase(world: FilterWorld, a: FilterPlace, b: FilterPlace): FilterCase | undefined {
  const { session, rows, base } = world;
  let best: { score: number; found: FilterCase } | undefined;
  for (const row of base.rows.slice(0, 60)) {
    const [x, y] = [rowValue(world, a, row), rowValue(world, b, row)];
    if (x === undefined || y === undefined) continue;
    const isX = (one: Json) => fulfils(one, { place: a, value: x }, rows) === true;
    const isY = (one: Json) => fulfils(one, { place: b, value: y }, rows) === true;
    const score = [
      base.rows.some((one) => isX(one) && !isY(one)),
      base.rows.some((one) => !isX(one) && isY(one)),
    ].filter(Boolean).length;
    if (score === 0 || score <= (best?.score ?? 0)) continue;
    const first = filtered(session.spec, session.operation, base.values, a, x);
    const values = first && filtered(session.spec, session.operation, first, b, y);
    if (!values) continue;
    const purpose = `rows with ${describe(a, x)} and ${describe(b, y)}`;
    best = { score, found: { kind: 'together', purpose, values, places: [a, b], evidence: weaker(a, b) } };
    if (score === 2) break;
  }
  return best?.found;
}

/** A range's beginning or end on a row's own value; with its other end, both together and turned round. */
function rangeCases(world: FilterWorld, place: FilterPlace): FilterCase[] {
  const { session, rows, base, places } = world;
  const { field } = place.filter;
  const sorted = [...new Map(base.rows.map((row) => [JSON.stringify(rows.value(row, field)), row])).values()]
    .filter((row) => rows.compare(row, row, field) !== undefined)
    .sort((a, b) => rows.compare(a, b, field) ?? 0);
  if (isBeginning(place.test)) sorted.reverse();
  const middle =
    middleOf(sorted) ?? (sorted[0] !== undefined && { low: sorted[0], middle: sorted[0], high: sorted[0] });
  if (!middle) return [];
  const value = (row: Json) => rowValue(world, place, row);
  const cases = [
    beyond(world, place, sorted),
    some(world, place, value(middle.middle), { split: true }),
    ...place.formats.slice(1).map((format) => {
      const time = rows.time(middle.middle, field);
      return some(world, place, time === undefined ? undefined : (JSON.parse(format.write(time)) as Json));
    }),
    ...nothing(world, place),
  ];
  const end = places.find((one) => one.filter === place.filter && isEnd(one.test));
  if (isBeginning(place.test) && end) {
    // Sorted from the last to the first: `high` is the earlier one.
    const between = (from: Json, to: Json, kind: FilterCase['kind']) => {
      const [first, last] = [value(from), rowValue(world, end, to)];
      const begun =
        first === undefined
          ? undefined
          : filtered(session.spec, session.operation, base.values, place, first);
      const values =
        begun && last !== undefined && filtered(session.spec, session.operation, begun, end, last);
      if (!values || first === undefined || last === undefined) return undefined;
      const purpose = `rows with ${describe(place, first)} ${describe(end, last).replace(`${field} `, '')}`;
      return { kind, purpose, values, places: [place, end], evidence: place.filter.evidence };
    };
    cases.push(between(middle.high, middle.low, 'some'));
    // Where an end does not belong to it, a range from a time to the same has nothing in it.
    if (place.test === 'from' && end.test === 'to') cases.push(between(middle.middle, middle.middle, 'some'));
    if (sorted.length > 1) cases.push(between(middle.low, middle.high, 'nobody'));
  }
  return cases.filter((one) => one !== undefined);
}

function some(
  { session, base }: FilterWorld,
  place: FilterPlace,
  value: Json | undefined,
  more: Partial<FilterCase> = {},
): FilterCase | undefined {
  if (value === undefined || asksNothing(value) || isEqual(value, place.filter.any)) return undefined;
  const values = filtered(session.spec, session.operation, base.values, place, value);
  const { evidence } = place.filter;
  return (
    values && {
      kind: 'some',
      purpose: `rows with ${describe(place, value)}`,
      values,
      places: [place],
      evidence,
      ...more,
    }
  );
}

function nobody(world: FilterWorld, place: FilterPlace, seen: readonly Json[]): FilterCase | undefined {
  const { session, rows, base, given } = world;
  // What the base asks for hides who else there is.
  if (listedValues(place).length > 0 || given.some((one) => one.place === place)) return undefined;
  const isTime = place.formats.length > 0;
  const times = place.formats.map((format) => JSON.parse(format.write(Date.UTC(1999, 11, 31))) as Json);
  for (const value of isTime ? times : strangeValues(session.spec.schemas.types(place.schema), seen)) {
    if (base.rows.some((row) => fulfils(row, { place, value }, rows))) continue;
    const found = some(world, place, value, { kind: 'nobody' });
    if (found) return found;
  }
  return undefined;
}

/** A range that begins behind every row, or ends before. */
function beyond(world: FilterWorld, place: FilterPlace, sorted: readonly Json[]): FilterCase | undefined {
  const [extreme] = sorted;
  const sign = isBeginning(place.test) ? 1 : -1;
  if (extreme === undefined) return undefined;
  const { field } = place.filter;
  const time = world.rows.time(extreme, field);
  const [format] = place.formats;
  if (format && time !== undefined) {
    for (const years of [5, 1]) {
      const moved = time + sign * years * 365 * 86_400_000;
      if (moved >= 0) return some(world, place, JSON.parse(format.write(moved)) as Json, { kind: 'nobody' });
    }
    return undefined;
  }
  const value = world.rows.value(extreme, field);
  if (typeof value !== 'number') return undefined;
  return (
    some(world, place, value + sign * 1000, { kind: 'nobody' }) ??
    some(world, place, value + sign, { kind: 'nobody' })
  );
}

/** Two values at once, where the place takes a list. */
function several(
  { session, base }: FilterWorld,
  place: FilterPlace,
  seen: readonly Json[],
): FilterCase | undefined {
  if (place.test !== 'equals' || seen.length < 2) return undefined;
  if (!session.spec.schemas.types(place.schema).includes('array')) return undefined;
  const two = [seen[0], seen.at(-1)] as Json[];
  const values = filtered(session.spec, session.operation, base.values, place, two);
  const { evidence } = place.filter;
  return (
    values && {
      kind: 'some',
      purpose: `rows with ${describe(place, two)}`,
      values,
      places: [place],
      evidence,
    }
  );
}

/** Values that ask for no filter: the declared one, and the empty text or null. */
function nothing({ session, base }: FilterWorld, place: FilterPlace): FilterCase[] {
  const { any, when, evidenceOf } = place.filter;
  const wanted: [Json, Evidence][] = any === undefined ? [] : [[any, evidenceOf('any')]];
  for (const value of ['', null]) if (!isEqual(value, any)) wanted.push([value, EMPTY_ASKS_NOTHING]);
  // Where the filter needs other places too, they would ask for something that is not there.
  if (when.length > 0) return [];
  return wanted.flatMap(([value, grade]) => {
    const values = putAllowed(session.spec, session.operation, base.values, place.from, value);
    const purpose = `every row, by ${place.filter.field} ${JSON.stringify(value)}`;
    return values ? [{ kind: 'everything' as const, purpose, values, places: [place], evidence: grade }] : [];
  });
}

/** A value in a filter that does not apply, as the places that it needs say something else. */
function idle(
  { session, base }: FilterWorld,
  place: FilterPlace,
  seen: readonly Json[],
): FilterCase | undefined {
  const { spec, operation } = session;
  const [when] = place.filter.when;
  const value = seen.at(-1);
  if (!when || value === undefined) return undefined;
  const others = [
    readPlace(spec, operation, base.values, when.place),
    ...enumOf(spec, operation, when.place),
  ];
  const other = others.find((one) => one !== undefined && one !== when.value);
  if (other === undefined) return undefined;
  const values = putAllowed(spec, operation, withValue(base.values, when.place, other), place.from, value);
  const purpose = `every row, as ${describe(place, value)} does not apply`;
  return values && { kind: 'everything', purpose, values, places: [place], evidence: place.filter.evidence };
}

/** The closed set of values that a place takes, but the one that asks for nothing. */
export function listedValues({ schema, filter, test }: FilterPlace): Json[] {
  if (test !== 'equals' || !Array.isArray(schema.enum)) return [];
  return schema.enum
    .filter((value) => !asksNothing(value) && !isEqual(value, filter.any))
    .slice(0, MOST_LISTED);
}

/** A row's own value as a request writes it. */
function rowValue({ rows }: FilterWorld, place: FilterPlace, row: Json): Json | undefined {
  const value = rows.value(row, place.filter.field);
  if (value === undefined || value === null || typeof value === 'object' || asksNothing(value))
    return undefined;
  if (place.test === 'contains')
    return typeof value === 'string' ? (partOf(value, 1 / 3) ?? value) : undefined;
  const time = rows.time(row, place.filter.field);
  return time === undefined ? value : timeAsAsked(place, value, time);
}

/** A time in the way of the request; as the row has it where that is one, since writing may drop digits. */
function timeAsAsked({ formats }: FilterPlace, value: Json, time?: number): Json {
  const [first] = formats;
  if (!first || formats.some((format) => format.read(value) !== undefined) || time === undefined)
    return value;
  return JSON.parse(first.write(time)) as Json;
}

export function describe({ filter, test }: FilterPlace, value: Json): string {
  const word = {
    equals: '',
    contains: 'containing ',
    from: 'from ',
    to: 'to ',
    after: 'after ',
    before: 'before ',
  }[test];
  return `${filter.field} ${word}${JSON.stringify(value)}`;
}

function weaker(a: FilterPlace, b: FilterPlace): Evidence {
  const grades = ['documented', 'observed', 'assumed'];
  const [one, other] = [a.filter.evidence, b.filter.evidence];
  return grades.indexOf(one.grade) >= grades.indexOf(other.grade) ? one : other;
}
