import { describe, expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';

type Schemas = Record<string, unknown>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const PLACES = ['request', 'response', 'parameter', 'header'] as const;

/** A document with one operation whose only schema stands in one place. */
function documentOf(
  place: (typeof PLACES)[number],
  schema: unknown,
  schemas: Schemas = {},
  openapi = '3.1.0',
) {
  const content = { 'application/json': { schema } };
  const operation = {
    operationId: 'only',
    ...(place === 'request' && { requestBody: { required: true, content } }),
    ...(place === 'parameter' && { parameters: [{ name: 'q', in: 'query', schema }] }),
    responses: {
      '200': {
        description: 'Fine',
        ...(place === 'response' && { content }),
        ...(place === 'header' && { headers: { 'X-One': { required: true, schema } } }),
      },
    },
  };
  return {
    openapi,
    info: { title: 'Hostile', version: '1' },
    paths: { '/only': { post: operation } },
    components: { schemas },
  };
}

/** What is refused; strictly also what is else told and served. */
async function refusal(document: object, strict = true): Promise<SpecError> {
  const found = await createMock({
    strict,
    vendors: [await file('hostile.json', JSON.stringify(document, undefined, 1))],
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(found).toBeInstanceOf(SpecError);
  const error = found as SpecError;
  expect(error.message).not.toMatch(/call stack|\n {4}at /);
  expect(error.line).toBeGreaterThan(0);
  expect(error.message.startsWith(`${error.file}:${error.line}: `)).toBe(true);
  return error;
}

/** Each member: the schema, what is said, the end of the pointer, and the schemas that it refers to. */
const MEMBERS: [string, unknown, RegExp, string, Schemas?][] = [
  [
    'a pattern that is none',
    { type: 'string', pattern: '(' },
    /pattern \( is no regular expression: Unterminated group/,
    '/pattern',
  ],
  [
    'a pattern that looks ahead without bound',
    { type: 'string', pattern: '^(?!(a+)+$)' },
    /looks around \(\?!…\) and repeats.*: say what else must match in allOf/,
    '/pattern',
  ],
  ['a pattern that looks behind', { type: 'string', pattern: '(?<=a)b' }, /looks around/, '/pattern'],
  [
    'a pattern that refers back',
    { type: 'string', pattern: '^(a|b)\\1$' },
    /refers back to a group.*: write out what it repeats/,
    '/pattern',
  ],
  [
    'a pattern of too many parts',
    { type: 'string', pattern: '^((a|ab){1000}){1000}$' },
    /repeats what can match in several ways.*minLength and maxLength/,
    '/pattern',
  ],
  [
    'a pattern of ten thousand groups',
    { type: 'string', pattern: '('.repeat(4999) + ')'.repeat(4999) },
    /nests more than 200 groups/,
    '/pattern',
  ],
  [
    'a pattern of names that is none',
    { type: 'object', patternProperties: { '[': {} } },
    /patternProperties \[ is no regular expression/,
    '/patternProperties',
  ],
  [
    'a bound as in OpenAPI 3.0',
    { type: 'integer', minimum: 1, exclusiveMinimum: true },
    /exclusiveMinimum must be a number, not true: that is OpenAPI 3.0/,
    '/exclusiveMinimum',
  ],
  [
    'the other bound as in OpenAPI 3.0',
    { type: 'integer', maximum: 1, exclusiveMaximum: false },
    /exclusiveMaximum must be a number, not false: that is OpenAPI 3.0/,
    '/exclusiveMaximum',
  ],
  [
    'an enum of nothing',
    { enum: [] },
    /enum must be a list of at least one value, not \[\]: no value would fit/,
    '/enum',
  ],
  ['an enum that is no list', { enum: 'a' }, /enum must be a list of at least one value, not "a"/, '/enum'],
  ['an unknown type', { type: 'strin' }, /type must be one of array, boolean, .*, not "strin"/, '/type'],
  [
    'an unknown type in a list',
    { type: ['string', 'nul'] },
    /type must be one of .*, not \["string","nul"\]/,
    '/type',
  ],
  [
    'a length that is a text',
    { type: 'string', minLength: '3' },
    /minLength must be a whole number from 0, not "3"/,
    '/minLength',
  ],
  [
    'a length below nothing',
    { type: 'string', maxLength: -1 },
    /maxLength must be a whole number from 0, not -1/,
    '/maxLength',
  ],
  [
    'a bound that is a text',
    { type: 'number', maximum: '3' },
    /maximum must be a number, not "3"/,
    '/maximum',
  ],
  [
    'steps of nothing',
    { type: 'number', multipleOf: 0 },
    /multipleOf must be a number above 0, not 0/,
    '/multipleOf',
  ],
  [
    'required as a word of its own',
    { type: 'object', properties: { a: { type: 'string', required: true } } },
    /required must be a list of names, not true: the object around it lists/,
    '/properties/a/required',
  ],
  [
    'properties as a list',
    { type: 'object', properties: ['a'] },
    /properties must be an object of schemas/,
    '/properties',
  ],
  [
    'items as a list',
    { type: 'array', items: [{}] },
    /items must be a schema, not \[\{\}\]: schemas of the first items stand in prefixItems/,
    '/items',
  ],
  ['alternatives that are none', { oneOf: [] }, /oneOf must be a list of at least one schema/, '/oneOf'],
  [
    'a part that is no schema',
    { allOf: ['#/components/schemas/A'] },
    /allOf must be a list of at least one schema/,
    '/allOf',
  ],
  ['a format that is a number', { type: 'string', format: 5 }, /format must be a text, not 5/, '/format'],
  [
    'uniqueItems as a text',
    { type: 'array', uniqueItems: 'true' },
    /uniqueItems must be true or false/,
    '/uniqueItems',
  ],
  [
    'more at least than at most',
    { type: 'integer', minimum: 5, maximum: 1 },
    /minimum is 5 and maximum is 1: no value would fit/,
    '/minimum',
  ],
  [
    'nothing between open bounds',
    { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 1 },
    /exclusiveMinimum is 1 and exclusiveMaximum is 1/,
    '/exclusiveMinimum',
  ],
  [
    'a text longer than it may be',
    { type: 'string', minLength: 5, maxLength: 1 },
    /minLength is 5 and maxLength is 1/,
    '/minLength',
  ],
  [
    'more items than there may be',
    { type: 'array', minItems: 5, maxItems: 1 },
    /minItems is 5 and maxItems is 1/,
    '/minItems',
  ],
  [
    'a schema that is itself',
    ref('A'),
    /the reference #\/components\/schemas\/A leads back to itself/,
    '/schema/$ref',
    { A: ref('A') },
  ],
  [
    'a schema that is part of itself',
    ref('A'),
    /refers to itself for the same value, without end/,
    '/schemas/A',
    { A: { allOf: [ref('B')] }, B: { allOf: [{ type: 'object' }, ref('A')] } },
  ],
  [
    'an alternative of itself',
    ref('A'),
    /refers to itself for the same value, without end/,
    '/schemas/A',
    { A: { anyOf: [{ type: 'string' }, ref('A')] } },
  ],
  [
    'what is not itself',
    ref('A'),
    /refers to itself for the same value, without end/,
    '/schemas/A',
    { A: { not: ref('A') } },
  ],
  [
    'a condition of itself',
    ref('A'),
    /refers to itself for the same value, without end/,
    '/schemas/A',
    { A: { if: { type: 'string' }, else: ref('A') } },
  ],
  [
    'an object that requires one of its kind',
    ref('A'),
    /no finite value fits/,
    '',
    { A: { type: 'object', required: ['a'], properties: { a: ref('A') } } },
  ],
  [
    'objects that require each other',
    ref('A'),
    /no finite value fits/,
    '',
    {
      A: { type: 'object', required: ['b'], properties: { b: ref('B') } },
      B: { allOf: [{ type: 'object', required: ['a'] }, { properties: { a: ref('A') } }] },
    },
  ],
  [
    'a list that has a list of its kind',
    ref('A'),
    /no finite value fits/,
    '',
    { A: { type: 'array', minItems: 1, items: ref('A') } },
  ],
  [
    'what is of two types at once',
    { allOf: [{ type: 'string' }, { type: 'integer' }] },
    /no finite value fits/,
    '',
  ],
  [
    'what one part requires and another, which sees only its own properties, forbids',
    {
      allOf: [
        { required: ['a'], properties: { a: {} } },
        { properties: { b: {} }, additionalProperties: false },
      ],
    },
    /no finite value fits/,
    '',
  ],
  [
    'a very long text',
    { type: 'string', minLength: 1e9 },
    /the smallest value that fits this schema has 1,000,000,001 characters and parts; at most 100,000/,
    '',
  ],
  [
    'a very long text by its pattern',
    { type: 'string', pattern: '^a{1000000}$' },
    /the smallest value that fits this schema has 1,000,001/,
    '',
  ],
  ['a very long list', { type: 'array', minItems: 1e9 }, /the smallest value .* has 1,000,000,001/, ''],
  [
    'long lists of long lists',
    { type: 'array', minItems: 999, items: { type: 'array', minItems: 999, items: { type: 'integer' } } },
    /the smallest value .* has 999,001/,
    '',
  ],
  [
    'very many properties',
    { type: 'object', minProperties: 1e9 },
    /the smallest value .* has 1,000,000,001/,
    '',
  ],
  [
    'twice the half of it, twenty-five times',
    ref('S0'),
    /the smallest value that fits this schema has [\d,]{9,} characters and parts/,
    '',
    doubled(25),
  ],
  [
    'an example against its pattern',
    { type: 'string', pattern: '^a$', example: 'b' },
    /the example "b" breaks its own schema: must match the pattern \^a\$/,
    '/example',
  ],
  [
    'one of the examples against its pattern',
    { type: 'string', pattern: '^a$', examples: ['a', 'b'] },
    /the example "b" breaks/,
    '/examples/1',
  ],
  [
    'a default against its pattern',
    { type: 'string', pattern: '^a$', default: 'b' },
    /the default "b" breaks/,
    '/default',
  ],
];

/** Each requires two of the next. */
function doubled(times: number): Schemas {
  const names = Array.from({ length: times }, (_, n) => `S${n}`);
  const schemas = names.map((name, n) => {
    const next = n + 1 < times ? ref(`S${n + 1}`) : { type: 'string' };
    return [name, { type: 'object', required: ['a', 'b'], properties: { a: next, b: next } }];
  });
  return Object.fromEntries(schemas);
}

describe('a schema in use that would stop a request is told at load', () => {
  test.each(some(MEMBERS, 4))('%s', async (_, schema, said, pointer, schemas) => {
    const error = await refusal(documentOf('request', schema, schemas));
    expect(error.message).toMatch(said);
    expect(error.pointer.endsWith(pointer)).toBe(true);
  });

  test.each(some(PLACES, 4))('in a %s', async (place) => {
    const error = await refusal(documentOf(place, { type: 'string', pattern: '(' }));
    expect(error.message).toMatch(/is no regular expression/);
  });

  test('in a collection', async () => {
    const document = {
      ...documentOf('response', {}, { A: { pattern: '(' } }),
      'x-confab': { collections: { as: '#/components/schemas/A' } },
    };
    expect((await refusal(document)).pointer).toBe('/components/schemas/A/pattern');
  });

  test('in a credential', async () => {
    const document = documentOf('response', {});
    Object.assign(document.components, {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', 'x-confab': { credential: { wellFormed: '(a)\\1' } } },
      },
    });
    const error = await refusal({ ...document, security: [{ key: [] }] });
    expect(error.message).toMatch(/wellFormed \(a\)\\1 refers back to a group/);
    expect(error.pointer).toBe('/components/securitySchemes/key/x-confab/credential/wellFormed');
  });
});

describe('a response of which no value can be made is told at load', () => {
  test.each<[string, unknown]>(
    some<[string, unknown]>(
      [
        ['nothing fits', false],
        ['anything is forbidden', { not: {} }],
        ['parts that exclude each other', { type: 'string', allOf: [{ maxLength: 1 }, { minLength: 3 }] }],
        [
          'more different items than there are',
          { type: 'array', minItems: 5, uniqueItems: true, items: { enum: ['a', 'b'] } },
        ],
        [
          'more of a kind than items',
          { type: 'array', maxItems: 2, contains: { type: 'integer' }, minContains: 5 },
        ],
      ],
      3,
    ),
  )('%s', async (_, schema) => {
    const error = await refusal(documentOf('response', schema));
    expect(error.message).toMatch(/no value was found that fits the schema .*; give the response an example/);
  });
});

describe('what is harmless is served', () => {
  test.each<[string, unknown, Schemas?]>(
    some<[string, unknown, Schemas?]>(
      [
        [
          'a broken schema that nobody uses',
          { type: 'string' },
          { Unused: { pattern: '(', enum: [], type: 'x' } },
        ],
        ['an unknown format', { type: 'string', format: 'phone' }],
        ['a value listed twice', { enum: ['a', 'a'] }],
        [
          'keywords within data',
          {
            type: 'object',
            default: { pattern: '(' },
            examples: [{ type: 'x' }],
            properties: {
              pattern: { type: 'string' },
              type: { type: 'string' },
              required: { type: 'boolean' },
            },
          },
        ],
        [
          'a property that may have one of its kind',
          ref('A'),
          { A: { type: 'object', properties: { a: ref('A') } } },
        ],
        [
          'lists of its kind',
          ref('A'),
          {
            A: {
              type: 'object',
              required: ['a'],
              properties: {
                a: { type: 'array', items: ref('A') },
                b: { type: 'array', items: ref('A') },
                c: { type: 'array', items: ref('A') },
              },
            },
          },
        ],
        [
          'one of its kind or null',
          ref('A'),
          {
            A: {
              type: 'object',
              required: ['a'],
              properties: { a: { anyOf: [ref('A'), { type: 'null' }] } },
            },
          },
        ],
        ['texts as long as you like', { type: 'string', maxLength: 1e9 }],
        [
          'lists as long as you like',
          {
            type: 'array',
            maxItems: 1e9,
            items: { type: 'array', maxItems: 1e9, items: { type: 'string', maxLength: 1e9 } },
          },
        ],
        ['a pattern that RegExp does not end with', { type: 'string', pattern: '^(a+)+$' }],
        [
          'names against such a pattern',
          {
            type: 'object',
            required: [`${'a'.repeat(50)}!`],
            patternProperties: { '^(a+)+$': { type: 'string' } },
          },
        ],
        ['a wide and deep object', ref('S0'), wide(4, 30)],
      ],
      4,
    ),
  )('%s', async (_, schema, schemas) => {
    const mock = await createMock({
      vendors: [await file('harmless.json', documentOf('response', schema, schemas))],
    });
    const response = await mock.fetch('http://mock/only', { method: 'POST' });
    expect(response.status).toBe(200);
    expect((await response.text()).length).toBeLessThan(1_000_000);
  });

  test('a bound of OpenAPI 3.0 keeps its meaning', async () => {
    const schema = {
      type: 'integer',
      minimum: 1,
      exclusiveMinimum: true,
      maximum: 3,
      exclusiveMaximum: true,
    };
    const mock = await createMock({
      vendors: [await file('old.json', documentOf('parameter', schema, {}, '3.0.3'))],
    });
    const status = async (q: number) =>
      (await mock.fetch(`http://mock/only?q=${q}`, { method: 'POST' })).status;
    expect(await Promise.all([1, 2, 3].map(status))).toEqual([400, 200, 400]);
  });
});

/** Levels of objects, each with many properties that may be there. */
function wide(levels: number, properties: number): Schemas {
  const names = Array.from({ length: properties }, (_, n) => `p${n}`);
  return Object.fromEntries(
    Array.from({ length: levels }, (_, n) => {
      const next = n + 1 < levels ? ref(`S${n + 1}`) : { type: 'string' };
      return [`S${n}`, { type: 'object', properties: Object.fromEntries(names.map((name) => [name, next])) }];
    }),
  );
}

test('long chains of references are followed, or refused with a sentence', async () => {
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, n) => [
        `C${n}`,
        { type: 'object', properties: { next: n + 1 < length ? ref(`C${n + 1}`) : {} } },
      ]),
    );
  await createMock({ vendors: [await file('chain.json', documentOf('request', ref('C0'), chain(100)))] });
});

test('five thousand levels are refused with a sentence', async () => {
  const nested = `${'{"properties":{"a":'.repeat(5000)}{}${'}}'.repeat(5000)}`;
  const text = JSON.stringify(documentOf('request', 'NESTED')).replace('"NESTED"', nested);
  const found = await createMock({ vendors: [await file('deep.json', text)] }).catch(
    (error: unknown) => error,
  );
  expect(found).toBeInstanceOf(SpecError);
  expect((found as Error).message).toMatch(/nested too deeply/);
});
