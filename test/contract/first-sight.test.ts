import { expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { file } from '../_tiny.ts';

const ROWS = {
  type: 'array',
  items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
};
const answer = (schema: object) => ({ description: 'it', content: { 'application/json': { schema } } });
const number = (name: string, more: object = {}) => ({
  ...{ name, in: 'query', schema: { type: 'integer', minimum: 1, ...more } },
});

/** Documents as generators write them: a check of their own mock has nothing to say. */
test.each<[name: string, operation: object]>([
  [
    'a list whose refusals have the schema of the list',
    {
      parameters: [number('page'), number('limit', { maximum: 50 })],
      responses: { 200: answer(ROWS), 400: answer(ROWS) },
    },
  ],
  [
    'a pair or a token in the same header',
    {
      security: [{ pair: [] }, { token: [] }],
      responses: { 200: answer({ type: 'object' }), 401: { description: 'no' } },
    },
  ],
  [
    'a pair or a token of an authorization server',
    {
      security: [{ pair: [] }, { server: [] }],
      responses: { 200: answer({ type: 'object' }), 401: { description: 'no' } },
    },
  ],
])('%s', async (_, operation) => {
  const path = await file('own.json', {
    openapi: '3.0.3',
    info: { title: 'Own', version: '1' },
    components: {
      securitySchemes: {
        pair: { type: 'http', scheme: 'basic' },
        token: { type: 'http', scheme: 'bearer' },
        server: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com/x' },
      },
    },
    paths: { '/rows': { get: operation } },
  });
  const { specs } = await checkContract({ vendors: [path] });
  expect(specs.flatMap(({ findings }) => findings.map(({ title, actual }) => `${title}: ${actual}`))).toEqual(
    [],
  );
});
