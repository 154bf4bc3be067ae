import { describe, expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { createMock } from '../../src/mock/create-mock.ts';
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
  ])('%s', async (_, document, sentence, pointer) => {
    const error = await createMock({ vendors: [await file('own.yaml', document)], strict: true }).catch(
      (one) => one,
    );
    expect(error).toBeInstanceOf(SpecError);
    expect(error.message).toMatch(sentence);
    expect([error.line > 0, error.pointer]).toEqual([true, pointer]);
  });
});
