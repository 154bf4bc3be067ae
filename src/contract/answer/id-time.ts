import { type Json, member, toPointer, valueAt } from '../../spec/json.ts';
import { toEvidence } from '../../spec/parts.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { Evidence, MediaType, Spec } from '../../spec/spec.ts';
import { firstOf } from './places.ts';
import { saysOf, type TimeFault } from './time-value.ts';

const QUARTER = 15 * 60;
const FURTHEST_ZONE = 14 * 3600;
/** Id and time are taken one after the other. */
const MOMENT = 2;
/** Two times may differ by anything; that several differ by the same zone is no accident. */
const FEWEST = 2;

/** A row's time that was read. */
export interface RowTime {
  readonly path: readonly string[];
  readonly ms: number;
}

/**
 * An ObjectId holds the seconds at which it was made, in no zone at all. Rows whose own time is off by the
 * same quarters of an hour have the time of another zone; any other distance says nothing.
 */
export function shiftedFromIds(
  spec: Spec,
  media: MediaType,
  body: Json,
  place: readonly string[],
  times: readonly RowTime[],
): (TimeFault & { readonly first: RowTime; readonly evidence: Evidence }) | undefined {
  const row = spec.schemas.at(media.schema, firstOf(place.slice(0, -1)));
  const [name, schema] =
    [...spec.schemas.properties(row)].find(([, one]) => hintsOf(one).id === 'objectid') ?? [];
  if (name === undefined) return undefined;
  const distances = times.flatMap((time) => {
    const id = member(valueAt(body, toPointer(time.path.slice(0, -1))), name);
    if (typeof id !== 'string' || !/^[0-9a-f]{24}$/i.test(id)) return [];
    return [{ time, off: Math.floor(time.ms / 1000) - Number.parseInt(id.slice(0, 8), 16) }];
  });
  const [first] = distances;
  if (!first) return undefined;
  const quarters = Math.round(first.off / QUARTER);
  const alike = distances.filter(({ off }) => Math.abs(off - quarters * QUARTER) <= MOMENT);
  const isZone = quarters !== 0 && Math.abs(first.off) <= FURTHEST_ZONE + MOMENT;
  if (!isZone || alike.length < FEWEST || alike.length < distances.length) return undefined;
  const { ms } = first.time;
  return {
    first: first.time,
    title: 'is of another zone than the time in its id',
    expected: `${saysOf(ms - first.off * 1000)}, the time in ${name}`,
    says: `${saysOf(ms)}, ${Math.abs(quarters) / 4} hours ${quarters > 0 ? 'later' : 'earlier'}`,
    evidence: toEvidence(hintsOf(schema).evidence),
  };
}
