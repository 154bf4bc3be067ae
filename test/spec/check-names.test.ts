import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { file } from '../_tiny.ts';

const TEXT = { schema: { type: 'string' } };

const documentOf = (operation: object) => ({
  openapi: '3.1.0',
  info: { title: 'Names', version: '1' },
  paths: { '/a': { get: { operationId: 'a', ...operation } } },
});
const answering = (response: object) => ({ responses: { '200': { description: 'Fine', ...response } } });
const sending = (name: string, where = 'header') => ({
  parameters: [{ name, in: where, ...TEXT }],
  ...answering({}),
});

async function loaded(operation: object) {
  return createMock({
    vendors: [await file('names.json', JSON.stringify(documentOf(operation), undefined, 1))],
  });
}

test.each<[string, object, RegExp]>([
  ['a blank in a parameter', sending('X Tenant'), /the parameter X Tenant of a cannot be sent/],
  ['an expression as a parameter', sending('$response.body#/x'), /the parameter .* of a cannot be sent/],
  ['a parameter without a name', sending(''), /cannot be sent|not valid OpenAPI/],
  ['a line break in a parameter', sending('X\r\nY'), /cannot be sent/],
  ['letters beyond ASCII in a parameter', sending('租户'), /cannot be sent/],
  [
    'a blank in a required header',
    answering({ headers: { 'x y': { required: true, ...TEXT } } }),
    /the header "x y" of a cannot be sent/,
  ],
  [
    'a line break in a media type',
    answering({ content: { 'text/x\ny': TEXT } }),
    /the media type "text\/x\\ny" of a cannot be sent/,
  ],
  ['letters beyond Latin-1 in a media type', answering({ content: { 'text/文': TEXT } }), /media type/],
])('%s: refused when the document is loaded', async (_, operation, sentence) => {
  await expect(loaded(operation)).rejects.toMatchObject({
    name: 'SpecError',
    line: expect.toSatisfy((line: number) => line > 8),
    message: expect.stringMatching(sentence),
  });
});

test.each<[string, object]>([
  ['every sign that a name may have', sending("!#$%&'*+-.^_`|~0Aa")],
  ['a blank in the name of a query parameter', sending('a b', 'query')],
  ['a blank in a header that is never sent', answering({ headers: { 'x y': TEXT } })],
  ['a media type that is no type', answering({ content: { json: TEXT } })],
  ['a media type in Latin-1', answering({ content: { 'text/plain; title="é"': TEXT } })],
])('%s: served', async (_, operation) => {
  expect((await (await loaded(operation)).fetch('http://localhost/a')).status).toBe(200);
});
