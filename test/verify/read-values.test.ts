import { describe, expect, test } from 'vitest';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { readValues } from '../../src/verify/read-values.ts';
import { tinyFile } from '../_tiny.ts';

const [spec] = await loadSpecs({
  vendors: [
    await tinyFile(({ paths }) => {
      paths['/notes'].get.parameters.push(
        { name: 'tag', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
        { name: 'kinds', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
        { name: 'X-Count', in: 'header', schema: { type: 'integer' } },
      );
    }),
  ],
});

describe('what a recorded request says', () => {
  test.each<[string, string, object]>([
    ['numbers are numbers', '?page=2&size=10', { page: 2, size: 10 }],
    ['what is no number stays a text', '?page=two', { page: 'two' }],
    ['an empty number is none', '?page=', {}],
    ['an empty text is one', '?q=', { q: '' }],
    ['texts are decoded', '?q=a%20b+c', { q: 'a b c' }],
    ['a list, value by value', '?tag=1&tag=2', { tag: [1, 2] }],
    ['a list in one value', '?kinds=a,b', { kinds: ['a', 'b'] }],
    ['what the document does not know', '?other=1', { other: '1' }],
    ['a name of the prototype', '?__proto__=1', { ['__proto__']: '1' }],
  ])('%s', (_, query, expected) => {
    const read = readNotes({ url: `/api/notes${query}` }).query;
    expect(Object.entries(read)).toEqual(Object.entries(expected));
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  test('headers that are declared, in any letter case', () => {
    const { header } = readNotes({ headers: ['x-COUNT: 7', 'Accept: */*'] });
    expect(header).toEqual({ 'x-count': 7 });
  });

  test('the path, and a body that is JSON', () => {
    const operation = spec?.operations.find(({ id }) => id === 'getNote') as Operation;
    const request = { method: 'GET', url: '/api/notes/a', headers: [], body: { json: { a: 1 } } };
    if (!spec) throw new Error('no spec');
    expect(readValues(spec, operation, request, { id: 'a' })).toEqual({
      path: { id: 'a' },
      query: {},
      header: {},
      cookie: {},
      body: { a: 1 },
    });
    expect(readValues(spec, operation, { ...request, body: { text: 'a' } }, {}).body).toBeUndefined();
  });
});

function readNotes({ url = '/api/notes', headers = [] as string[] }) {
  const operation = spec?.operations.find(({ id }) => id === 'listNotes') as Operation;
  if (!spec) throw new Error('no spec');
  return readValues(spec, operation, { method: 'GET', url, headers }, {});
}
