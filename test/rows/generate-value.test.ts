import { describe, expect, test } from 'vitest';
import { createGenerateValue } from '../../src/rows/generate-value.ts';
import { schemaAt } from '../../src/spec/located-schema.ts';
import { createValidators } from '../../src/spec/validators.ts';
import { some } from '../_some.ts';

const SCHEMAS: Record<string, any> = {
  Node: {
    type: 'object',
    required: ['id', 'children'],
    properties: {
      id: { type: 'integer' },
      parent: { $ref: '#/components/schemas/Node' },
      children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
    },
  },
  Link: {
    type: 'object',
    required: ['next'],
    properties: { next: { anyOf: [{ $ref: '#/components/schemas/Link' }, { type: 'null' }] } },
  },
  Cat: {
    allOf: [
      { $ref: '#/components/schemas/Pet' },
      {
        type: 'object',
        required: ['lives'],
        properties: { lives: { type: 'integer', minimum: 1, maximum: 9 } },
      },
    ],
  },
  Dog: {
    allOf: [{ $ref: '#/components/schemas/Pet' }],
    properties: { bark: { type: 'string', minLength: 3 } },
    required: ['bark'],
  },
  Pet: {
    type: 'object',
    required: ['kind'],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
    properties: { kind: { type: 'string' } },
  },
  A: { type: 'object', properties: { a: { type: 'integer' }, c: { type: 'string' } } },
  B: { type: 'object', properties: { b: { type: 'boolean' }, c: { type: 'string' } } },
};
const secret = { internal: { type: 'apiKey', in: 'header', name: 'X-Internal' } };

