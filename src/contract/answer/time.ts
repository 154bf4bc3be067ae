import { type Exchange, headerOf } from '../../http/exchange.ts';
import { DOCUMENTED, weakest } from '../../spec/grade.ts';
import { type JsonObject, member } from '../../spec/json.ts';
import { toPointer } from '../../spec/json-pointer.ts';
import { isJson } from '../../spec/media-type.ts';
import { responseProperties } from '../../spec/response-properties.ts';
import type { Evidence, MediaType, Operation, Spec } from '../../spec/spec.ts';
import { setStatement } from '../../spec/statement.ts';
import { type DescribedValue, pathOfDescribed } from '../../spec/trace-described.ts';
import { earlierFieldOf, isTime as isDeclared, isRowTime, timeFormsOf } from '../../spec/value-words.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, hasBody, show } from './body.ts';
import { shiftedFromIds } from './id-time.ts';
import { dateErrorOf, readTime, saysOf, type TimeError, timeErrorOf } from './time-value.ts';
import { traceOf } from './trace-of.ts';

/** Whether times are in the declared unit and time zone, plausible, and not before those that they must follow. */
const checkTime: ResponseChecker = (observed, { spec }) => {
  const { exchange, reading } = observed;
  const response = describedBy(observed);
  const trace = traceOf(spec, observed);
  if (!response || !trace || !hasBody(observed) || reading.json === undefined) return undefined;
  // Null is no time, and the check `schema` tells what is of another type.
  const times = trace.described(isTime).filter(isWritten);
  if (times.length === 0) return undefined;
  const at = momentOf(exchange);
  return columnsOf(times).flatMap((column) =>
    errorsOf(spec, column, at).map((error) => ({ ...toStatement(spec, error), exchange })),
  );
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

/** Whether any response of an operation has times. */
function showsTimes(spec: Spec, { responses }: Operation): boolean {
  return [...responses.values()].some(({ content }) =>
    [...content.values()].some((media) => isJson(media) && hasTimes(spec, media)),
  );
}

function hasTimes(spec: Spec, media: MediaType): boolean {
  return responseProperties(spec, media).some(({ schemas }) =>
    schemas.schemas.some(({ schema }) => isTime(spec.schemas.resolve(schema))),
  );
}

function isTime(schema: JsonObject): boolean {
  return isDeclared(schema) || schema.format === 'date-time';
}

type WrittenTime = DescribedValue & { readonly value: string | number };

/** Groups times by the property that they stand in. */
function columnsOf(times: readonly WrittenTime[]): WrittenTime[][] {
  const columns = new Map<string, WrittenTime[]>();
  for (const time of times) {
    const key = `${time.general} ${time.location}`;
    const column = columns.get(key);
    if (column) column.push(time);
    else columns.set(key, [time]);
  }
  return [...columns.values()];
}

interface ColumnError extends TimeError {
  readonly time: WrittenTime;
  /** What is not fulfilled: a word of `x-confab`, or `format` for a plain `format: date-time`. */
  readonly word: string;
  readonly evidence?: Evidence;
}

function errorsOf(spec: Spec, column: readonly WrittenTime[], at: number): ColumnError[] {
  const { schema } = column[0] as WrittenTime;
  if (!isDeclared(schema)) return column.flatMap(dateErrors);
  const after = earlierFieldOf(schema);
  const formats = timeFormsOf(schema);
  const errors: ColumnError[] = [];
  const right: Parameters<typeof shiftedFromIds>[1][number][] = [];
  for (const time of column) {
    const wrong = timeErrorOf(time.value, formats, at);
    const ms = wrong ? undefined : readTime(time.value, formats);
    const early = ms !== undefined && after !== undefined ? tooEarly(spec, time, ms, after) : undefined;
    if (early) errors.push({ ...early, time, word: 'x-confab/from' });
    else if (ms !== undefined) right.push({ time, ms });
    // What its schema forbids as well is reported by the check `schema`.
    else if (wrong && spec.validators.fits(time.location, time.value))
      errors.push({ ...wrong, time, word: 'x-confab/time' });
  }
  const shifted = isRowTime(schema) ? shiftedFromIds(spec, right) : undefined;
  return shifted
    ? [...errors, { ...shifted, time: shifted.time as WrittenTime, word: 'x-confab/time' }]
    : errors;
}

/** What is wrong with a time that is before another time of its row and must not be. */
function tooEarly(spec: Spec, { container }: WrittenTime, ms: number, name: string): TimeError | undefined {
  const value = member(container?.value, name);
  const [other] = container?.schemas.property(name).schemas ?? [];
  const first =
    value === undefined ? undefined : readTime(value, timeFormsOf(spec.schemas.resolve(other?.schema)));
  if (first === undefined || ms >= first) return undefined;
  return { title: `lies before ${name}`, expected: `${name} (${saysOf(first)}) or later`, says: saysOf(ms) };
}

function dateErrors(time: WrittenTime): ColumnError[] {
  const wrong = typeof time.value === 'string' ? dateErrorOf(time.value) : undefined;
  const evidence: Evidence = { grade: 'observed', reason: 'no time that anybody means' };
  return wrong ? [{ ...wrong, time, word: 'format', evidence }] : [];
}

function toStatement(spec: Spec, { time, title, expected, says, word, evidence }: ColumnError) {
  const path = pathOfDescribed(time);
  const statement = setStatement(spec, time.schemas, word) ?? { source: time.location, evidence: DOCUMENTED };
  return {
    title: `${time.general} ${title}`,
    expected,
    actual: `${show(time.value)}: ${says}`,
    pointer: toPointer(path),
    source: word === 'format' ? time.location : statement.source,
    evidence: weakest(evidence ?? DOCUMENTED, statement.evidence),
  };
}

function isWritten(described: DescribedValue): described is WrittenTime {
  return typeof described.value === 'string' || typeof described.value === 'number';
}

/** When the response came, by the server's clock where that is later than ours; 0 when unknown. */
function momentOf({ at, response }: Exchange): number {
  const said = Date.parse(headerOf(response?.headers ?? [], 'date') ?? '');
  if (!(at > 0)) return Number.isNaN(said) ? 0 : said;
  return Number.isNaN(said) ? at : Math.max(at, said);
}
