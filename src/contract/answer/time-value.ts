import type { Json } from '../../spec/json.ts';
import { createTimeFormat, type TimeFormat } from '../../spec/time-format.ts';

/** What is wrong with a time. The title has no values in it: findings are counted by it. */
export interface TimeError {
  readonly title: string;
  readonly expected: string;
  /** The time that the value stands for, written for people. */
  readonly says: string;
}

const YEAR = 365.25 * 86_400_000;
const MINUTE = 60_000;
/** How far clocks may differ. */
const SKEW = 10 * MINUTE;
/** The time zone that is furthest ahead. */
const FURTHEST_ZONE = 14 * 60 * MINUTE;
/** No row of an API is that old. Some languages write a missing time as the year 1. */
const LONG_AGO = Date.UTC(1700, 0, 1);
const LONG_GONE = { title: 'lies centuries ago', expected: 'a time, or null when there is none' };
/** The latest plausible time where it is unknown when the response came. */
const YEAR_2100 = Date.UTC(2100, 0, 1);

/** Units, with the factor that turns them into milliseconds. */
const UNITS = [
  ['seconds', 1000],
  ['milliseconds', 1],
  ['microseconds', 1e-3],
  ['nanoseconds', 1e-6],
] as const;

/** Epoch milliseconds of a value in one of the declared formats; undefined when it is written in none of them. */
export function readTime(value: Json, formats: readonly string[]): number | undefined {
  for (const format of formats) {
    const ms = formatOf(format).read(isEpoch(format) ? toNumber(value) : value);
    if (ms !== undefined && (isEpoch(format) || isInZone(String(value), format))) return ms;
  }
  return undefined;
}

/** Whether a time is in one of the declared formats, and plausible at a moment in epoch milliseconds. */
export function timeErrorOf(value: Json, formats: readonly string[], at: number): TimeError | undefined {
  const ms = readTime(value, formats);
  const [format = 'iso'] = formats;
  if (ms === undefined) return notWritten(value, formats);
  if (/^0\d{3}-/.test(String(value))) return { ...LONG_GONE, says: 'a year of three digits or fewer' };
  if (isPlausible(ms, at)) return undefined;
  const says = saysOf(ms);
  if (isEpoch(format)) {
    const number = Number(value);
    const unit = UNITS.find(([, factor]) => isPlausible(number * factor, at));
    const declared = format === 'epoch-s' ? 'seconds' : 'milliseconds';
    if (unit && unit[0] !== declared)
      return {
        title: `is in ${unit[0]}, not in ${declared}`,
        expected: `${declared} since 1970, e.g. ${Math.round((number * unit[1]) / (format === 'epoch-s' ? 1000 : 1))}`,
        says,
      };
  }
  if (isBeginning(ms))
    return { title: 'lies in the year 1970', expected: 'a time; 1970 is what a missing one becomes', says };
  if (ms <= LONG_AGO) return { ...LONG_GONE, says };
  if (ms <= horizon(at)) return undefined;
  if (at > 0 && ms <= at + FURTHEST_ZONE)
    return {
      title: 'lies hours in the future, as of another zone',
      expected: `a time that has been, by ${new Date(at).toISOString()}`,
      says,
    };
  return { title: 'lies in the future', expected: 'a time that has been', says };
}

/** What is wrong with a plain `date-time`: only times that nobody can mean. */
export function dateErrorOf(value: string): TimeError | undefined {
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) return undefined;
  const year = new Date(ms).getUTCFullYear();
  const says = saysOf(ms);
  if (Math.abs(ms) < MINUTE || year <= 1)
    return { title: 'is the beginning of the count', expected: 'a time, or null when there is none', says };
  // The last year that can be written means never.
  return year < 5000 || year === 9999
    ? undefined
    : { title: 'lies thousands of years ahead', expected: 'a plausible time', says };
}

function isEpoch(format: string): boolean {
  return format.startsWith('epoch');
}

function notWritten(value: Json, formats: readonly string[]): TimeError {
  const expected = formats.map(sampleOf).join(' or ');
  const text = String(value);
  const zone = /(Z|[+-]\d\d:\d\d)$/.exec(text)?.[0];
  const other = formats.find(
    (format) => !isEpoch(format) && zone !== undefined && formatOf(format).read(value) !== undefined,
  );
  return other === undefined
    ? { title: 'is not written as declared', expected, says: 'not written so' }
    : { title: `has another zone than the declared ${zoneOf(other)}`, expected, says: `the zone ${zone}` };
}

/** `Z` and `+00:00` are the same zone. */
function isInZone(text: string, format: string): boolean {
  if (format.startsWith('datetime')) return true;
  const zone = /(Z|[+-]\d\d:\d\d)$/.exec(text)?.[0];
  return zone !== undefined && plainZone(zone) === plainZone(zoneOf(format));
}

function zoneOf(format: string): string {
  return /[+-]\d\d:\d\d$/.exec(format)?.[0] ?? 'Z';
}

function plainZone(zone: string): string {
  return /^[+-]00:00$/.test(zone) ? 'Z' : zone;
}

function isPlausible(ms: number, at: number): boolean {
  return !isBeginning(ms) && ms > LONG_AGO && ms <= horizon(at);
}

function isBeginning(ms: number): boolean {
  return ms > -YEAR && ms < YEAR;
}

function horizon(at: number): number {
  return at > 0 ? at + SKEW : YEAR_2100;
}

function toNumber(value: Json): Json {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
}

function sampleOf(format: string): string {
  return `${formatOf(format).write(Date.UTC(2026, 0, 31, 12, 30, 59))} (${format})`;
}

const known = new Map<string, TimeFormat>();

function formatOf(text: string): TimeFormat {
  let format = known.get(text);
  if (!format) {
    format = createTimeFormat(text);
    known.set(text, format);
  }
  return format;
}

/** A time written for people. A number can be beyond the range of dates. */
export function saysOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? 'further away than a date can be' : date.toISOString();
}
