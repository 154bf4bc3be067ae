import { expect, test } from 'vitest';
import { loadSpec } from '../../src/spec/load.ts';
import { file } from '../_tiny.ts';

const NOTE = { type: 'object', properties: { n: { type: 'integer' } } };
const body = (type: string, schema?: object) => ({
  post: {
    requestBody: { content: { [type]: schema ? { schema } : {} } },
    responses: { '204': { description: 'Done' } },
  },
});
const parameter = (type: string, schema: object) => ({
  get: {
    parameters: [{ name: 'p', in: 'query', content: { [type]: { schema } } }],
    responses: { '204': { description: 'Done' } },
  },
});

test.each<[string, object, string[]]>([
  ['JSON', body('application/json', NOTE), []],
  ['a kind of JSON', body('application/vnd.x+json', NOTE), []],
  ['a form', body('application/x-www-form-urlencoded', NOTE), []],
  ['a form in parts', body('multipart/form-data', NOTE), []],
  ['anything', body('*/*', NOTE), []],
  ['a text', body('text/plain', { type: 'string', maxLength: 3 }), []],
  ['bytes', body('application/octet-stream', { type: 'string', format: 'binary' }), []],
  ['XML without a schema', body('application/xml'), []],
  ['XML', body('application/xml', NOTE), ['bodies of POST /p in application/xml are not held']],
  [
    'parts of other kinds',
    body('multipart/mixed', NOTE),
    ['bodies of POST /p in multipart/mixed are not held'],
  ],
  ['an object as a text', body('text/plain', NOTE), ['bodies of POST /p in text/plain are not held']],
  [
    'a body of a GET',
    { get: body('application/json', NOTE).post },
    ['a GET has no body: the one of GET /p is not read'],
  ],
  ['a parameter in JSON', parameter('application/json', NOTE), []],
  [
    'a parameter in XML',
    parameter('application/xml', NOTE),
    ['the parameter p of GET /p is written in application/xml'],
  ],
])('%s', async (_, path, expected) => {
  const document = { openapi: '3.1.0', info: { title: 'Unread', version: '1' }, paths: { '/p': path } };
  const { warnings } = await loadSpec(await file('unread.yaml', document));
  expect(warnings.map(({ message }) => message)).toEqual(
    expected.map((text) => expect.stringContaining(text)),
  );
  for (const { place } of warnings) expect(place.line).toBeGreaterThan(4);
});
