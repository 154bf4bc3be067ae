import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { withoutNullable } from '../../src/spec/nullable.ts';
import { file } from '../_tiny.ts';

const S = { $ref: '#/components/schemas/S' };
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });

describe('nullable without a type', () => {
  test.each<[string, JsonObject, object]>([
    ['beside allOf', { nullable: true, allOf: [S] }, orNull({ allOf: [S] })],
    ['beside a reference', { nullable: true, ...S }, orNull(S)],
    ['beside enum', { nullable: true, enum: ['x'] }, orNull({ enum: ['x'] })],
    ['beside nothing', { nullable: true, description: 'd' }, { description: 'd' }],
    ['false', { nullable: false, allOf: [S] }, { allOf: [S] }],
    [
      'below',
      { properties: { p: { nullable: true, oneOf: [S] } } },
      { properties: { p: orNull({ oneOf: [S] }) } },
    ],
    ['with a type, as it was', { nullable: true, type: 'string' }, { nullable: true, type: 'string' }],
    ['a property of that name', { properties: { nullable: S } }, { properties: { nullable: S } }],
    ['in data', { example: { nullable: true } }, { example: { nullable: true } }],
  ])('%s', (_, schema, becomes) => {
    expect(withoutNullable(schema)).toEqual(becomes);
  });

  test('is served, and each value is one that the schema allows', async () => {
    const responses = (schema: object) => ({
      '200': { description: 'Fine', content: { 'application/json': { schema } } },
    });
    const document = {
      openapi: '3.0.3',
      info: { title: 'Nullable', version: '1' },
      paths: {
        '/allof': { get: { operationId: 'allof', responses: responses({ nullable: true, allOf: [S] }) } },
        '/bare': { get: { operationId: 'bare', responses: responses({ nullable: true }) } },
        '/enum': { get: { operationId: 'enum', responses: responses({ nullable: true, enum: ['x'] }) } },
      },
      components: { schemas: { S: { type: 'string' } } },
    };
    const mock = await createMock({ vendors: [await file('nullable.json', JSON.stringify(document))] });
    for (const path of ['/allof', '/bare', '/enum'])
      expect((await mock.fetch(`http://localhost${path}`)).status).toBe(200);
  });
});
