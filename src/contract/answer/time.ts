import { isObject, type Json, toPointer, valueAt } from '../../spec/json.ts';
import { hintsOf } from '../../spec/schema.ts';
import type { Evidence, MediaType, Operation, ResponseSpec, Spec } from '../../spec/spec.ts';
import { type Exchange, headerOf } from '../exchange.ts';
import { generalPointer } from '../finding.ts';
import { isJson } from '../media.ts';
import type { Seen } from '../seen.ts';
import { describedBy, hasBody, show } from './body.ts';
import type { AnswerCheck, Wrong } from './check-answer.ts';
import { idMismatch } from './id-time.ts';
import { evidenceAt, hintAt, placesOf, type SchemaPlace, sourceAt, valuesAt } from './places.ts';
import { dateFault, readTime, type TimeFault, timeFault } from './time-value.ts';

/** Whether times are in the declared unit and zone, plausible, and not before those that they lie after. */
export const checkTime: AnswerCheck = (seen, { spec }) => {
  const { media, reading } = seen;
  const response = describedBy(seen);
  const body = reading.json;
  if (!response || !media || media.pointer === '' || !hasBody(seen) || body === undefined) return undefined;
  const at = momentOf(seen.exchange);
  let looked = false;
  const wrong = timesOf(spec, media).flatMap((place) =>
    valuesAt(body, place.path).flatMap(({ path, value }): Wrong[] => {
      // Null is no time, and what is of another type is the schema's business.
      if (typeof value !== 'string' && typeof value !== 'number') return [];
      looked = true;
      const found = faultOf(spec, media, body, place, path, value, at);
      return found ? [toWrong(spec, response, media, seen, path, value, found)] : [];
    }),
  );
  return looked ? wrong : undefined;
};

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

interface Fault extends TimeFault {
  readonly word: string;
  readonly evidence?: Evidence;
}

function faultOf(
  spec: Spec,
  media: MediaType,
  body: Json,
  { schema, path: general }: SchemaPlace,
  path: readonly string[],
  value: string | number,
  at: number,
): Fault | undefined {
  const { time } = hintsOf(schema);
  if (!isDeclared(schema)) {
    const fault = typeof value === 'string' ? dateFault(value) : undefined;
    return (
      fault && { ...fault, word: '', evidence: { grade: 'observed', reason: 'no time that anybody means' } }
    );
  }
  const formats = formatsOf(schema);
  const fault = timeFault(value, formats, at);
  if (fault) {
    // One fault, said once: what the schema forbids as well is the schema's.
    const isSaid = spec.validators.check(sourceAt(spec, media, path), value).length > 0;
    return isSaid ? undefined : { ...fault, word: 'format' };
  }
  const owner = path.slice(0, -1);
  const after = isObject(time) ? String(time.after) : undefined;
  const ms = readTime(value, formats) as number;
  if (after !== undefined) {
    const other = spec.schemas.at(media.schema, [...owner, after]);
    const first = other && readTime(valueAt(body, toPointer([...owner, after])) ?? null, formatsOf(other));
    if (first === undefined || ms >= first) return undefined;
    return {
      title: `lies before ${after}`,
      expected: `${after} (${new Date(first).toISOString()}) or later`,
      says: new Date(ms).toISOString(),
      word: 'time',
    };
  }
  const shifted = time === 'row' ? idMismatch(spec, media, body, general, path, ms) : undefined;
  return shifted && { ...shifted, word: 'format' };
}

function toWrong(
  spec: Spec,
  response: ResponseSpec,
  media: MediaType,
  seen: Seen,
  path: readonly string[],
  value: Json,
  { title, expected, says, word, evidence }: Fault,
): Wrong {
  const pointer = toPointer(path);
  return {
    title: `${generalPointer(pointer)} ${title}`,
    expected,
    actual: `${show(value)}: ${says}`,
    pointer,
    source: word === '' ? sourceAt(spec, media, path) : hintAt(spec, media, path, word),
    evidence: evidence ?? evidenceAt(spec, response, media, path),
    exchange: seen.exchange,
  };
}

export function formatsOf(schema: SchemaPlace['schema']): string[] {
  return [hintsOf(schema).format ?? 'iso'].flat().map(String);
}

/** When the answer came: by the server's clock where it is later than ours. 0 when nobody knows. */
function momentOf({ at, response }: Exchange): number {
  const said = Date.parse(headerOf(response?.headers ?? [], 'date') ?? '');
  if (!(at > 0)) return Number.isNaN(said) ? 0 : said;
  return Number.isNaN(said) ? at : Math.max(at, said);
}
