import { weakest } from '../../../spec/grade.ts';
import type { Json } from '../../../spec/json.ts';
import { withValue } from '../../../spec/request-values.ts';
import { enumOf, putAllowed, readPlace } from '../places.ts';
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
import { type FilterPlace, filtered, isRange } from './places.ts';
import { rangeCases } from './range-cases.ts';
import { seenValues, strangeValues, tellingParts, tellingValues } from './values.ts';

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
  const { client, rows, base } = world;
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
        places: [a, b],
        evidence: weakest(a.filter.evidence, b.filter.evidence),
      },
    };
    if (score === 2) break;
  }
  return best?.found;
}

function nobody(world: FilterWorld, place: FilterPlace, seen: readonly Json[]): FilterCase | undefined {
  const { client, rows, base, given } = world;
  // What the base asks for hides who else there is.
  if (listedValues(place).length > 0 || given.some((one) => one.place === place)) return undefined;
  const isTime = place.formats.length > 0;
  const times = place.formats.map((format) => JSON.parse(format.write(Date.UTC(1999, 11, 31))) as Json);
  for (const value of isTime ? times : strangeValues(client.spec.schemas.types(place.schema), seen)) {
    if (base.rows.some((row) => fulfils(row, { place, value }, rows))) continue;
    const found = some(world, place, value, { kind: 'nobody' });
    if (found) return found;
  }
  return undefined;
}

/** Two values at once, where the place takes a list. */
function several(
  { client, base }: FilterWorld,
  place: FilterPlace,
  seen: readonly Json[],
): FilterCase | undefined {
  if (place.test !== 'equals' || seen.length < 2) return undefined;
  if (!client.spec.schemas.types(place.schema).includes('array')) return undefined;
  const two = [seen[0], seen.at(-1)] as Json[];
  const values = filtered(client.spec, client.operation, base.values, place, two);
  const { evidence } = place.filter;
  return (
    values && {
      kind: 'some',
      purpose: `rows with ${describeFilter(place, two)}`,
      values,
      places: [place],
      evidence,
    }
  );
}

/** A value in a filter that does not apply, as the places that it needs say something else. */
function idle(
  { client, base }: FilterWorld,
  place: FilterPlace,
  seen: readonly Json[],
): FilterCase | undefined {
  const { spec, operation } = client;
  const [when] = place.filter.when;
  const value = seen.at(-1);
  if (!when || value === undefined) return undefined;
  const others = [readPlace(operation, base.values, when.place), ...enumOf(operation, when.place)];
  const other = others.find((one) => one !== undefined && one !== when.value);
  if (other === undefined) return undefined;
  const values = putAllowed(spec, operation, withValue(base.values, when.place, other), place.from, value);
  const purpose = `every row, as ${describeFilter(place, value)} does not apply`;
  return values && { kind: 'everything', purpose, values, places: [place], evidence: place.filter.evidence };
}
