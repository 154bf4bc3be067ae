import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSpec } from '../../src/spec/load.ts';
import { some } from '../_some.ts';

const NULLABLE = { type: 'object', properties: { p: { nullable: true, allOf: [{ type: 'string' }] } } };
const RESPONSE = { description: 'it', content: { 'application/json': { schema: NULLABLE } } };
const WHOLE = {
  openapi: '3.0.3',
  info: { title: 'Others', version: '1' },
  paths: {},
  components: { schemas: { X: NULLABLE } },
};

/** A document of that version whose answer is in another file. */
function documentOf(reference: string, isResponse = false, version = '3.0.3') {
  const schema = { $ref: reference };
  const content = { 'application/json': { schema } };
  const answer = version === '2.0' ? { description: 'it', schema } : { description: 'it', content };
  return {
    [version === '2.0' ? 'swagger' : 'openapi']: version,
    info: { title: 'Files', version: '1' },
    ...(version === '2.0' && { produces: ['application/json'] }),
    paths: {
      '/a': { get: { operationId: 'a', responses: { 200: isResponse ? { $ref: reference } : answer } } },
    },
  };
}

async function problemsOf(document: object, other: object): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'confab-older-'));
  writeFileSync(join(folder, 'a.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'b.json'), JSON.stringify(other));
  const spec = await loadSpec(join(folder, 'a.json'));
  const [media] = [...(spec.operations[0]?.responses.get('200')?.content.values() ?? [])];
  return spec.validators.check(media?.pointer ?? '', { p: null }).map(({ message }) => message);
}

test.each<[string, object, object]>(
  some<[string, object, object]>(
    [
      ['a schema', documentOf('b.json'), NULLABLE],
      ['one of several schemas', documentOf('b.json#/X'), { X: NULLABLE, Y: { type: 'string' } }],
      [
        'a schema among others of a kind',
        documentOf('b.json#/definitions/X'),
        { definitions: { X: NULLABLE } },
      ],
      ['a response', documentOf('b.json', true), RESPONSE],
      ['one of several responses', documentOf('b.json#/ok', true), { ok: RESPONSE }],
      ['a schema of a whole document', documentOf('b.json#/components/schemas/X'), WHOLE],
      [
        'a schema, of Swagger 2.0',
        documentOf('b.json', false, '2.0'),
        { ...NULLABLE, properties: { p: { type: 'string', 'x-nullable': true, minLength: 2 } } },
      ],
    ],
    3,
  ),
)('in another file null is allowed as the document’s version means it: %s', async (_, document, other) => {
  expect(await problemsOf(document, other)).toEqual([]);
});

test('a document of 3.1 means its files as they are', async () => {
  expect(await problemsOf(documentOf('b.json', false, '3.1.0'), NULLABLE)).toHaveLength(1);
});
