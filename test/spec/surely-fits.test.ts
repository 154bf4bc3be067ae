import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/spec/json.ts';
import { createSurelyFits } from '../../src/spec/surely-fits.ts';
import { createValidators } from '../../src/spec/validators.ts';
import { some } from '../_some.ts';

const S = {
  text: { type: 'string' },
  pet: { type: 'object', required: ['name'], properties: { name: { $ref: '#/$defs/text' } } },
};
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });

const SCHEMAS: Readonly<Record<string, Json>> = {
  anything: {},
  true: true,
  false: false,
  'a type': { type: 'integer' },
  types: { type: ['string', 'null'] },
  number: { type: 'number', minimum: 1, exclusiveMaximum: 5 },
  'other bounds': { exclusiveMinimum: 1, maximum: 4 },
  'an enumeration': { enum: ['a', 1, null, { a: 1 }] },
  'a constant': { const: 'a' },
  'a constant object': { const: { a: 1 } },
  lengths: { minLength: 2, maxLength: 3 },
  'a pattern': { pattern: '^a' },
  'a format': { format: 'date' },
  'a format of numbers': { format: 'int32' },
  'an unknown format': { format: 'something' },
  'a list': { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 2 },
  'no equal items': { uniqueItems: true },
  'first items': { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
  'an object': { type: 'object', required: ['a'], properties: { a: { type: 'integer' }, b: false } },
  'so many properties': { minProperties: 1, maxProperties: 1 },
  'no other properties': { properties: { a: {} }, additionalProperties: false },
  'others of a type': { properties: { a: {} }, additionalProperties: { type: 'integer' } },
  'properties by pattern': { patternProperties: { '^b': { type: 'string' } }, additionalProperties: false },
  'a reference': ref('pet'),
  'a reference with more': { ...ref('pet'), maxProperties: 1 },
  'all of': { allOf: [ref('pet'), { maxProperties: 1 }] },
  'any of': { anyOf: [ref('pet'), ref('text'), { multipleOf: 2 }] },
  'one of': { oneOf: [ref('pet'), ref('text'), { type: 'number' }, { const: 'a' }] },
  'one of, with what is not known': { oneOf: [ref('pet'), { multipleOf: 2 }] },
  not: { not: { type: 'object' } },
  'a condition': { if: { type: 'string' }, else: { type: 'object' } },
  // biome-ignore lint/suspicious/noThenProperty: it is a word of JSON Schema.
  'a condition of both': { if: { type: 'object' }, then: { required: ['a'] }, else: { minLength: 2 } },
  'an equal object': { enum: [{ b: 'b', a: 1 }, [1, 1]] },
  'nothing unevaluated': { allOf: [ref('pet')], unevaluatedProperties: false },
  'a name of its own': { $id: 'https://a.example/', type: 'string' },
};

const VALUES: readonly Json[] = [
  ...[null, true, 0, 1, 2.5, 4, 2 ** 40, '', 'a', 'ab', '\u{1f600}\u{1f600}', '2026-11-30', '2026-02-30'],
  ...[[], [1], [1, 1], ['a', 2], [1, 2, 3], {}, { a: 1 }, { a: 'a' }, { a: 1, b: 'b' }, { name: 'a' }],
  ...[{ name: 1 }, { name: 'a', b: 1 }, [{ a: 1 }, { a: 1 }]],
];
/** What is told at all: without it, `undefined` for everything would do. */
const UNKNOWN = ['one of, with what is not known', 'nothing unevaluated', 'a name of its own'];

describe('what surely fits, or surely not, is so by Ajv', () => {
  test.each(some(Object.entries(SCHEMAS), 4))('%s', (name, schema) => {
    const ajv = new Ajv2020({ strict: false, logger: false });
    addFormats.default(ajv);
    const validate = ajv.compile({ $defs: S, allOf: [schema] });
    const surely = createSurelyFits({ $defs: S, it: schema } as Json, ajv.formats);
    const told = VALUES.map((value) => [value, surely('/it', value).fits] as const).filter(
      ([, found]) => found !== undefined,
    );
    expect(told).toEqual(told.map(([value]) => [value, validate(value)]));
    expect(told.length > VALUES.length / 4 || UNKNOWN.includes(name)).toBe(true);
  });
});

/** The first of what an example breaks, which is told of it. */
const BROKEN: readonly [string, Json, Json, string][] = [
  ['a property', { properties: { a: { type: 'integer' } } }, { a: 'a' }, '/a type'],
  ['behind references', ref('pet'), { name: 1 }, '/name type'],
  ['an item', { items: { properties: { a: { type: 'integer' } } } }, [{ a: 1 }, { a: '' }], '/1/a type'],
  ['a part of allOf', { allOf: [{}, { required: ['b'] }] }, {}, ' required'],
  ['a name with a slash', { properties: { 'a/~': { const: 1 } } }, { 'a/~': 2 }, '/a~1~0 const'],
  ['a property that must not be there', { additionalProperties: false }, { a: 1 }, ' additionalProperties'],
  ['a property of no schema', { properties: { a: false } }, { a: 1 }, '/a false schema'],
  ['what only a compiler knows', { properties: { a: { multipleOf: 2 } } }, { a: 1 }, '/a multipleOf'],
  ['both', { properties: { a: { multipleOf: 2 }, b: { type: 'null' } } }, { a: 1, b: 1 }, '/b type'],
  ['alternatives', { properties: { a: { anyOf: [{ const: 1 }] } } }, { a: 2 }, '/a const'],
];

test('a name that goes the other way may be left out, in alternatives too', () => {
  const known = { required: ['id'], properties: { id: { readOnly: true } } };
  const validators = createValidators({ it: { oneOf: [known, { type: 'null' }] } } as unknown as Json);
  expect(validators.request.checkOnce('/it', {})).toEqual([]);
  expect(validators.checkOnce('/it', {})).not.toEqual([]);
});

describe('of a value that fails, the part that does is told', () => {
  test.each(some(BROKEN, 4))('%s', (_, it, value, expected) => {
    const [first] = createValidators({ $defs: S, it } as Json).checkOnce('/it', value);
    expect(`${first?.pointer} ${first?.keyword}`).toBe(expected);
  });
});
