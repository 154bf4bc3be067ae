import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { plainTemplate } from '../../src/spec/path-template.ts';
import { file } from '../_tiny.ts';

test.each<[path: string, declared: string[], plain: string]>([
  ['/a/{id}', ['id'], '/a/{id}'],
  ['/a/{id*}', ['id'], '/a/{id}'],
  ['/a/{.id}/{;id2*}', ['id', 'id2'], '/a/{id}/{id2}'],
  ['/a/{+path}', ['path'], '/a/{path}'],
  ['/a/{id:3}/{no:[0-9]+}', ['id', 'no'], '/a/{id}/{no}'],
  ['/a/{proxy+}', ['proxy'], '/a/{proxy}'],
  ['/a/{id*}', ['id*'], '/a/{id*}'],
  ['/a/{.id}', ['.id', 'id'], '/a/{.id}'],
  ['/a/{id*}', ['other'], '/a/{id*}'],
  ['/a/{*}', ['id'], '/a/{*}'],
  ['/a/{id*}.json', ['id'], '/a/{id}.json'],
])('%s with %j is %s', (path, declared, plain) => {
  expect(plainTemplate(path, declared)).toBe(plain);
});

test('an operation is found at the path that was meant, and its document is told of', async () => {
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
  const path = await file('paths.json', {
    openapi: '3.1.0',
    info: { title: 'Paths', version: '1' },
    paths: { '/a/{id:[0-9]+}': { parameters, get: { responses: { 200: { description: 'it' } } } } },
  });
  const { warnings, operations } = await loadSpec(path);
  expect(warnings).toEqual([
    {
      message: 'OpenAPI writes only the name of a parameter in a path: this one is read as /a/{id}',
      place: expect.objectContaining({ pointer: '/paths/~1a~1{id:[0-9]+}' }),
    },
  ]);
  expect(operations.map(({ id }) => id)).toEqual(['GET /a/{id}']);
  const mock = await createMock({ vendors: [path] });
  const statuses = await Promise.all(
    ['7', 'x'].map(async (id) => (await mock.fetch(`http://confab.localhost/a/${id}`)).status),
  );
  expect(statuses).toEqual([200, 400]);
});
