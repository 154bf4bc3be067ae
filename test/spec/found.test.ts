import { describe, expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { readHeader } from '../../src/spec/header-text.ts';
import type { HeaderSpec, Spec } from '../../src/spec/spec.ts';
import { file, tinyDocument } from '../_tiny.ts';

const OLDEST = {
  swagger: '2.0',
  info: { title: 'Oldest', version: '1' },
  host: 'oldest.example',
  paths: { '/list': { get: { responses: { 200: { description: 'ok', schema: { type: 'string' } } } } } },
};

const oldest = (more: object) => ({
  ...OLDEST,
  paths: { '/list': { get: { ...OLDEST.paths['/list'].get, ...more } } },
});

// Each was found by `npm run fuzz`.
describe('one SpecError with a line', () => {
  test.each<[string, object, RegExp, string]>([
    [
      'for a server that is no URL',
      tinyDocument((document) => {
        document.servers[0].url = 'https://a b:c';
      }),
      /the server https:\/\/a b:c is not a URL/,
      '/servers/0/url',
    ],
    [
      'for a server of one operation that is no URL',
      tinyDocument((document) => {
        document.paths['/notes'].get.servers = [{ url: '/x' }, { url: 'http://[' }];
      }),
      /the server http:\/\/\[ is not a URL/,
      '/paths/~1notes/get/servers/1/url',
    ],
    [
      'for parameters of an older document that are no list',
      oldest({ parameters: { a: 1 } }),
      /this is not valid OpenAPI: must be array, not \{"a":1\}/,
      '/paths/~1list/get/parameters',
    ],
    [
      'for media types that are no list',
      oldest({ produces: { a: 1 } }),
      /this is not valid OpenAPI: must be array/,
      '/paths/~1list/get/produces',
    ],
    [
      'for a media type that is called as names of schemas are',
      tinyDocument((document) => {
        const { content } = document.paths['/notes'].get.responses['200'];
        content.$id = content['application/json'];
      }),
      /nothing in content can be called \$id, which names schemas; call it otherwise/,
      '/paths/~1notes/get/responses/200/content/$id',
    ],
  ])('%s', async (_, document, sentence, pointer) => {
    const error = await createMock({ vendors: [await file('own.yaml', document)], strict: true }).catch(
      (one) => one,
    );
    expect(error).toBeInstanceOf(SpecError);
    expect(error.message).toMatch(sentence);
    expect([error.line > 0, error.pointer]).toEqual([true, pointer]);
  });
});

describe('what says nothing of serving ends nothing', () => {
  test.each<[string, (document: any) => void]>([
    ['an $id that is no text, of a path', (document) => (document.paths['/notes'].$id = [{ a: 1 }])],
    ['an $id that is no text, of a schema', (document) => (document.components.schemas.Note.$id = { a: 1 })],
    ['an $anchor that is no text', (document) => (document.components.schemas.Note.$anchor = 3)],
  ])('%s', async (_, change) => {
    const { fetch } = await createMock({ vendors: [await file('own.yaml', tinyDocument(change))] });
    expect((await fetch('http://mock/own/api/notes')).status).toBe(200);
  });

  test.each<[string, object]>([
    ['a word of ours', { schema: { type: 'string', pattern: '^r\\d+$' }, 'x-confab': { value: 'seven' } }],
    ['an example', { schema: { type: 'integer' }, example: 'seven' }],
    ['an example of its schema', { schema: { type: 'string', enum: ['r1'], example: 'seven' } }],
    ['a default', { schema: { type: 'integer', minimum: 9, default: 7 } }],
  ])('a header whose value breaks its schema has one that fits: %s', async (_, header) => {
    const path = await file(
      'own.yaml',
      tinyDocument((document) => {
        document.paths['/notes'].get.responses['200'].headers = { 'X-It': { required: true, ...header } };
      }),
    );
    const { fetch, specs } = await createMock({ vendors: [path] });
    const [spec] = specs as [Spec];
    const node = '/paths/~1notes/get/responses/200/headers/X-It';
    expect(spec.warnings.filter(({ place }) => place.pointer.startsWith(node))).not.toEqual([]);
    const text = (await fetch('http://mock/own/api/notes')).headers.get('x-it');
    const { form, schema, pointer } = spec.operations[0]?.responses
      .get('200')
      ?.headers.get('x-it') as HeaderSpec;
    const value = readHeader(spec.schemas, schema, form, String(text));
    expect([value, spec.validators.check(pointer, value)]).toEqual([expect.anything(), []]);
  });
});
