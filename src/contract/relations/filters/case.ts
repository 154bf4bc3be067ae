import { fieldAt } from '../../../spec/field.ts';
import { fieldStatement } from '../../../spec/field-statement.ts';
import { filtersNothing } from '../../../spec/filter-conditions.ts';
import { DOCUMENTED, weakest } from '../../../spec/grade.ts';
import type { Json } from '../../../spec/json.ts';
import type { RequestValues } from '../../../spec/request-values.ts';
import type { Evidence } from '../../../spec/spec.ts';
import type { Client } from '../../client.ts';
import { withAllowedValue } from '../field-values.ts';
import type { RowReader } from '../rows.ts';
import type { Walk } from '../walk.ts';
import { type CaseCondition, type FilterTerm, filtered, isEqual } from './term.ts';
import { partOf } from './values.ts';

/** A request that filters, and what it is to show. */
export interface FilterCase {
  /** some: the rows that match. nobody: none. everything: it asks for no filter. together: two filters at once. */
  readonly kind: 'some' | 'nobody' | 'everything' | 'together';
  /** For people: `rows with user_id "3"`. */
  readonly purpose: string;
  readonly values: RequestValues;
  /** The terms that it is about. */
  readonly terms: readonly FilterTerm[];
  readonly evidence: Evidence;
  /** A value of the term's own closed set. */
  readonly listed?: Json;
  /** A value that the document knows of a field that rows do not show. */
  readonly hidden?: Json;
  /** Its rows are asked for in several pages: a filter must hold on each. */
  readonly split?: boolean;
}

/** What cases are made of. */
export interface FilterWorld {
  readonly client: Client;
  readonly rows: RowReader;
  readonly base: Walk;
  readonly terms: readonly FilterTerm[];
  /** What the base itself asks for. */
  readonly given: readonly CaseCondition[];
}

const MOST_LISTED = 30;
const EMPTY_ASKS_NOTHING: Evidence = {
  grade: 'assumed',
  reason: 'the empty text and null ask for no filter, as x-confab says of every one',
};

/** The rows with a value; undefined where it asks for nothing, or cannot be asked. */
export function some(
  { client, base }: FilterWorld,
  term: FilterTerm,
  value: Json | undefined,
  more: Partial<FilterCase> = {},
): FilterCase | undefined {
  if (value === undefined || filtersNothing(value) || isEqual(value, term.filter.any)) return undefined;
  const values = filtered(client.spec, client.operation, base.values, term, value);
  return (
    values && {
      kind: 'some',
      purpose: `rows with ${describeFilter(term, value)}`,
      values,
      terms: [term],
      evidence: weakest(term.filter.evidence, valueEvidence(client, term, value)),
      ...more,
    }
  );
}

/** How well it is known that a request may have this value. */
function valueEvidence({ spec, operation }: Client, { schema, from }: FilterTerm, value: Json): Evidence {
  if (!Array.isArray(schema.enum)) return DOCUMENTED;
  return fieldStatement(spec, fieldAt(operation, from), `enum/${String(value)}`).evidence;
}

/** Values that ask for no filter: the declared one, and the empty text or null. */
export function nothing({ client, base }: FilterWorld, term: FilterTerm): FilterCase[] {
  const { any, when, evidenceOf } = term.filter;
  const wanted: [Json, Evidence][] = any === undefined ? [] : [[any, evidenceOf('any')]];
  for (const value of ['', null]) if (!isEqual(value, any)) wanted.push([value, EMPTY_ASKS_NOTHING]);
  // Where the filter needs other terms too, they would ask for something that is not there.
  if (when.length > 0 || term.constant !== undefined) return [];
  return wanted.flatMap(([value, grade]) => {
    const values = withAllowedValue(client.spec, client.operation, base.values, term.from, value);
    const purpose = `every row, by ${term.filter.field} ${JSON.stringify(value)}`;
    return values ? [{ kind: 'everything' as const, purpose, values, terms: [term], evidence: grade }] : [];
  });
}

/** The closed set of values that a term takes, but the one that asks for nothing. */
export function listedValues({ schema, filter, test }: FilterTerm): Json[] {
  if (test !== 'equals' || !Array.isArray(schema.enum)) return [];
  return schema.enum
    .filter((value) => !filtersNothing(value) && !isEqual(value, filter.any))
    .slice(0, MOST_LISTED);
}

/** A row's own value as a request writes it. */
export function rowValue({ rows }: FilterWorld, term: FilterTerm, row: Json): Json | undefined {
  if (term.constant !== undefined) return term.constant;
  const value = rows.value(row, term.filter.field);
  if (value === undefined || value === null || typeof value === 'object' || filtersNothing(value))
    return undefined;
  if (term.test === 'contains')
    return typeof value === 'string' ? (partOf(value, 1 / 3) ?? value) : undefined;
  const time = rows.time(row, term.filter.field);
  return time === undefined ? value : timeAsAsked(term, value, time);
}

/** A time in the way of the request; as the row has it where that is one, since writing may drop digits. */
function timeAsAsked({ formats }: FilterTerm, value: Json, time?: number): Json {
  const [first] = formats;
  if (!first || formats.some((format) => format.read(value) !== undefined) || time === undefined)
    return value;
  return JSON.parse(first.write(time)) as Json;
}

/** For people: `title containing "a"`. */
export function describeFilter({ filter, test }: FilterTerm, value: Json): string {
  const word = {
    equals: '',
    contains: 'containing ',
    minimum: 'from ',
    maximum: 'to ',
    exclusiveMinimum: 'after ',
    exclusiveMaximum: 'before ',
  }[test];
  return `${filter.field} ${word}${JSON.stringify(value)}`;
}
