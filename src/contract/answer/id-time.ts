import type { Json } from '../../spec/json.ts';
import { member, toPointer, valueAt } from '../../spec/json.ts';
import { toEvidence } from '../../spec/parts.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { Evidence, MediaType, Spec } from '../../spec/spec.ts';
import type { TimeFault } from './time-value.ts';

const QUARTER = 15 * 60;
const FURTHEST_ZONE = 14 * 3600;
/** An id is made a moment before or after the time is taken. */
const MOMENT = 60;

/**
 * An ObjectId holds the seconds at which it was made, in no zone at all. A row's own time that is off by
 * whole quarters of an hour is the time of another zone; any other distance says nothing.
 */
export function idMismatch(
  spec: Spec,
  media: MediaType,
  body: Json,
  general: readonly string[],
  path: readonly string[],
  ms: number,
): (TimeFault & { readonly evidence: Evidence }) | undefined {
  const row = spec.schemas.at(
    media.schema,
    general.slice(0, -1).map((name) => (name === '*' ? '0' : name)),
  );
  const [name, schema] =
    [...spec.schemas.properties(row)].find(([, one]) => hintsOf(one).id === 'objectid') ?? [];
  if (name === undefined) return undefined;
  const id = member(valueAt(body, toPointer(path.slice(0, -1))), name);
  if (typeof id !== 'string' || !/^[0-9a-f]{24}$/i.test(id)) return undefined;
  const made = Number.parseInt(id.slice(0, 8), 16);
  const off = Math.floor(ms / 1000) - made;
  const quarters = Math.round(off / QUARTER);
  const isShifted =
    quarters !== 0 && Math.abs(off) <= FURTHEST_ZONE && Math.abs(off - quarters * QUARTER) <= 2;
  if (!isShifted || Math.abs(off) <= MOMENT) return undefined;
  return {
    title: 'is of another zone than the time in its id',
    expected: `${new Date(made * 1000).toISOString()}, the time in ${name}`,
    says: `${new Date(ms).toISOString()}, ${Math.abs(quarters) / 4} hours ${off > 0 ? 'later' : 'earlier'}`,
    evidence: toEvidence(hintsOf(schema).evidence),
  };
}
