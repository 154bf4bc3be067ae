import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
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

test.each<[string, object, RegExp]>([
  ['a blank', sending('X Tenant'), /the parameter "X Tenant" cannot be sent.*: a is served without it/],
  ['an expression', sending('$response.body#/x'), /the parameter .* cannot be sent/],
  ['no name', sending(''), /a parameter without a name cannot be sent in the header/],
  ['no name in the query', sending('', 'query'), /a parameter without a name cannot be sent in the query/],
  ['no name in a cookie', sending('', 'cookie'), /a parameter without a name cannot be sent in the cookie/],
  ['a line break', sending('X\r\nY'), /cannot be sent/],
  ['letters beyond ASCII', sending('租户'), /cannot be sent/],
])('%s as a parameter: left out, with a warning', async (_, operation, sentence) => {
  const mock = await loaded(operation);
  expect(mock.specs[0]?.warnings.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)]);
  expect(mock.specs[0]?.operations[0]?.fields).toEqual([]);
  expect((await mock.fetch('http://localhost/a')).status).toBe(200);
});

test('a whole query string as one parameter, of OpenAPI 3.2: left out, with a warning', async () => {
  const content = { 'application/json': { schema: { type: 'object' } } };
  const parameter = { name: 'filter', in: 'querystring', required: true, content };
  const document = { ...documentOf({ parameters: [parameter], ...answering({}) }), openapi: '3.2.0' };
  const mock = await createMock({ vendors: [await file('names.json', document)] });
  expect(mock.specs[0]?.warnings.map(({ message }) => message).join()).toMatch(
    /a whole query string as one parameter, of OpenAPI 3\.2, is not read/,
  );
  expect((await mock.fetch('http://localhost/a?x=1')).status).toBe(200);
});

test.each<[string, object]>([
  ['every sign that a name may have', sending("!#$%&'*+-.^_`|~0Aa")],
  ['a blank in the name of a query parameter', sending('a b', 'query')],
  ['a blank in a header that is never sent', answering({ headers: { 'x y': TEXT } })],
  ['a media type in Latin-1', answering({ content: { 'text/plain; title="é"': TEXT } })],
])('%s: served', async (_, operation) => {
  expect((await (await loaded(operation)).fetch('http://localhost/a')).status).toBe(200);
});

describe('a media type that is none', () => {
  const operation = {
    requestBody: { required: true, content: { bill: TEXT, 'a b/c': TEXT } },
    ...answering({ content: { json: TEXT } }),
  };

  test('is sent as it is, told at the start, and breaks no contract', async () => {
    const document = documentOf(answering({ content: { json: TEXT } }));
    const vendors = [await file('names.json', document)];
    const mock = await createMock({ vendors, warn: () => {} });
    expect((await mock.fetch('http://localhost/a')).headers.get('content-type')).toBe('json');
    expect(mock.specs[0]?.warnings.map(({ message }) => message)).toEqual([
      '"json" is no media type, which has a slash in it, as text/plain: answers of a have it in Content-Type as it is',
    ]);
    const result = await checkContract({ vendors, warn: () => {} });
    expect(result.specs.map(({ findings }) => findings)).toEqual([[]]);
  });

  test.each([
    ['bill', 200],
    ['a b/c', 200],
    ['other', 415],
    ['text/plain', 415],
  ])('is what a request may say: %s', async (type, status) => {
    const document = {
      ...documentOf({}),
      paths: { '/a': { post: { operationId: 'a', ...operation } } },
    };
    const mock = await createMock({ vendors: [await file('names.json', document)], warn: () => {} });
    const init = { method: 'POST', body: 'x', headers: { 'content-type': type } };
    expect((await mock.fetch('http://localhost/a', init)).status).toBe(status);
  });
});
