import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/spec/json.ts';
import { createValidators } from '../../src/spec/validators.ts';
import { some } from '../_some.ts';

const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const TEXT = { type: 'string' };
const NODE: JsonObject = { type: 'object', properties: { text: TEXT, next: ref('node') } };
const BIG: JsonObject = {
  type: 'object',
  required: ['a'],
  properties: Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map((name) => [name, TEXT])),
};
const DEFS: JsonObject = {
  node: NODE,
  big: BIG,
  text: TEXT,
  never: false,
  strict: { allOf: [ref('node')], unevaluatedProperties: false },
  alias: ref('alias2'),
  alias2: ref('big'),
  tree: { $anchor: 'tree', type: 'object', properties: { next: { $ref: '#tree' }, text: TEXT } },
};
const VALUES: readonly Json[] = [
  'a',
  1,
  {},
  { a: 'a', b: 1 },
  { a: 'a', n: 1 },
  { text: 1, next: { text: 1, next: { text: 'a' } } },
  { text: 'a', more: 1, next: { more: 1 } },
  [{ text: 1 }, { a: 'a' }],
];

/** Schemas that refer to others in every way, each held against Ajv without any change of ours. */
const SCHEMAS: readonly [string, JsonObject][] = [
  ['a small one', { properties: { text: ref('text') } }],
  ['a large one', ref('big')],
  ['one that refers to itself', ref('node')],
  ['a reference to a reference', ref('alias')],
  ['keywords beside a reference', { ...ref('node'), required: ['more'] }],
  ['false', { properties: { text: ref('never') } }],
  ['an anchor', { $ref: '#tree' }],
  ['an anchor behind a reference', ref('tree')],
  ['nothing unevaluated beside a reference', { ...ref('node'), unevaluatedProperties: false }],
  ['nothing unevaluated behind a reference', ref('strict')],
  [
    'nothing unevaluated beside alternatives',
    { unevaluatedProperties: false, anyOf: [ref('big'), ref('node')] },
  ],
  ['none of the alternatives', { oneOf: [ref('big'), { type: 'null' }] }],
  ['one of the alternatives', { oneOf: [ref('text'), ref('big'), ref('node')] }],
  ['several of the alternatives', { oneOf: [{}, ref('text'), true, ref('node'), ref('big')] }],
  ['one alternative that is evaluated', { oneOf: [ref('big'), ref('node')], unevaluatedProperties: false }],
  ['alternatives in alternatives', { oneOf: [{ oneOf: [ref('big'), ref('text')] }, { type: 'integer' }] }],
  [
    'what is evaluated besides a reference',
    { allOf: [{ ...ref('big'), properties: { n: {} } }, ref('strict')] },
  ],
  ['what is evaluated besides another', { ...ref('big'), unevaluatedProperties: false }],
  ['items', { items: ref('node'), unevaluatedItems: false }],
];

describe('values are held against schemas as Ajv does it', () => {
  test.each(some(SCHEMAS, 4))('%s', (_, schema) => {
    const plain = new Ajv2020({ allErrors: true, strict: false });
    const validate = plain.compile({ ...schema, $defs: DEFS });
    const { check } = createValidators({ $defs: DEFS, it: schema });
    for (const value of VALUES) {
      validate(value);
      const expected = (validate.errors ?? []).map(({ instancePath, keyword, params }) => ({
        ...{ pointer: instancePath, keyword, params },
      }));
      const found = check('/it', value).map(({ pointer, keyword, params }) => ({ pointer, keyword, params }));
      expect(found, JSON.stringify(value)).toEqual(expected);
    }
  });

  test.each<[string, object, number]>([
    ['several alternatives that a discriminator tells apart', { discriminator: { propertyName: 'kind' } }, 0],
    ['several alternatives that nothing tells apart', {}, 1],
  ])('%s', (_, more, count) => {
    const event = { type: 'object', required: ['kind'] };
    const { check } = createValidators({
      $defs: { event },
      it: { oneOf: [{ allOf: [{ $ref: '#/$defs/event' }] }, event], ...more },
    });
    expect(check('/it', { kind: 'a' })).toHaveLength(count);
    expect(check('/it', {})).not.toEqual([]);
  });

  test('2,000 alternatives', () => {
    const { check } = createValidators({
      it: { oneOf: Array.from({ length: 2000 }, (_, index) => ({ const: index })) },
    });
    expect(check('/it', 1999)).toEqual([]);
    expect(check('/it', 2000)).toHaveLength(2001);
  });

  test('10,000 schemas that refer to each other', () => {
    const schemas = Array.from({ length: 10_000 }, (_, index) => ({
      required: ['n'],
      properties: { n: { $ref: `#/s/${index + 1}` } },
    }));
    const { check } = createValidators({ s: [...schemas, {}] });
    expect(check('/s/0', { n: { n: { m: 1 } } }).map(({ pointer }) => pointer)).toEqual(['/n/n']);
  });

  test('the word id, which an earlier draft had', () => {
    expect(
      createValidators({ it: { id: 'https://a.example/it', type: 'string' } }).check('/it', 1),
    ).toHaveLength(1);
  });
});
