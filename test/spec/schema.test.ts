import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/spec/json.ts';
import { branchesOf, createSchemaReader, firstExample, hintsOf } from '../../src/spec/schema.ts';

const DOCUMENT = {
  components: {
    schemas: {
      Text: { type: 'string', description: 'theirs' },
      Alias: { $ref: '#/components/schemas/Text' },
      Loop: { $ref: '#/components/schemas/Loop' },
      'a/b': { type: 'integer' },
      'a b': { type: 'boolean' },
      Base: { type: 'object', properties: { id: { type: 'integer' }, kind: { type: 'string' } } },
      Person: {
        allOf: [{ $ref: '#/components/schemas/Base' }],
        properties: { name: { $ref: '#/components/schemas/Text' }, kind: { const: 'person' } },
      },
      Envelope: {
        oneOf: [
          { type: 'object', properties: { error: { type: 'string' } } },
          {
            type: 'object',
            properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Person' } } },
          },
        ],
      },
    },
  },
};
const schemas = createSchemaReader(DOCUMENT);
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('resolve', () => {
  test.each<[string, unknown, object]>([
    ['no reference', { type: 'integer' }, { type: 'integer' }],
    ['a reference', ref('Text'), { type: 'string', description: 'theirs' }],
    ['a reference to a reference', ref('Alias'), { type: 'string', description: 'theirs' }],
    [
      'words beside it win',
      { ...ref('Alias'), description: 'ours' },
      { type: 'string', description: 'ours' },
    ],
    ['an escaped name', ref('a~1b'), { type: 'integer' }],
    ['a name that is percent-encoded', ref('a%20b'), { type: 'boolean' }],
    ['a reference to nothing', { ...ref('Nope'), title: 'x' }, { title: 'x' }],
    ['no schema', undefined, {}],
    ['true, which allows everything', true, {}],
  ])('%s', (_, schema, expected) => expect(schemas.resolve(schema)).toEqual(expected));

  test('a reference to itself ends', () => expect(schemas.types(ref('Loop'))).toEqual([]));
});

describe('properties', () => {
  test('come in order, those of allOf first, and the own ones win', () => {
    expect([...schemas.properties(ref('Person'))]).toEqual([
      ['id', { type: 'integer' }],
      ['kind', { const: 'person' }],
      ['name', { type: 'string', description: 'theirs' }],
    ]);
  });
  test.each([[undefined], [ref('Text')], [{}]])('of %j there are none', (schema) =>
    expect(schemas.properties(schema).size).toBe(0),
  );
});

describe('at', () => {
  test.each<[string[], JsonObject | undefined]>([
    [['error'], { type: 'string' }],
    [['data', '0', 'id'], { type: 'integer' }],
    [['data', '17', 'kind'], { const: 'person' }],
    [['data', 'x'], undefined],
    [['data', '0', 'id', 'deeper'], undefined],
    [['nothing'], undefined],
  ])('%j', (path, expected) => expect(schemas.at(ref('Envelope'), path)).toEqual(expected));

  test('the empty path is the schema itself', () =>
    expect(schemas.at(ref('Text'), [])).toEqual(DOCUMENT.components.schemas.Text));
});

describe('types', () => {
  test.each<[object, string[]]>([
    [{ type: 'string' }, ['string']],
    [{ type: ['integer', 'null'] }, ['integer', 'null']],
    [{ const: null }, ['null']],
    [{ const: [] }, ['array']],
    [{ const: {} }, ['object']],
    [{ enum: [1, 2.5, 'a', true, null, 2] }, ['integer', 'number', 'string', 'boolean', 'null']],
    [
      { oneOf: [{ type: 'string' }], anyOf: [{ type: 'integer' }, { type: 'string' }] },
      ['string', 'integer'],
    ],
    [{ allOf: [ref('Text')] }, ['string']],
    [ref('Alias'), ['string']],
    [{}, []],
  ])('of %j: %j', (schema, expected) => expect(schemas.types(schema)).toEqual(expected));
});

test.each<[JsonObject, unknown]>([
  [{ examples: [1, 2] }, 1],
  [{ example: 3 }, 3],
  [{ examples: [], example: 3 }, 3],
  [{}, undefined],
])('the first example of %j is %j', (schema, expected) => expect(firstExample(schema)).toBe(expected));

test.each<[unknown, object]>([
  [{ 'x-confab': { time: 'iso' } }, { time: 'iso' }],
  [{ 'x-confab': 'text' }, {}],
  [{}, {}],
  [undefined, {}],
])('the hints of %j are %j', (schema, expected) => expect(hintsOf(schema)).toEqual(expected));

test('branches are those of oneOf, then those of anyOf', () => {
  expect(branchesOf({ anyOf: [{ title: 'b' }], oneOf: [{ title: 'a' }] })).toEqual([
    { title: 'a' },
    { title: 'b' },
  ]);
  expect(branchesOf({})).toEqual([]);
});
