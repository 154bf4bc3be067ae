import { hashIndex, scale } from '../../text/hash.ts';
import type { LocatedSchema } from '../located-schema.ts';
import { isWholeFormat } from '../of-type.ts';
import { isNumber, said } from './parts.ts';

/** How far a number goes where only one of its bounds is said, or none. */
const USUAL_SPAN = 1000;
const MOST_TRIES = 64;

/** A number within the bounds of all parts. What cannot be is answered with the nearest that can. */
export function makeNumber(
  parts: readonly LocatedSchema[],
  type: 'integer' | 'number',
  seed: number,
): number {
  const steps = said(parts, 'multipleOf', isNumber).filter((step) => step > 0);
  const whole = type === 'integer' || parts.some(({ schema }) => isWholeFormat(schema.format));
  const step = whole && steps.every((one) => !Number.isInteger(one)) ? 1 : Math.max(...steps, whole ? 1 : 0);
  const [low, high] = boundsOf(parts, step || 0.01);
  const fits = (value: number) =>
    steps.every((one) => isMultiple(value, one)) && (!whole || Number.isInteger(value));
  if (step === 0) {
    const value = low + ((high - low) * scale(seed, 1000)) / 1000;
    const short = Math.round(value * 100) / 100;
    return short >= low && short <= high && Math.abs(short - value) <= Math.abs(value) / 100 ? short : value;
  }
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.max(1, Math.floor(high / step + 1e-9) - first + 1);
  for (let n = 0; n < MOST_TRIES; n += 1) {
    const value = exact((first + scale(hashIndex(seed, n), count)) * step);
    if (fits(value)) return value;
  }
  // Several steps meet only at their multiples.
  const common = exact(
    steps.reduce((product, one) => (isMultiple(product, one) ? product : product * one), 1),
  );
  return exact(Math.ceil(low / common) * common);
}

function boundsOf(parts: readonly LocatedSchema[], least: number): readonly [number, number] {
  const whole = Number.isInteger(least);
  const inside = (bound: number, sign: 1 | -1) =>
    whole ? (Number.isInteger(bound) ? bound + sign : bound) : bound + sign * nearTo(bound);
  const lows = [
    ...said(parts, 'minimum', isNumber),
    ...said(parts, 'exclusiveMinimum', isNumber).map((bound) => inside(bound, 1)),
  ];
  const highs = [
    ...said(parts, 'maximum', isNumber),
    ...said(parts, 'exclusiveMaximum', isNumber).map((bound) => inside(bound, -1)),
  ];
  const formats = parts.map(({ schema }) => schema.format);
  if (formats.includes('int32')) {
    lows.push(-(2 ** 31));
    highs.push(2 ** 31 - 1);
  }
  const span = Math.max(USUAL_SPAN, least * 10);
  const high = Math.min(...highs);
  const low = Math.max(...lows);
  // Ids, counts and prices: where a document does not say, a number is one or more.
  if (low === -Infinity || (low < 0 && formats.includes('int32') && lows.length === 1))
    return high >= 1
      ? [whole ? 1 : 0.01, Math.min(high, span)]
      : [high > 0 ? 0 : Math.max(high - span, low), high];
  return [low, Math.min(high, low + span)];
}

/** A step that is small beside a bound, and beside the room to the other one. */
function nearTo(bound: number): number {
  return Math.max(Math.abs(bound), 1) * 1e-6;
}

/** 3 × 0.1 is 0.30000000000000004 otherwise. */
function exact(value: number): number {
  return Number(value.toPrecision(15));
}

function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-8;
}
