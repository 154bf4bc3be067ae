import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { hashIndex, scale } from '../text/hash.ts';
import type { Column, ColumnContext } from './columns.ts';
import { stepsOf } from './numbers.ts';
import { toPool } from './pools.ts';

/** A field that goes by a sibling: one of the values that the sibling's value has, or so many times a number. */
export function siblingColumn(
  { field, how }: { readonly field: string; readonly how: Json },
  schema: JsonObject,
  salt: number,
  context: ColumnContext,
): Column {
  const sibling = context.sibling(field);
  return isObject(how)
    ? chosen(how, sibling, salt)
    : multiplied(how as [number, number], schema, sibling, salt, context);
}

/** Of all values that are not listed. */
const OTHERS = '*';

function chosen({ [OTHERS]: others, ...values }: JsonObject, sibling: Column, salt: number): Column {
  const pools = new Map(
    Object.entries(values).map(([value, listed]) => [JSON.stringify(value), toPool(listed as Json[])]),
  );
  const rest = toPool(Array.isArray(others) ? others : [null]);
  return {
    text(index) {
      const pool = pools.get(sibling.text(index)) ?? rest;
      return pool.text(scale(hashIndex(salt, index), pool.length));
    },
  };
}

function multiplied(
  [least, most]: readonly [number, number],
  schema: JsonObject,
  sibling: Column,
  salt: number,
  { schemas }: ColumnContext,
): Column {
  const { toUnit, fromUnit } = stepsOf(
    schema,
    schemas.types(schema).includes('integer') ? 'integer' : 'number',
  );
  const value = (index: number) => Number(sibling.text(index));
  const number = (index: number) => {
    const times = least + ((most - least) * hashIndex(salt, index)) / 0x1_0000_0000;
    return fromUnit(Math.round(toUnit(value(index) * times)));
  };
  return { number, text: (index) => String(number(index)) };
}
