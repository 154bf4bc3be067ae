import { describe, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../src/spec/json.ts';
import { valueAt } from '../../src/spec/json-pointer.ts';
import { fromSwagger } from '../../src/spec/upgrade/from-swagger.ts';
import { fromThree } from '../../src/spec/upgrade/from-three.ts';
import { createMovedParts } from '../../src/spec/upgrade/moved-parts.ts';

const S = { $ref: '#/components/schemas/S' };
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });

/** A schema of 3.0, and the same in JSON Schema 2020-12. */
const SCHEMAS: [string, JsonObject, object][] = [
  ['nullable with a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ['nullable beside allOf', { nullable: true, allOf: [S] }, orNull({ allOf: [S] })],
  [
    'nullable beside a type and allOf',
    { nullable: true, type: 'object', allOf: [S] },
    orNull({ type: 'object', allOf: [S] }),
  ],
  ['nullable beside a reference', { nullable: true, ...S }, orNull(S)],
  ['nullable beside enum', { nullable: true, enum: ['x'] }, { enum: ['x', null] }],
  ['nullable beside enum with null', { nullable: true, enum: ['x', null] }, { enum: ['x', null] }],
  [
    'nullable beside enum and type',
    { nullable: true, type: 'string', enum: ['x'] },
    { type: ['string', 'null'], enum: ['x', null] },
  ],
  ['nullable beside nothing', { nullable: true, description: 'd' }, { description: 'd' }],
  [
    'the type null, which these versions do not have, beside alternatives',
    { type: 'null', oneOf: [S] },
    orNull({ oneOf: [S] }),
  ],
  ['the type null beside values', { type: 'null', enum: ['x'] }, { enum: ['x', null] }],
  ['the type null beside properties', { type: 'null', properties: {} }, { properties: {} }],
  ['the type null alone', { type: 'null' }, { type: 'null' }],
  ['nullable that is false', { nullable: false, allOf: [S] }, { allOf: [S] }],
  [
    'annotations stay outside of what is made for null',
    { nullable: true, readOnly: true, description: 'd', oneOf: [S] },
    { readOnly: true, description: 'd', ...orNull({ oneOf: [S] }) },
  ],
  ['a property of that name', { properties: { nullable: S } }, { properties: { nullable: S } }],
  ['data', { example: { nullable: true, type: 'x' } }, { example: { nullable: true, type: 'x' } }],
  ['an exclusive bound', { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ['a bound that is not', { maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
  ['an exclusive bound of nothing', { exclusiveMinimum: true }, {}],
  ['byte and binary', { type: 'string', format: 'byte' }, { type: 'string', format: 'byte' }],
  ['what a reference ignores', { ...S, required: ['a'], description: 'd' }, { ...S, description: 'd' }],
  [
    '__proto__',
    JSON.parse('{"properties":{"__proto__":{"type":"string","nullable":true}}}'),
    JSON.parse('{"properties":{"__proto__":{"type":["string","null"]}}}'),
  ],
];

describe('OpenAPI 3.0 as 3.1', () => {
  test.each(SCHEMAS)('%s', (_, schema, expected) => {
    const document = { openapi: '3.0.3', components: { schemas: { A: schema, S: {} } } };
    const before = structuredClone(document);
    const upgraded = fromThree(document, createMovedParts());
    expect(valueAt(upgraded, '/components/schemas/A')).toEqual(expected);
    expect(document).toEqual(before);
  });

  test('a reference into what was made for null finds its way, and a place its line', () => {
    const moved = createMovedParts();
    const inner = '#/components/schemas/A/properties/a';
    const upgraded = fromThree(
      {
        openapi: '3.0.3',
        components: {
          schemas: { A: { nullable: true, not: {}, properties: { a: {} } }, B: { $ref: inner } },
        },
      },
      moved,
    );
    expect(valueAt(upgraded, '/components/schemas/B')).toEqual({
      $ref: '#/components/schemas/A/anyOf/0/properties/a',
    });
    expect(moved.before(upgraded, '/components/schemas/A/anyOf/0/properties/a')).toBe(
      '/components/schemas/A/properties/a',
    );
  });
});

const operation = (more: JsonObject, root: JsonObject = {}): JsonObject => ({
  swagger: '2.0',
  info: { title: 'a', version: '1' },
  paths: { '/a': { post: { responses: { 200: { description: 'it' } }, ...more } } },
  ...root,
});
const AT = '/paths/~1a/post';

/** A document of 2.0, where to look in it as 3.1, what stands there, and where that stood. */
const SWAGGER: [string, JsonObject, string, Json, string?][] = [
  [
    'produces of the operation before those of the document',
    operation(
      { produces: ['a/b'], responses: { 200: { description: 'it', schema: {} } } },
      { produces: ['c/d'] },
    ),
    `${AT}/responses/200/content`,
    { 'a/b': { schema: {} } },
    `${AT}/responses/200`,
  ],
  [
    'a file',
    operation({ responses: { 200: { description: 'it', schema: { type: 'file' } } } }),
    `${AT}/responses/200/content`,
    { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  ],
  [
    'an example by media type',
    operation({ responses: { 200: { description: 'it', examples: { 'application/json': { a: 1 } } } } }),
    `${AT}/responses/200/content/application~1json/example`,
    { a: 1 },
    `${AT}/responses/200/examples/application~1json`,
  ],
  [
    'a body that is shared',
    operation(
      { parameters: [{ $ref: '#/parameters/b' }], consumes: ['text/json'] },
      {
        parameters: { b: { in: 'body', name: 'b', required: true, schema: { $ref: '#/definitions/S' } } },
        definitions: { S: {} },
      },
    ),
    `${AT}/requestBody`,
    { required: true, content: { 'text/json': { schema: S } } },
    '/parameters/b',
  ],
  [
    'a form with lists, values and a file',
    operation({
      parameters: [
        { in: 'formData', name: 'f', type: 'file', required: true },
        { in: 'formData', name: 'l', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
        { in: 'formData', name: 'e', type: 'string', enum: ['a'], default: 'a' },
      ],
    }),
    `${AT}/requestBody`,
    {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['f'],
            properties: {
              f: { type: 'string', format: 'binary' },
              l: { type: 'array', items: { type: 'string' } },
              e: { type: 'string', enum: ['a'], default: 'a' },
            },
          },
          encoding: { l: { style: 'form', explode: true } },
        },
      },
    },
  ],
  [
    'a list in a query',
    operation({
      parameters: [{ in: 'query', name: 'q', type: 'array', items: {}, collectionFormat: 'pipes' }],
    }),
    `${AT}/parameters/0`,
    { name: 'q', in: 'query', style: 'pipeDelimited', explode: false, schema: { type: 'array', items: {} } },
    `${AT}/parameters/0`,
  ],
  [
    'x-nullable and a discriminator',
    operation({}, { definitions: { S: { type: 'object', discriminator: 'kind', 'x-nullable': true } } }),
    '/components/schemas/S',
    { type: ['object', 'null'], discriminator: { propertyName: 'kind' } },
    '/definitions/S',
  ],
  [
    'a reference of the response for every other status',
    operation(
      { responses: { default: { $ref: '#/responses/e' } } },
      { responses: { e: { description: 'e' } } },
    ),
    `${AT}/responses/default`,
    { $ref: '#/components/responses/e' },
  ],
  [
    'references of properties whose names are keywords elsewhere',
    operation(
      {},
      {
        definitions: {
          S: {},
          T: {
            properties: Object.fromEntries(
              ['default', 'example', 'examples', 'enum', 'x-a'].map((name) => [
                name,
                { $ref: '#/definitions/S' },
              ]),
            ),
          },
        },
      },
    ),
    '/components/schemas/T/properties',
    { default: S, example: S, examples: S, enum: S, 'x-a': S },
  ],
  [
    'what only looks like a reference',
    operation(
      {},
      { definitions: { S: { default: { $ref: '#/definitions/S' }, 'x-a': { $ref: '#/definitions/S' } } } },
    ),
    '/components/schemas/S',
    { default: { $ref: '#/definitions/S' }, 'x-a': { $ref: '#/definitions/S' } },
  ],
  [
    'a reference into a response',
    operation(
      { responses: { 200: { description: 'it', schema: { type: 'object' } } } },
      { definitions: { S: { $ref: '#/paths/~1a/post/responses/200/schema' } } },
    ),
    '/components/schemas/S',
    { $ref: '#/paths/~1a/post/responses/200/content/application~1json/schema' },
  ],
  [
    'schemes of one operation',
    operation({ schemes: ['http'] }, { host: 'a.b', basePath: '/v1', schemes: ['https'] }),
    `${AT}/servers`,
    [{ url: 'http://a.b/v1' }],
  ],
  ['a base without a host', operation({}, { basePath: '/v1' }), '/servers', [{ url: '/v1' }]],
  [
    'basic and a flow',
    operation(
      {},
      {
        securityDefinitions: {
          b: { type: 'basic' },
          o: { type: 'oauth2', flow: 'accessCode', tokenUrl: 't', authorizationUrl: 'a', scopes: { s: 'd' } },
        },
      },
    ),
    '/components/securitySchemes',
    {
      b: { type: 'http', scheme: 'basic' },
      o: {
        type: 'oauth2',
        flows: { authorizationCode: { tokenUrl: 't', authorizationUrl: 'a', scopes: { s: 'd' } } },
      },
    },
  ],
];

describe('Swagger 2.0 as OpenAPI 3.1', () => {
  test.each(SWAGGER)('%s', (_, document, pointer, expected, before) => {
    const moved = createMovedParts();
    const upgraded = fromSwagger(document, moved);
    expect(valueAt(upgraded, pointer)).toEqual(expected);
    expect(isObject(upgraded)).toBe(true);
    if (before !== undefined) expect(moved.before(upgraded, pointer)).toBe(before);
  });
});
