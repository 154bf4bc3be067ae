import { DOCUMENTED } from '../../spec/grade.ts';
import { member } from '../../spec/json.ts';
import { namesOf } from '../../spec/schema-set.ts';
import type { Evidence, Spec } from '../../spec/spec.ts';
import { setStatement } from '../../spec/statement.ts';
import type { DescribedValue } from '../../spec/trace-described.ts';
import { idTemplateOf } from '../../spec/value-words.ts';
import { saysOf, type TimeError } from './time-value.ts';

const QUARTER = 15 * 60;
const FURTHEST_ZONE = 14 * 3600;
/** In seconds: a service makes the id and takes the time one after the other. */
const MOMENT = 2;
/** One time may differ for any reason; several that differ by the same offset show a time zone. */
const FEWEST = 2;

/** The time of a row, in epoch milliseconds. */
interface RowTime {
  readonly time: DescribedValue;
  readonly ms: number;
}

/**
 * An ObjectId holds the second of its creation in UTC. When the times of all rows differ from it by the same
 * number of quarter hours, they are in another time zone; any other difference says nothing.
 */
export function shiftedFromIds(
  spec: Spec,
  times: readonly RowTime[],
): (TimeError & { readonly time: DescribedValue; readonly evidence: Evidence }) | undefined {
  const { schemas: reader } = spec;
  const row = times[0]?.time.container?.schemas;
  const [name] =
    (row ? namesOf(row) : [])
      .map((one) => [one, reader.resolve(row?.property(one).schemas[0]?.schema)] as const)
      .find(([, one]) => idTemplateOf(one) === '{objectid}') ?? [];
  if (name === undefined) return undefined;
  const distances = times.flatMap(({ time, ms }) => {
    const id = member(time.container?.value, name);
    if (typeof id !== 'string' || !/^[0-9a-f]{24}$/i.test(id)) return [];
    return [{ time, ms, off: Math.floor(ms / 1000) - Number.parseInt(id.slice(0, 8), 16) }];
  });
  const [first] = distances;
  if (!first) return undefined;
  const quarters = Math.round(first.off / QUARTER);
  const alike = distances.filter(({ off }) => Math.abs(off - quarters * QUARTER) <= MOMENT);
  const isZone = quarters !== 0 && Math.abs(first.off) <= FURTHEST_ZONE + MOMENT;
  if (!isZone || alike.length < FEWEST || alike.length < distances.length) return undefined;
  const { ms, time } = first;
  return {
    time,
    title: 'is of another zone than the time in its id',
    expected: `${saysOf(ms - first.off * 1000)}, the time in ${name}`,
    says: `${saysOf(ms)}, ${Math.abs(quarters) / 4} hours ${quarters > 0 ? 'later' : 'earlier'}`,
    evidence: (row && setStatement(spec, row.property(name), 'x-confab/value')?.evidence) ?? DOCUMENTED,
  };
}
