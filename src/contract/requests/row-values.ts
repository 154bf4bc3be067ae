import type { Page } from '../../result/observed-response.ts';
import { type Json, member, toPointer, valueAt } from '../../spec/json.ts';
import type { RequestValues } from '../../spec/request-values.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { Spec } from '../../spec/spec.ts';
import type { Place } from './places.ts';
import type { Sample } from './values.ts';

/** What a place may be because a row that was shown has it: the only sure values of an id. */
export function rowSamples(
  spec: Spec,
  collection: string | undefined,
  place: Place,
  page: Page | undefined,
): Sample[] {
  if (place.filter?.test !== 'equals' && place.filter?.test !== 'contains') return [];
  const { field, any } = place.filter.of;
  const rows = spec.collections.get(collection ?? '');
  // Times are written in one way in a row and in another in a request.
  if (hintsOf(rows && spec.schemas.properties(rows).get(field)).time !== undefined) return [];
  const value = page?.items
    .map((item) => member(item, field))
    .find((one) => one !== undefined && one !== null && one !== '' && one !== any && typeof one !== 'object');
  return value === undefined ? [] : [{ value, says: 'what a row has' }];
}

/** No range ends before it begins: what becomes of one that does is told nowhere. */
export function isSensible(places: readonly Place[], values: RequestValues): boolean {
  const ends = places.filter(({ filter }) => filter?.test === 'from' || filter?.test === 'to');
  return ends.every((from) =>
    ends.every((to) => {
      if (from.filter?.test !== 'from' || to.filter?.test !== 'to' || from.filter.of !== to.filter.of)
        return true;
      const [low, high] = [givenAt(from, values), givenAt(to, values)];
      return !isGiven(low) || !isGiven(high) || !(low > high);
    }),
  );
}

/** What a request says in a place. */
export function givenAt({ at }: Pick<Place, 'at'>, values: RequestValues): Json | undefined {
  return at.in === 'body' ? valueAt(values.body, toPointer(at.path)) : member(values[at.in], at.name);
}

function isGiven(value: Json | undefined): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
