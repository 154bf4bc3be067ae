import { describe, expect, test } from 'vitest';
import { createValidators } from '../../src/spec/validators.ts';

const schemas = {
  Plain: {
    required: ['id', 'secret', 'name'],
    properties: { id: { readOnly: true }, secret: { writeOnly: true }, name: {} },
  },
  Referred: {
    required: ['id', 'secret'],
    properties: {
      id: { $ref: '#/components/schemas/Id' },
      secret: { allOf: [{ $ref: '#/components/schemas/Secret' }] },
    },
  },
  Id: { type: 'integer', readOnly: true },
  Secret: { type: 'string', writeOnly: true },
  RequiredBeside: { allOf: [{ properties: { id: { readOnly: true } } }, { required: ['id', 'name'] }] },
  RequiredAbove: { allOf: [{ $ref: '#/components/schemas/Plain' }], required: ['id', 'secret'] },
  PropertiesAbove: { allOf: [{ required: ['secret'] }], properties: { secret: { writeOnly: true } } },
  Nested: { properties: { in: { $ref: '#/components/schemas/Plain' } } },
  Listed: { type: 'array', items: { $ref: '#/components/schemas/Plain' } },
  OneOf: { oneOf: [{ $ref: '#/components/schemas/Plain' }, { type: 'string' }] },
  Not: { required: ['x'], properties: { x: { readOnly: false } } },
};

describe('what goes one way is required there only', () => {
  const validators = createValidators({ components: { schemas } });
  const missing = (value: unknown, name: string, way: 'request' | 'answer') =>
    (way === 'request' ? validators.request : validators)
      .check(`/components/schemas/${name}`, value)
      .filter(({ keyword }) => keyword === 'required')
      .map(({ params }) => params.missingProperty);

  test.each<[name: string, value: unknown, request: string[], answer: string[]]>([
    ['Plain', {}, ['secret', 'name'], ['id', 'name']],
    ['Plain', { id: 1, secret: 's', name: 'n' }, [], []],
    ['Referred', {}, ['secret'], ['id']],
    ['RequiredBeside', {}, ['name'], ['id', 'name']],
    ['RequiredAbove', {}, ['secret', 'name', 'secret'], ['id', 'name', 'id']],
    ['PropertiesAbove', {}, ['secret'], []],
    ['Nested', { in: {} }, ['secret', 'name'], ['id', 'name']],
    ['Listed', [{}], ['secret', 'name'], ['id', 'name']],
    ['OneOf', { secret: 1, name: 2 }, [], ['id']],
    ['Not', {}, ['x'], ['x']],
  ])('%s of %j', (name, value, request, answer) => {
    expect(missing(value, name, 'request').sort()).toEqual(request.sort());
    expect(missing(value, name, 'answer').sort()).toEqual(answer.sort());
  });

  test('a violation names the very schema of the document, and its place', () => {
    const [violation] = validators.check('/components/schemas/Nested', { in: { id: 1 } });
    expect(violation).toMatchObject({
      pointer: '/in',
      keyword: 'required',
      message: "must have required property 'name'",
    });
    expect(violation?.schema).toBe(schemas.Plain);
  });

  test('a document without such properties has one validator', () => {
    const plain = createValidators({ components: { schemas: { A: { required: ['a'] } } } });
    expect(plain.request).toBe(plain.request);
    expect(plain.request.check('/components/schemas/A', {})).toHaveLength(1);
  });
});
