import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { toExampleRequest } from '../../src/spec/example-request.ts';
import { file } from '../_tiny.ts';

const OBJECT = { type: ['object', 'null'], required: ['x'], properties: { x: { type: 'integer' } } };

/** A required parameter that may be null: where it stands, its schema, whether its example is null, and what is refused. */
test.each<[string, string, object, refused: string]>([
  ['the only type', 'query', { type: 'null' }, 'q=1'],
  ['the only value', 'query', { const: null }, 'q=1'],
  ['the only value of a list', 'query', { enum: [null] }, 'q=x'],
  ['the only value of a list beside a type', 'query', { type: ['string', 'null'], enum: [null] }, 'q=x'],
  ['the only value of an object', 'query', { ...OBJECT, enum: [null] }, 'x=1'],
  ['the default of an object', 'query', { ...OBJECT, default: null }, 'q=1'],
  ['the only type', 'header', { type: 'null' }, '1'],
  ['the only value', 'cookie', { const: null }, 'q=1'],
])('null as %s in %s is sent and taken as such', async (_, place, schema, refused) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Null', version: '1' },
    paths: {
      '/a': {
        get: {
          operationId: 'a',
          parameters: [{ name: 'q', in: place, required: true, schema }],
          responses: { 204: { description: 'd' } },
        },
      },
    },
  };
  const mock = await createMock({ vendors: [await file('null.json', JSON.stringify(document))] });
  const [spec] = mock.specs;
  const [operation] = spec?.operations ?? [];
  if (!spec || !operation) throw new Error('there is no operation');
  const { target, headers } = toExampleRequest(spec, operation);
  expect(`${target} ${JSON.stringify(headers)}`).toContain('null');
  const ask = async (to: string, sent: Record<string, string>) =>
    (await mock.fetch(new Request(`http://localhost${to}`, { headers: sent }))).status;
  expect(await ask(target, headers)).toBe(204);
  expect(await ask('/a', {})).toBe(400);
  const other: Record<string, [string, Record<string, string>]> = {
    query: [`/a?${refused}`, {}],
    header: ['/a', { q: refused }],
    cookie: ['/a', { cookie: refused }],
  };
  expect(await ask(...(other[place] as [string, Record<string, string>]))).toBe(400);
});