/** Every schema gets values that fit it, whatever the seed and with and without what may be left out. */
const FITTING: [name: string, schema: object, also?: (value: any) => unknown][] = [
  ['any value', {}],
  ['true', true as never],
  ['an object of anything', { type: 'object' }, (value) => JSON.stringify(value) === '{}'],
  ['an empty object', { type: 'object', additionalProperties: false }],
  [
    'a map of texts',
    { type: 'object', additionalProperties: { type: 'string' } },
    (v) => Object.keys(v).length > 0,
  ],
  ['a map of integers', { type: 'object', additionalProperties: { type: 'integer' } }],
  ['a map of anything', { type: 'object', additionalProperties: true }],
  ['a map of maps', { additionalProperties: { additionalProperties: { type: 'number' } } }],
  [
    'a map with least entries',
    { type: 'object', minProperties: 3, additionalProperties: { type: 'boolean' } },
  ],
  [
    'a map with most entries',
    { type: 'object', maxProperties: 1, additionalProperties: { type: 'boolean' } },
  ],
  ['names by a pattern', { type: 'object', minProperties: 2, propertyNames: { pattern: '^[a-z]{4}$' } }],
  ['names of a list', { minProperties: 2, propertyNames: { enum: ['x', 'y'] } }],
  [
    'pattern properties',
    { patternProperties: { '^x-\\d+$': { type: 'integer' } }, additionalProperties: false, minProperties: 1 },
  ],
  [
    'most properties',
    { type: 'object', required: ['b'], maxProperties: 1, properties: { a: {}, b: {}, c: {} } },
  ],
  ['a required name without a schema', { type: 'object', required: ['q'] }],
  ['required of further properties', { required: ['q'], additionalProperties: { type: 'integer' } }],
  ['a property that must not be', { type: 'object', properties: { a: false, b: { type: 'integer' } } }],
  [
    'dependent names',
    { properties: { a: { type: 'integer' }, b: {} }, required: ['a'], dependentRequired: { a: ['b'] } },
  ],
  [
    'dependent schemas',
    {
      required: ['a'],
      properties: { a: {} },
      dependentSchemas: { a: { required: ['z'], properties: { z: { type: 'integer' } } } },
    },
  ],
  ['no items', { type: 'array', maxItems: 0, items: { type: 'integer' } }],
  ['a list of anything', { type: 'array' }],
  ['least and most items', { type: 'array', minItems: 4, maxItems: 5, items: { type: 'integer' } }],
  ['many items', { type: 'array', minItems: 40, items: { enum: [1, 2] } }],
  ['items that differ', { type: 'array', minItems: 3, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } }],
  ['booleans that differ', { type: 'array', minItems: 2, uniqueItems: true, items: { type: 'boolean' } }],
  [
    'first items',
    { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false, minItems: 2 },
  ],
  ['contains', { type: 'array', contains: { const: 7 }, minContains: 2, items: { type: 'integer' } }],
  ['bounds of integers', { type: 'integer', minimum: 5, maximum: 6 }],
  ['exclusive bounds', { type: 'integer', exclusiveMinimum: 5, exclusiveMaximum: 7 }],
  ['exclusive bounds of numbers', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 }],
  ['a number whose format is one of integers', { type: 'number', format: 'int32' }],
  ['negative numbers', { type: 'number', maximum: -3 }],
  ['small numbers', { type: 'number', maximum: 0.5, minimum: 0.25 }],
  ['large numbers', { type: 'integer', minimum: 1e12 }],
  ['a range of half an integer', { type: 'integer', minimum: 1.5, maximum: 2.5 }],
  ['multiples', { type: 'integer', multipleOf: 7, minimum: 20, maximum: 27 }],
  ['multiples of two steps', { allOf: [{ type: 'integer', multipleOf: 6 }, { multipleOf: 4 }], minimum: 1 }],
  ['decimal multiples', { type: 'number', multipleOf: 0.05, minimum: 1 }],
  ['int32', { type: 'integer', format: 'int32' }],
  ['lengths', { type: 'string', minLength: 12, maxLength: 14 }],
  ['a long text', { type: 'string', minLength: 3000 }],
  ['a text of no length', { type: 'string', maxLength: 0 }],
  ['a pattern', { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' }],
  ['a pattern with length', { type: 'string', pattern: '^[a-z]+$', minLength: 8, maxLength: 9 }],
  ['two patterns', { allOf: [{ type: 'string', pattern: '^a' }, { pattern: '^[a-c]{4}$' }] }],
  ...[
    'date',
    'date-time',
    'time',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uri',
    'url',
    'uri-reference',
    'uri-template',
    'uuid',
    'json-pointer',
    'relative-json-pointer',
    'regex',
    'byte',
    'binary',
    'password',
  ].map((format) => [`a text of format ${format}`, { type: 'string', format }] as [string, object]),
  ['a short URI', { type: 'string', format: 'uri', maxLength: 11 }],
  [
    'base64',
    { type: 'string', contentEncoding: 'base64', minLength: 4 },
    (value) => /^[\w+/]+=*$/.test(value),
  ],
  [
    'JSON in a text',
    {
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: { type: 'object', required: ['a'] },
    },
    (value) => 'a' in JSON.parse(value),
  ],
  ['null', { type: 'null' }],
  ['nullable', { type: ['string', 'null'] }, (value) => value !== null],
  ['several types', { type: ['integer', 'array'], items: { type: 'integer' } }],
  ['a list of values', { enum: [null, 'a', 3] }, (value) => value !== null],
  ['a list within another', { allOf: [{ enum: ['a', 'b', 'c'] }, { enum: ['c', 'd'] }] }],
  ['a list with a type', { type: 'string', enum: ['a', 1] }],
  ['a constant', { const: { a: [1] } }],
  [
    'all of objects',
    {
      allOf: [
        { required: ['a'], properties: { a: { minimum: 3 } } },
        { properties: { a: { type: 'integer', maximum: 4 } } },
      ],
    },
  ],
  [
    'one of objects that overlap',
    { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
  ],
  ['one of numbers that overlap', { oneOf: [{ type: 'integer' }, { type: 'number' }] }],
  [
    'one of, beside a type',
    {
      type: 'object',
      properties: { t: { type: 'string' } },
      oneOf: [{ required: ['t'] }, { required: ['u'] }],
    },
  ],
  ['any of, with null', { anyOf: [{ type: 'null' }, { type: 'integer' }] }, (value) => value !== null],
  [
    'any of, beside properties',
    {
      type: 'object',
      required: ['n'],
      properties: { n: { anyOf: [{ type: 'integer' }, { type: 'string' }] } },
    },
  ],
  ['not', { type: 'object', properties: { a: {}, b: {} }, not: { required: ['a', 'b'] } }],
  ['not a value', { type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 3] } }],
  [
    'if and then',
    {
      type: 'object',
      properties: { a: { enum: [1, 2] } },
      required: ['a'],
      if: { properties: { a: { const: 1 } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['b'] },
      else: { required: ['c'] },
    },
  ],
  [
    'no further properties evaluated',
    {
      allOf: [{ properties: { a: { type: 'integer' } } }],
      properties: { b: {} },
      unevaluatedProperties: false,
    },
  ],
  ['a tree', { $ref: '#/components/schemas/Node' }],
  ['a chain with an end', { $ref: '#/components/schemas/Link' }],
  ['a subtype', { $ref: '#/components/schemas/Cat' }, ({ kind }) => kind === 'cat'],
  ['a subtype without a mapping', { $ref: '#/components/schemas/Dog' }, ({ kind }) => kind === 'Dog'],
  [
    'one of subtypes',
    {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
    },
    ({ kind }) => kind === 'cat' || kind === 'Dog',
  ],
  [
    'what is written only',
    { type: 'object', properties: { a: { type: 'integer' }, secret: { type: 'string', writeOnly: true } } },
    (value) => !('secret' in value),
  ],
];

describe('a value is made that fits', () => {
  const document = {
    paths: Object.fromEntries(FITTING.map(([name, schema]) => [name, schema])),
    components: { schemas: SCHEMAS, securitySchemes: secret },
  } as never;
  const validators = createValidators(document);

  test.each(some(FITTING, 4))('%s', async (name, _schema, also = () => true) => {
    const generate = await createGenerateValue(document);
    const location = `/paths/${name}`;
    for (let seed = 1; seed <= 25; seed += 1) {
      for (const optionals of [1, 0.5, 0]) {
        const value = generate(schemaAt(document, location), seed, { optionals, fits: validators.fits });
        expect(validators.check(location, value), JSON.stringify(value)).toEqual([]);
        if (optionals === 1) expect(also(value), JSON.stringify(value)).toBe(true);
        expect(JSON.stringify(value)).not.toContain('X-Internal');
      }
    }
  });

  test('the same seed makes the same value', async () => {
    const generate = await createGenerateValue(document);
    for (const [name] of FITTING) {
      const make = () => generate(schemaAt(document, `/paths/${name}`), 7);
      expect(make()).toEqual(make());
    }
  });
});

describe('what has no value is refused', () => {
  test.each([
    ['false', false, /nothing fits the schema of the whole/],
    ['two types', { allOf: [{ type: 'string' }, { type: 'integer' }] }, /no type fits/],
    [
      'a required property that must not be',
      { properties: { a: { required: ['b'], properties: { b: { allOf: [false] } } } }, required: ['a'] },
      undefined,
    ],
    ['what requires itself', { $ref: '#/components/schemas/Endless' }, /has no end/],
  ])('%s', async (_name, schema, message) => {
    const Endless = { required: ['self'], properties: { self: { $ref: '#/components/schemas/Endless' } } };
    const document = { s: schema, components: { schemas: { Endless } } } as never;
    const generate = await createGenerateValue(document);
    if (message) expect(() => generate(schemaAt(document, '/s'), 1)).toThrow(message);
  });
});

describe('a time is written as the schema says', () => {
  test.each<[string, object, RegExp]>([
    ['milliseconds', { type: 'integer', 'x-confab': { time: 'epoch-ms' } }, /^17\d{11}$/],
    ['seconds', { type: 'integer', 'x-confab': { time: 'epoch-s' } }, /^17\d{8}$/],
    ['a text', { type: 'string', 'x-confab': { time: 'iso' } }, /^"202[45]-\d\d-\d\dT/],
    [
      'a type that the form does not have',
      { type: 'boolean', 'x-confab': { time: 'epoch-s' } },
      /^(?:true|false)$/,
    ],
  ])('%s', async (_, schema, text) => {
    const generate = await createGenerateValue({});
    expect(JSON.stringify(generate([{ location: '?', schema: schema as never }], 7))).toMatch(text);
  });
});
