import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { file, tinyDocument } from '../_tiny.ts';

/** The notes of a mock whose notes have one more property. */
async function notesWith(schema: object): Promise<any[]> {
  const document = tinyDocument((one) => {
    one.components.schemas.Note.properties.more = schema;
    one.components.schemas.Note.required.push('more');
    one.components.schemas.Tree = {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        left: { $ref: '#/components/schemas/Tree' },
        right: { allOf: [{ $ref: '#/components/schemas/Tree' }] },
        all: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
      },
    };
    one.components.securitySchemes = { internal: { type: 'apiKey', in: 'header', name: 'X-Internal' } };
  });
  const mock = await createMock({ vendors: [await file('tiny.json', JSON.stringify(document))], rows: 30 });
  const { notes } = (await (await mock.fetch('http://mock/tiny/api/notes?size=30')).json()) as any;
  return notes;
}

test('a schema within itself has an end in a row', async () => {
  for (const { more } of await notesWith({ $ref: '#/components/schemas/Tree' }))
    expect(typeof more.name).toBe('string');
});

test('a free-form object of a row has nothing of the document', async () => {
  for (const { more } of await notesWith({ type: 'object' })) expect(more).toEqual({});
});

test('what is only written is in no row', async () => {
  const properties = { shown: { type: 'integer' }, secret: { type: 'string', writeOnly: true } };
  for (const { more } of await notesWith({ type: 'object', properties }))
    expect(Object.keys(more)).toEqual(['shown']);
});

test.each<[name: string, schema: object, isShown: boolean]>(
  some<[name: string, schema: object, isShown: boolean]>(
    [
      ['of any text', { type: 'string', example: 'Alice' }, true],
      ['in the words of JSON Schema', { type: 'string', examples: ['Alice', 'Bob'] }, true],
      ['that breaks its format', { type: 'string', format: 'date', example: 'Alice' }, false],
      ['that breaks its length', { type: 'string', maxLength: 2, example: 'Alice' }, false],
      ['of another type', { type: 'integer', example: 'Alice' }, false],
    ],
    3,
  ),
)('an example %s is shown in rows: %j %s', async (_, schema, isShown) => {
  for (const { more } of await notesWith(schema)) expect(more === 'Alice').toBe(isShown);
});
