import { describe, expect, test } from 'vitest';
import { type Expression, keyOf, labelOf, parseExpression } from '../../src/spec/expressions.ts';

const found = (of: string, place: string, name: string, path: string[] = []) => ({
  of,
  in: place,
  name,
  path,
});

describe('a runtime expression', () => {
  test.each([
    ['$request.query.page', found('request', 'query', 'page')],
    ['$request.query.page[size]', found('request', 'query', 'page[size]')],
    ['$request.query.a.b', found('request', 'query', 'a.b')],
    ['$request.path.id', found('request', 'path', 'id')],
    ['$request.path.doc-id', found('request', 'path', 'doc-id')],
    ['$request.header.X-Page', found('request', 'header', 'x-page')],
    ['$response.header.Link', found('response', 'header', 'link')],
    ['$request.body', found('request', 'body', '')],
    ['$request.body#', found('request', 'body', '')],
    ['$request.body#/page', found('request', 'body', '', ['page'])],
    ['$response.body#/data/list/0', found('response', 'body', '', ['data', 'list', '0'])],
    ['$response.body#/a~1b/c~0d', found('response', 'body', '', ['a/b', 'c~d'])],
  ])('%s', (text, expected) => expect(parseExpression(text)).toEqual({ text, ...expected }));

  test.each([
    '',
    'page',
    '$',
    '$url',
    '$method',
    '$statusCode',
    '$request',
    '$request.',
    '$request.cookie.a',
    '$request.query.',
    '$request.query',
    '$request.body/page',
    '$request.body#page',
    '$answer.body#/page',
    'request.query.page',
    ' $request.query.page',
    '{$request.query.page}',
    '$request.query.{page}',
  ])('%j is none', (text) => expect(parseExpression(text)).toBeUndefined());
});

test.each([
  ['$request.query.page', 'page', 'query/page'],
  ['$request.header.X-Page', 'x-page', 'header/x-page'],
  ['$request.body#/filter/name', 'name', 'body/filter/name'],
  ['$request.body#/a~1b', 'a/b', 'body/a~1b'],
  ['$request.body', 'body', 'body'],
])('%s is called %s and kept as %s', (text, label, key) => {
  const expression = parseExpression(text) as Expression;
  expect([labelOf(expression), keyOf(expression)]).toEqual([label, key]);
});
