import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Json } from '../../spec/json.ts';
import { repaired } from '../../spec/repaired.ts';
import { type RequestValues, withValue } from '../../spec/request-values.ts';
import type { Operation } from '../../spec/spec.ts';
import type { Session } from '../session.ts';
import type { Allowed } from './allowed.ts';
import { createJudge } from './judge.ts';
import { type Place, toPlaces } from './places.ts';
import { isSensible } from './row-values.ts';
import { wrongSamples } from './values.ts';

/** A value out of bounds that the document lets be moved, not refused. */
interface Moved extends Allowed {
  readonly place: Place;
  /** What it is moved to. */
  readonly to: Json;
}

/** The requests with a value that is moved into its bounds, or replaced by its default. */
export function toMoved({ spec, operation, values, asserts }: Session): Moved[] {
  const places = toPlaces(spec, operation);
  const judge = createJudge(spec, operation);
  return places
    .filter(({ invalid, evidence }) => invalid !== 'refuse' && asserts(evidence))
    .flatMap((place) =>
      wrongSamples(place).map(({ value, says }) => ({
        place,
        to: repaired(value, place.invalid, place.schema),
        purpose: `${place.label} ${says} (${JSON.stringify(value)}), which is moved`,
        values: withValue(alone(operation, values, place, places), place.at, value),
        title: `${place.label} ${says} is refused, not moved`,
        source: place.source,
        evidence: place.evidence,
        entries: [`parameter:${place.key}`],
      })),
    )
    .filter((moved) => judge(moved.values) === undefined && isSensible(places, moved.values));
}

/** Whether the answer shows what a value was moved to; undefined: it does, or does not tell. */
export function movedWrongly(
  { list }: Operation,
  { place, to }: Moved,
  { page }: ObservedResponse,
): string | undefined {
  const { word } = place;
  if (!list || !page || word === undefined) return undefined;
  if (word === 'size' && page.items.length > Number(to)) return `${page.items.length} rows`;
  const shown = page.shown[word];
  // A list without rows may show something else in these places.
  if (shown === undefined || page.items.length === 0) return undefined;
  return String(shown) === String(to) ? undefined : `${word} ${JSON.stringify(shown)}`;
}

/** Without the places that are read before this one. */
function alone(
  { list }: Operation,
  values: RequestValues,
  { word, key }: Place,
  places: readonly Place[],
): RequestValues {
  if (!list || word === undefined) return values;
  return places
    .filter((other) => other.word === word && other.key !== key && !other.required)
    .reduce((left, { at }) => withValue(left, at, undefined), values);
}
