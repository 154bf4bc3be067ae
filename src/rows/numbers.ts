import type { Json, JsonObject } from '../spec/json.ts';
import { isWholeFormat } from '../spec/of-type.ts';
import { hashIndex, scale } from '../text/hash.ts';
import type { Column } from './columns.ts';

/** Numbers within the bounds of their schema, on its steps. */
export function numberColumn(schema: JsonObject, type: string, salt: number): Column {
  const { toUnit, fromUnit } = stepsOf(schema, type);
  const low = bound(schema.minimum, schema.exclusiveMinimum, 1, toUnit, Math.ceil) ?? 0;
  const high =
    bound(schema.maximum, schema.exclusiveMaximum, -1, toUnit, Math.floor) ?? Math.max(low, 0) + toUnit(1000);
  const number = (index: number) => {
    const units = low + scale(hashIndex(salt, index), high - low + 1);
    return fromUnit(units);
  };
  return { number, text: (index) => String(number(index)) };
}

function bound(
  inclusive: Json | undefined,
  exclusive: Json | undefined,
  inward: 1 | -1,
  toUnit: (value: number) => number,
  round: (value: number) => number,
): number | undefined {
  const limits: number[] = [];
  if (typeof inclusive === 'number') limits.push(round(toUnit(inclusive)));
  if (typeof exclusive === 'number') {
    const units = round(toUnit(exclusive));
    limits.push(units === toUnit(exclusive) ? units + inward : units);
  }
  if (limits.length === 0) return undefined;
  return inward === 1 ? Math.max(...limits) : Math.min(...limits);
}

interface Steps {
  toUnit(value: number): number;
  fromUnit(units: number): number;
}

/** The steps on which the numbers of a schema lie. */
export function stepsOf(schema: JsonObject, type: string): Steps {
  const isWhole = type === 'integer' || isWholeFormat(schema.format);
  const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : isWhole ? 1 : 0.01;
  // Decimal steps are counted in whole numbers: 0.01 × 59 is 0.59, where 59 × 0.01 by floats is not.
  const perOne = step < 1 ? Math.round(1 / step) : 0;
  return {
    toUnit: (value) => (perOne ? value * perOne : value / step),
    fromUnit: (units) => (perOne ? units / perOne : units * step),
  };
}
