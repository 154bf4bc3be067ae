import { type Exchange, headerOf } from '../../http/exchange.ts';
import { generalPointer } from '../../result/finding.ts';
import { isObject, type Json, toPointer, valueAt } from '../../spec/json.ts';
import { isJson } from '../../spec/media-type.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { Evidence, MediaType, Operation, ResponseSpec, Spec } from '../../spec/spec.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { type RowTime, shiftedFromIds } from './id-time.ts';
import { evidenceAt, firstOf, hintAt, placesOf, type SchemaPlace, sourceAt, valuesAt } from './places.ts';
import { dateFault, readTime, saysOf, type TimeFault, timeFault } from './time-value.ts';

/** Whether times are in the declared unit and zone, plausible, and not before those that they lie after. */
const checkTime: ResponseChecker = (seen, { spec }) => {
  const { media, reading, exchange } = seen;
  const response = describedBy(seen);
  const body = reading.json;
  if (!response || !media || media.pointer === '' || !hasBody(seen) || body === undefined) return undefined;
  const at = momentOf(exchange);
  let looked = false;
  const wrong = timesOf(spec, media).flatMap((place) => {
    // Null is no time, and what is of another type is the schema's business.
    const values = valuesAt(body, place.path).filter(isWritten);
    looked ||= values.length > 0;
    return faultsOf(spec, media, body, place, values, at).map((fault) => ({
      ...toStatement(spec, response, media, fault),
      exchange,
    }));
  });
  return looked ? wrong : undefined;
};

export const TIME = {
  name: 'time',
  title: 'Times are in the declared unit and plausible.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  whyUnseen: (spec, operation) =>
    showsTimes(spec, operation)
      ? ['no-rows', 'no answer had a time in it']
      : ['not-declared', 'no response shows times'],
  check: checkTime,
} as const satisfies ResponseCheck;

/** Whether any answer of an operation shows times. */
export function showsTimes(spec: Spec, { responses }: Operation): boolean {
  return [...responses.values()].some(({ content }) =>
    [...content.values()].some((media) => isJson(media) && timesOf(spec, media).length > 0),
  );
}

function timesOf(spec: Spec, media: MediaType): readonly SchemaPlace[] {
  return placesOf(spec, media).filter(({ schema }) => isDeclared(schema) || schema.format === 'date-time');
}

function isDeclared(schema: SchemaPlace['schema']): boolean {
  const { time, format } = hintsOf(schema);
  return time !== undefined || format !== undefined;
}

interface Written {
  readonly path: readonly string[];
  readonly value: string | number;
}

interface Fault extends TimeFault, Written {
  /** The word of `x-confab` that is broken; '' where it is none. */
  readonly word: string;
  readonly evidence?: Evidence;
}

function faultsOf(
  spec: Spec,
  media: MediaType,
  body: Json,
  { schema, path: place }: SchemaPlace,
  values: readonly Written[],
  at: number,
): Fault[] {
  if (!isDeclared(schema)) return values.flatMap(dateFaults);
  const { time } = hintsOf(schema);
  const formats = formatsOf(schema);
  const source = sourceAt(spec, media, firstOf(place));
  const after = isObject(time) ? createAfter(spec, media, body, place, String(time.after)) : undefined;
  const faults: Fault[] = [];
  const right: (RowTime & Written)[] = [];
  for (const written of values) {
    const fault = timeFault(written.value, formats, at);
    const ms = fault ? undefined : readTime(written.value, formats);
    const early = ms === undefined ? undefined : after?.(written.path, ms);
    if (early) faults.push({ ...early, ...written, word: 'time' });
    else if (ms !== undefined) right.push({ ...written, ms });
    // One fault, said once: what the schema forbids as well is the schema's.
    else if (fault && spec.validators.check(source, written.value).length === 0)
      faults.push({ ...fault, ...written, word: 'format' });
  }
  const shifted = time === 'row' ? shiftedFromIds(spec, media, body, place, right) : undefined;
  const first = right.find((one) => one === shifted?.first);
  return shifted && first ? [...faults, { ...first, ...shifted, word: 'format' }] : faults;
}

/** What is wrong with a time that must not lie before another one of its row. */
function createAfter(spec: Spec, media: MediaType, body: Json, place: readonly string[], name: string) {
  const other = spec.schemas.at(media.schema, [...firstOf(place.slice(0, -1)), name]);
  const formats = formatsOf(other ?? {});
  return (path: readonly string[], ms: number): TimeFault | undefined => {
    const value = valueAt(body, toPointer([...path.slice(0, -1), name]));
    const first = value === undefined ? undefined : readTime(value, formats);
    if (first === undefined || ms >= first) return undefined;
    return {
      title: `lies before ${name}`,
      expected: `${name} (${saysOf(first)}) or later`,
      says: saysOf(ms),
    };
  };
}

function dateFaults(written: Written): Fault[] {
  const fault = typeof written.value === 'string' ? dateFault(written.value) : undefined;
  const evidence: Evidence = { grade: 'observed', reason: 'no time that anybody means' };
  return fault ? [{ ...fault, ...written, word: '', evidence }] : [];
}

function toStatement(
  spec: Spec,
  response: ResponseSpec,
  media: MediaType,
  { path, value, title, expected, says, word, evidence }: Fault,
) {
  const pointer = toPointer(path);
  return {
    title: `${generalPointer(pointer)} ${title}`,
    expected,
    actual: `${show(value)}: ${says}`,
    pointer,
    source: word === '' ? sourceAt(spec, media, path) : hintAt(spec, media, path, word),
    evidence: evidence ?? evidenceAt(spec, response, media, path),
  };
}

function formatsOf(schema: SchemaPlace['schema']): string[] {
  return [hintsOf(schema).format ?? 'iso'].flat().map(String);
}

function isWritten(found: {
  path: string[];
  value: Json;
}): found is { path: string[]; value: string | number } {
  return typeof found.value === 'string' || typeof found.value === 'number';
}

/** When the answer came: by the server's clock where it is later than ours. 0 when nobody knows. */
function momentOf({ at, response }: Exchange): number {
  const said = Date.parse(headerOf(response?.headers ?? [], 'date') ?? '');
  if (!(at > 0)) return Number.isNaN(said) ? 0 : said;
  return Number.isNaN(said) ? at : Math.max(at, said);
}
