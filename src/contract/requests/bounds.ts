import { type ExactText, isRounded } from '../../spec/exact-number.ts';
import type { Field } from '../../spec/field.ts';
import type { JsonObject } from '../../spec/json.ts';
import { type Decimal, isSameDecimal, plus, toDecimal, toDigits, toStep } from './decimal.ts';
import type { ValueSample } from './value-sample.ts';

type Numeric = Pick<Field, 'schema' | 'types' | 'in'>;

const ONE: Decimal = { units: 1n, scale: 0 };
const MINUS_ONE: Decimal = { units: -1n, scale: 0 };
/** Integers beyond these are read by few servers, whatever a document says. */
const MOST = 2n ** 63n - 1n;
const MOST_INT32 = 2n ** 31n - 1n;

/** The least and the greatest number that a schema allows, exactly. */
export function numbersAtBounds(field: Numeric, exact: ExactText): ValueSample[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = boundsOf(field.schema, exact);
  const step = stepOf(field, exact);
  const least = (bound: Decimal, isOpen: boolean) => {
    const found = toStep(bound, step as Decimal, true);
    return isOpen && isSameDecimal(found, bound) ? plus(found, step as Decimal) : found;
  };
  const most = (bound: Decimal, isOpen: boolean) => {
    const found = toStep(bound, step as Decimal);
    return isOpen && isSameDecimal(found, bound) ? plus(found, negative(step as Decimal)) : found;
  };
  const at = (bound: Decimal | undefined, isOpen: boolean, find: typeof least) =>
    bound === undefined || (isOpen && !step) ? undefined : step ? find(bound, isOpen) : bound;
  const says = (keyword: string, value: Decimal | undefined, words: string) =>
    value === undefined || !isInReach(field, value)
      ? []
      : toSample(field, exact, value, { keyword, says: words });
  return [
    ...says('minimum', at(minimum, false, least), 'its minimum'),
    ...says('exclusiveMinimum', at(exclusiveMinimum, true, least), 'its minimum'),
    ...says('maximum', at(maximum, false, most), 'its maximum'),
    ...says('exclusiveMaximum', at(exclusiveMaximum, true, most), 'its maximum'),
  ];
}

/** The first numbers on the other side of the bounds, and one between two steps. */
export function numbersBeyondBounds(field: Numeric, exact: ExactText): ValueSample[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = boundsOf(field.schema, exact);
  const isWhole = isInteger(field);
  const below = (bound: Decimal) => plus(isWhole ? toStep(bound, ONE, true) : bound, MINUS_ONE);
  const above = (bound: Decimal) => plus(isWhole ? toStep(bound, ONE) : bound, ONE);
  const says = (keyword: string, value: Decimal | undefined, words: string) =>
    value === undefined ? [] : toSample(field, exact, value, { keyword, says: words });
  return [
    ...says('minimum', minimum && below(minimum), 'below its minimum'),
    ...says(
      'exclusiveMinimum',
      exclusiveMinimum && toStep(exclusiveMinimum, isWhole ? ONE : exclusiveMinimum),
      'at the minimum that it must exceed',
    ),
    ...says('maximum', maximum && above(maximum), 'above its maximum'),
    ...says(
      'exclusiveMaximum',
      exclusiveMaximum && toStep(exclusiveMaximum, isWhole ? ONE : exclusiveMaximum, true),
      'at the maximum that it must stay below',
    ),
    ...says('multipleOf', multipleOf && between(multipleOf, minimum, isWhole), 'between its steps'),
  ];
}

function boundsOf(schema: JsonObject, exact: ExactText) {
  const read = (word: string): Decimal | undefined => {
    const value = schema[word];
    const text = typeof value === 'number' ? exact(value) : undefined;
    return text === undefined ? undefined : toDecimal(text);
  };
  const multipleOf = read('multipleOf');
  return {
    minimum: read('minimum'),
    exclusiveMinimum: read('exclusiveMinimum'),
    maximum: read('maximum'),
    exclusiveMaximum: read('exclusiveMaximum'),
    multipleOf: multipleOf && multipleOf.units > 0n ? multipleOf : undefined,
  };
}

/** What lies between two allowed numbers; undefined where there is always one more between. */
function stepOf(field: Numeric, exact: ExactText): Decimal | undefined {
  const { multipleOf } = boundsOf(field.schema, exact);
  if (!isInteger(field)) return multipleOf;
  return multipleOf?.scale === 0 ? multipleOf : ONE;
}

/** Half a step from a multiple; of integers the next one. */
function between(step: Decimal, minimum: Decimal | undefined, isWhole: boolean): Decimal | undefined {
  if (isWhole && (step.scale > 0 || step.units === 1n)) return undefined;
  const multiple = minimum ? toStep(minimum, step, true) : { units: 0n, scale: 0 };
  return plus(multiple, isWhole ? ONE : { units: step.units * 5n, scale: step.scale + 1 });
}

/** Text where JavaScript has no such number; a body must have a number, so there it is not tried. */
function toSample(
  { in: place }: Numeric,
  exact: ExactText,
  value: Decimal,
  about: Omit<ValueSample, 'value'>,
): ValueSample[] {
  const digits = toDigits(value);
  const number = Number(digits);
  if (exact(number) === digits) return [{ value: number, ...about }];
  return place === 'body' || !isRounded(number) ? [] : [{ value: digits, ...about }];
}

function isInReach({ schema, types }: Numeric, { units, scale }: Decimal): boolean {
  if (!types.includes('integer')) return true;
  const most = schema.format === 'int32' ? MOST_INT32 : MOST;
  const whole = units / 10n ** BigInt(scale);
  return whole <= most && whole >= -most - 1n;
}

function isInteger({ types }: Numeric): boolean {
  return types.includes('integer') && !types.includes('number');
}

function negative({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}
