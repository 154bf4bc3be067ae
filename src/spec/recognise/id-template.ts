import { compilePattern } from '../pattern.ts';
import { firstExample } from '../schema.ts';
import type { RowField } from './row-fields.ts';

/** How ids may be written, and one of each. */
const STYLES = [
  ['objectid', '65f9c0de1b2a3c4d5e6f7081'],
  ['base62', '4fK2mZq8Lx0Pa7Ws3NdT'],
  ['nanoid', 'V1StGXR8_Z5jdHi6B-myT'],
] as const;

const HEX = /^[0-9a-f]{24}$/;

/** How the ids of a field are written, by its schema and example; undefined where no style that is known fits. */
export function idTemplate({ schema, types }: RowField): string | undefined {
  if (schema.enum !== undefined || schema.const !== undefined) return undefined;
  if (types.length !== 1) return undefined;
  if (types[0] === 'integer' || types[0] === 'number') return isCounted(schema) ? 'sequence' : undefined;
  if (types[0] !== 'string' || schema.format !== undefined) return undefined;
  const example = firstExample(schema);
  const fits = STYLES.filter(([, text]) => isAllowed(schema, text)).map(([style]) => style);
  if (HEX.test(String(example)) && fits.includes('objectid')) return 'objectid';
  if (/^\d+$/.test(String(example)) && isAllowed(schema, '7') && isAllowed(schema, '1234567'))
    return 'sequence';
  return fits.find((style) => style !== 'objectid') ?? fits[0];
}

/** Whether a number from 1 on is a value of the schema. */
function isCounted({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf,
}: RowField['schema']): boolean {
  return (
    (typeof minimum !== 'number' || minimum <= 1) &&
    (typeof exclusiveMinimum !== 'number' || exclusiveMinimum < 1) &&
    [maximum, exclusiveMaximum].every((most) => typeof most !== 'number' || most > 1_000_000) &&
    (multipleOf === undefined || multipleOf === 1)
  );
}

function isAllowed({ pattern, minLength, maxLength, not }: RowField['schema'], text: string): boolean {
  if (not !== undefined) return false;
  if (typeof minLength === 'number' && text.length < minLength) return false;
  if (typeof maxLength === 'number' && text.length > maxLength) return false;
  return typeof pattern !== 'string' || compilePattern(pattern).test(text);
}
