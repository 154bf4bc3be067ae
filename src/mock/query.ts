import type { Condition, Query } from '../rows/rows.ts';
import { type Expression, keyOf, labelOf } from '../spec/expressions.ts';
import { type Json, member } from '../spec/json.ts';
import { hintsOf } from '../spec/schema.ts';
import type { Filter, FilterTest, Listing, Operation, Spec } from '../spec/spec.ts';
import { createTimeFormat, type TimeFormat } from '../spec/time-format.ts';
import type { Refusal } from './refusal.ts';
import type { Values } from './validate.ts';

/** Reads one place of a request: what was given, else the default that the document declares for it. */
export interface Place {
  readonly label: string;
  readonly key: string;
  readonly fallback: Json | undefined;
  given(values: Values): Json | undefined;
  read(values: Values): Json | undefined;
}

export function createPlace(spec: Spec, operation: Operation, expression: Expression): Place {
  const fallback = schemaOf(spec, operation, expression)?.default;
  const given = createGiven(expression);
  return {
    key: keyOf(expression),
    label: labelOf(expression),
    fallback,
    given,
    read: (values) => given(values) ?? fallback,
  };
}

function createGiven({ in: place, name, path }: Expression): Place['given'] {
  if (place !== 'body') return (values) => values[place][name];
  return (values) => {
    let value = values.body;
    for (const key of path) value = member(value, key);
    return value;
  };
}

/** Compiles the filters and the order of a listing into a query of its rows. */
export function createQuery(spec: Spec, operation: Operation, listing: Listing) {
  const filters = listing.filters.map((filter) => createFilter(spec, operation, listing, filter));
  const { order } = listing;
  const by = order?.requestedBy && createPlace(spec, operation, order.requestedBy);
  const direction = order?.requestedDirection && createPlace(spec, operation, order.requestedDirection);

  return (values: Values): { query: Query } | { refusal: Refusal } => {
    const where: Condition[] = [];
    for (const filter of filters) {
      const refusal = filter(values, where);
      if (refusal) return { refusal };
    }
    if (!order) return { query: { where } };
    const askedBy = by?.read(values);
    const askedDirection = String(direction?.read(values) ?? '').toLowerCase();
    return {
      query: {
        where,
        order: {
          // A field that rows cannot be ordered by is ignored: a spec that refuses it says so with an enum.
          by: order.by.find((name) => name === askedBy) ?? (order.by[0] as string),
          direction: askedDirection === 'asc' || askedDirection === 'desc' ? askedDirection : order.direction,
        },
      },
    };
  };
}

type AddConditions = (values: Values, where: Condition[]) => Refusal | undefined;

function createFilter(spec: Spec, operation: Operation, listing: Listing, filter: Filter): AddConditions {
  const when = filter.when.map(({ place, value }) => ({ place: createPlace(spec, operation, place), value }));
  const rows = spec.collections.get(listing.collection);
  const field = rows && spec.schemas.properties(rows).get(filter.field);
  const isTime = hintsOf(field).time !== undefined;
  const tests = filter.tests.map(({ test, from }) => ({
    test,
    place: createPlace(spec, operation, from),
    formats: isTime ? formatsOf(spec, operation, from, field) : [],
  }));

  return (values, where) => {
    if (!when.every(({ place, value }) => place.read(values) === value)) return undefined;
    for (const { test, place, formats } of tests) {
      const value = place.read(values);
      if (isNothing(value) || value === filter.any) continue;
      const wanted = isTime ? readTime(value as Json, formats) : (value as Json);
      if (wanted === undefined) {
        return {
          cause: 'invalid-parameter',
          parameter: place.label,
          reason: `is not a time: ${JSON.stringify(value)}`,
        };
      }
      where.push({ field: filter.field, test: test as FilterTest, value: wanted });
    }
    return undefined;
  };
}

/** Null, the empty text and the empty list never filter. */
function isNothing(value: Json | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function readTime(value: Json, formats: readonly TimeFormat[]): number | undefined {
  for (const format of formats) {
    const time = format.read(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** The formats that the parameter declares, else those of the field it is compared with. */
function formatsOf(spec: Spec, operation: Operation, from: Expression, field: unknown): TimeFormat[] {
  const own = hintsOf(schemaOf(spec, operation, from)).format ?? hintsOf(field).format ?? 'iso';
  return [own].flat().map((text) => createTimeFormat(String(text)));
}

function schemaOf(spec: Spec, operation: Operation, { in: place, name, path }: Expression) {
  if (place === 'body') {
    const media = [...(operation.body?.content.values() ?? [])];
    return media.map(({ schema }) => spec.schemas.at(schema, path)).find((schema) => schema !== undefined);
  }
  return operation.parameters.find(
    (one) => one.in === place && (place === 'header' ? one.name.toLowerCase() : one.name) === name,
  )?.schema;
}
