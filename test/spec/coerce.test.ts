import { describe, expect, test } from 'vitest';
import { createCoerce } from '../../src/spec/coerce.ts';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import { createSchemaReader } from '../../src/spec/schema.ts';

const coerce = (schema: JsonObject, text: string) =>
  createCoerce(schema, createSchemaReader({ count: { type: 'integer' } }))(text);

/** What is not in the grammar stays text. */
const integers: [string, Json][] = [
  ['0', 0],
  ['7', 7],
  ['-7', -7],
  ['+7', 7],
  ['007', 7],
  ['-0', -0],
  ['', ''],
  [' 7', ' 7'],
  ['7 ', '7 '],
  ['7\n', '7\n'],
  ['7.0', '7.0'],
  ['7.5', '7.5'],
  ['.5', '.5'],
  ['1e3', '1e3'],
  ['0x1', '0x1'],
  ['0b1', '0b1'],
  ['1_000', '1_000'],
  ['1,000', '1,000'],
  ['1n', '1n'],
  ['--1', '--1'],
  ['+-1', '+-1'],
  ['+', '+'],
  ['-', '-'],
  ['seven', 'seven'],
  ['NaN', 'NaN'],
  ['Infinity', 'Infinity'],
  ['true', 'true'],
  ['null', 'null'],
  ['７', '７'],
  ['٧', '٧'],
];

describe('an integer', () => {
  test.each(integers)('%j is %j', (text, value) => expect(coerce({ type: 'integer' }, text)).toBe(value));

  test.each<[string, string, boolean]>([
    ['int32', '2147483647', true],
    ['int32', '2147483648', false],
    ['int32', '-2147483648', true],
    ['int32', '-2147483649', false],
    ['int32', '+2147483648', false],
    ['int32', '0000000000002147483647', true],
    ['int64', '9223372036854775807', true],
    ['int64', '9223372036854775808', false],
    ['int64', '-9223372036854775808', true],
    ['int64', '-9223372036854775809', false],
    ['', '9223372036854775807', true],
    ['', '9223372036854775808', false],
    ['', '99999999999999999999999999999999', false],
  ])('of format %j: %s fits: %s', (format, text, fits) => {
    const schema = { type: 'integer', ...(format !== '' && { format }) };
    expect(coerce(schema, text)).toBe(fits ? Number(text) : text);
  });
});

describe('other types', () => {
  test.each<[string, JsonObject, string, Json]>([
    ['a number', { type: 'number' }, '1', 1],
    ['a number with a fraction', { type: 'number' }, '-1.5', -1.5],
    ['a number with an exponent', { type: 'number' }, '1.5e-3', 0.0015],
    ['a number in hexadecimal', { type: 'number' }, '0x10', '0x10'],
    ['a number without digits in front', { type: 'number' }, '.5', '.5'],
    ['a number that is none', { type: 'number' }, 'NaN', 'NaN'],
    ['an empty number', { type: 'number' }, '', ''],
    ['true', { type: 'boolean' }, 'true', true],
    ['false', { type: 'boolean' }, 'false', false],
    ["Python's true", { type: 'boolean' }, 'True', true],
    ["Python's false", { type: 'boolean' }, 'False', false],
    ['true in capitals', { type: 'boolean' }, 'TRUE', true],
    ['true with a blank', { type: 'boolean' }, 'true ', 'true '],
    ["Python's true where text is wanted", { type: 'string' }, 'True', 'True'],
    ['1 is no boolean', { type: 'boolean' }, '1', '1'],
    ['a text of digits', { type: 'string' }, '1', '1'],
    ['no type', {}, '1', '1'],
    ['a text or a number is text', { type: ['string', 'integer'] }, '1', '1'],
    ['an integer or null', { type: ['integer', 'null'] }, '1', 1],
    ['an integer or a boolean: the boolean', { type: ['integer', 'boolean'] }, 'true', true],
    ['an enumeration of integers', { enum: [1, 2] }, '2', 2],
    ['an enumeration of texts', { enum: ['1', '2'] }, '2', '2'],
    ['a constant', { const: 3 }, '3', 3],
    ['by reference', { $ref: '#/count' }, '4', 4],
    ['one of several', { oneOf: [{ type: 'integer' }, { type: 'boolean' }] }, '5', 5],
  ])('%s', (_, schema, text, value) => expect(coerce(schema, text)).toBe(value));
});
