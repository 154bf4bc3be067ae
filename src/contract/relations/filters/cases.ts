import { labelOf } from '../../../spec/expressions.ts';
import { fieldAt } from '../../../spec/field.ts';
import { filtersNothing } from '../../../spec/filter-conditions.ts';
import { weakest } from '../../../spec/grade.ts';
import type { Json } from '../../../spec/json.ts';
import { withValue } from '../../../spec/request-values.ts';
import { rowFieldSchema } from '../../../spec/row-field.ts';
import { examplesOf } from '../../../spec/schema.ts';
import { enumOf, valueOrDefault, withAllowedValue } from '../field-values.ts';
import { listOf } from '../page-request.ts';
import {
  describeFilter,
  type FilterCase,
  type FilterWorld,
  listedValues,
  nothing,
  rowValue,
  some,
} from './case.ts';
import { fulfils } from './match.ts';
import { rangeCases } from './range-cases.ts';
import { type FilterTerm, filtered, isEqual, isRange } from './term.ts';
import { seenValues, strangeValues, tellingParts, tellingValues } from './values.ts';

/** Every case of one term, those that tell most first. */
export function casesOf(world: FilterWorld, term: FilterTerm): FilterCase[] {
  const { rows, base } = world;
  const { field } = term.filter;
  if (term.constant !== undefined)
    return [some(world, term, term.constant, { split: true }), off(world, term)].filter(
      (one) => one !== undefined,
    );
  if (isRange(term.test)) return rangeCases(world, term);
  const seen = seenValues(base.rows, rows, field);
  const texts = seen.filter((value) => typeof value === 'string');
  const telling =
    term.formats.length > 0
      ? [base.rows[base.rows.length >> 1], base.rows.at(-1)].map((row) => row && rowValue(world, term, row))
      : term.test === 'contains'
        ? tellingParts(texts)
        : tellingValues(base.rows, rows, field);
  return [
    nobody(world, term, seen),
    ...telling.map((value, index) => some(world, term, value, { split: index === 0 })),
    several(world, term, seen),
    ...nothing(world, term),
    idle(world, term, seen),
    ...listedValues(term).map((value) => some(world, term, value, { listed: value })),
    ...hiddenValues(world, term).map((value) => some(world, term, value, { hidden: value })),
  ].filter((one) => one !== undefined);
}

/** Two filters of different fields with values of one row, so that more rows match either than both. */
export function pairCase(world: FilterWorld, a: FilterTerm, b: FilterTerm): FilterCase | undefined {
  const { client, rows, base } = world;
  let best: { score: number; found: FilterCase } | undefined;
  for (const row of base.rows.slice(0, 60)) {
    const [x, y] = [rowValue(world, a, row), rowValue(world, b, row)];
    if (x === undefined || y === undefined) continue;
    const isX = (one: Json) => fulfils(one, { term: a, value: x }, rows) === true;
    const isY = (one: Json) => fulfils(one, { term: b, value: y }, rows) === true;
    const score = [
      base.rows.some((one) => isX(one) && !isY(one)),
      base.rows.some((one) => !isX(one) && isY(one)),
    ].filter(Boolean).length;
    if (score === 0 || score <= (best?.score ?? 0)) continue;
    const first = filtered(client.spec, client.operation, base.values, a, x);
    const values = first && filtered(client.spec, client.operation, first, b, y);
    if (!values) continue;
    const purpose = `rows with ${describeFilter(a, x)} and ${describeFilter(b, y)}`;
    best = {
      score,
      found: {
        kind: 'together',
        purpose,
        values,
        terms: [a, b],
        evidence: weakest(a.filter.evidence, b.filter.evidence),
      },
    };
    if (score === 2) break;
  }
  return best?.found;
}

function nobody(world: FilterWorld, term: FilterTerm, seen: readonly Json[]): FilterCase | undefined {
  const { client, rows, base, given } = world;
  // What the base asks for hides who else there is.
  if (listedValues(term).length > 0 || given.some((one) => one.term === term)) return undefined;
  const isTime = term.formats.length > 0;
  const times = term.formats.map((format) => JSON.parse(format.write(Date.UTC(1999, 11, 31))) as Json);
  for (const value of isTime ? times : strangeValues(client.spec.schemas.types(term.schema), seen)) {
    if (base.rows.some((row) => fulfils(row, { term, value }, rows))) continue;
    const found = some(world, term, value, { kind: 'nobody' });
    if (found) return found;
  }
  return undefined;
}

/** Two values at once, where the term takes a list. */
function several(
  { client, base }: FilterWorld,
  term: FilterTerm,
  seen: readonly Json[],
): FilterCase | undefined {
  if (term.test !== 'equals' || seen.length < 2) return undefined;
  if (!client.spec.schemas.types(term.schema).includes('array')) return undefined;
  const two = [seen[0], seen.at(-1)] as Json[];
  const values = filtered(client.spec, client.operation, base.values, term, two);
  const { evidence } = term.filter;
  return (
    values && {
      kind: 'some',
      purpose: `rows with ${describeFilter(term, two)}`,
      values,
      terms: [term],
      evidence,
    }
  );
}

/** What switches a constant filter on says something else: then it asks for nothing. */
function off({ client, base }: FilterWorld, term: FilterTerm): FilterCase | undefined {
  const { spec, operation } = client;
  for (const { place, value } of term.filter.when) {
    const others = typeof value === 'boolean' ? [!value] : enumOf(operation, place);
    const other = others.find((one) => one !== value);
    const values = other !== undefined && withAllowedValue(spec, operation, base.values, place, other);
    const purpose = `every row, as ${labelOf(place)} is ${JSON.stringify(other)}`;
    if (values) return { kind: 'everything', purpose, values, terms: [term], evidence: term.filter.evidence };
  }
  return undefined;
}

/** Two rows of different values are never the same, though no row shows its value: values that the document knows. */
function hiddenValues({ client, rows }: FilterWorld, { filter, test, from, schema }: FilterTerm): Json[] {
  if (test !== 'equals' || rows.has(filter.field) || Array.isArray(schema.enum)) return [];
  const { spec, operation } = client;
  const stored = rowFieldSchema(spec.schemas, spec.collections.get(listOf(client).collection), filter.field);
  const { enum: listed } = stored ?? {};
  const known = Array.isArray(listed) ? listed : examplesOf(stored ?? {});
  const values = [...fieldAt(operation, from).examples, ...known];
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
    .filter((value) => !filtersNothing(value) && !isEqual(value, filter.any))
    .slice(0, MOST_HIDDEN);
}

const MOST_HIDDEN = 6;

/** A value in a filter that does not apply, as the terms that it needs say something else. */
function idle(
  { client, base }: FilterWorld,
  term: FilterTerm,
  seen: readonly Json[],
): FilterCase | undefined {
  const { spec, operation } = client;
  const [when] = term.filter.when;
  const value = seen.at(-1);
  if (!when || value === undefined) return undefined;
  const others = [valueOrDefault(operation, base.values, when.place), ...enumOf(operation, when.place)];
  const other = others.find((one) => one !== undefined && one !== when.value);
  if (other === undefined) return undefined;
  const values = withAllowedValue(
    spec,
    operation,
    withValue(base.values, when.place, other),
    term.from,
    value,
  );
  const purpose = `every row, as ${describeFilter(term, value)} does not apply`;
  return values && { kind: 'everything', purpose, values, terms: [term], evidence: term.filter.evidence };
}
