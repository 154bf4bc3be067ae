import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { file } from '../_tiny.ts';

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const TEXT = { type: 'string' };
const NUMBER = { type: 'integer' };

/** A field of the rows of a list that is recognised: every row has to fit. */
test.each<[string, object]>([
  [
    'alternatives that look alike',
    { oneOf: [object({ a: TEXT }), object({ b: TEXT }), object({ error: TEXT })] },
  ],
  [
    'alternatives that may be null',
    { oneOf: [object({ a: TEXT }), object({ b: NUMBER }), { type: 'null' }] },
  ],
  [
    'a part that allows nothing else',
    {
      allOf: [
        { oneOf: [{ type: 'null' }, object({ s: TEXT }, { additionalProperties: false })] },
        object({ n: NUMBER, m: NUMBER }),
      ],
    },
  ],
  ['what must not be', { type: 'object', not: { required: ['a'] }, properties: { a: TEXT, b: TEXT } }],
])('rows are held against their schema: %s', async (_, field) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Held', version: '1' },
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          parameters: [
            { name: 'page', in: 'query', schema: NUMBER },
            { name: 'limit', in: 'query', schema: { ...NUMBER, maximum: 100 } },
          ],
          responses: {
            200: {
              description: 'Fine',
              content: {
                'application/json': {
                  schema: object(
                    {
                      things: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
                      total: NUMBER,
                    },
                    { required: ['things', 'total'] },
                  ),
                },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Thing: object(
          { id: TEXT, field: { $ref: '#/components/schemas/Field' } },
          { required: ['id', 'field'] },
        ),
        Field: field,
      },
    },
  };
  const mock = await createMock({
    vendors: [await file('held.json', JSON.stringify(document))],
    warn: () => {},
  });
  const [spec] = mock.specs;
  expect(spec?.recognised.lists).toHaveLength(1);
  const answer = await mock.fetch(new Request('http://localhost/things?limit=100'));
  const { things } = (await answer.json()) as { things: unknown[] };
  expect(things).toHaveLength(100);
  for (const thing of things) expect(spec?.validators.check('/components/schemas/Thing', thing)).toEqual([]);
});
