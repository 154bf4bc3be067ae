import { describe, expect, test } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { createMatcher, meantMatch } from '../../src/spec/match.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';

const operation = (id: string, names: string[] = []) => ({
  operationId: id,
  parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
  responses: { '200': { description: 'Fine' } },
});

async function specOf(name: string, paths: object, servers: string[] = []) {
  const document = {
    openapi: '3.1.0',
    info: { title: name, version: '1' },
    ...(servers.length > 0 && { servers: servers.map((url) => ({ url })) }),
    paths,
  };
  return loadSpec(await file(`${name}.yaml`, document));
}

/** Declared in an order that a matcher that takes the first would get wrong. */
const PATHS = {
  '/a/{id}': { get: operation('one', ['id']), delete: operation('remove', ['id']) },
  '/a/mine': { get: operation('mine') },
  '/f/{id}': { get: operation('file', ['id']) },
  '/f/{id}:download': { get: operation('download', ['id']) },
  '/x/{a}-{b}': { get: operation('pair', ['a', 'b']) },
  '/{x}/{y}/{z}': { get: operation('three', ['x', 'y', 'z']) },
  '/n/{x}/{y}': { get: operation('two', ['x', 'y']) },
  '/{doc-id}.json': { get: operation('dashed', ['doc-id']) },
  '/w/long-{a}-and-{b}': { get: operation('longer', ['a', 'b']) },
  '/w/{all}': { get: operation('fewer', ['all']) },
  '/dot.s/(x)': { get: operation('signs') },
  '/op/{id}:cancel': { get: operation('cancel', ['id']) },
  '/straße nach/{id}': { get: operation('far', ['id']) },
  '/caf%C3%A9': { get: operation('cafe') },
  '/two//slashes': { get: operation('slashes') },
  '/q/{id}/rows': { get: operation('rows', ['id']) },
  '/q/deep/er/rows': { get: operation('deeper') },
};
const matcher = createMatcher([await specOf('own', PATHS, ['https://own.example/base/', '/other'])]);

describe('a path that is known', () => {
  test.each<[string, string, string, object]>(
    some<[string, string, string, object]>(
      [
        ['GET', '/base/a/1', 'one', { id: '1' }],
        ['GET', '/base/a/mine', 'mine', {}],
        ['DELETE', '/base/a/mine', 'remove', { id: 'mine' }],
        ['GET', '/base/a/a%2Fb', 'one', { id: 'a/b' }],
        ['GET', '/base/a/%E6%B5%8B+1', 'one', { id: '测+1' }],
        ['GET', '/base/a/%zz', 'one', { id: '%zz' }],
        ['GET', '/base/f/42:download', 'download', { id: '42' }],
        ['GET', '/base/f/42', 'file', { id: '42' }],
        ['GET', '/base/f/a:b:download', 'download', { id: 'a:b' }],
        ['GET', '/base/x/1-2', 'pair', { a: '1', b: '2' }],
        ['GET', '/base/x/1-2-3', 'pair', { a: '1', b: '2-3' }],
        ['GET', '/base/w/long-1-and-2', 'fewer', { all: 'long-1-and-2' }],
        ['GET', '/base/n/1/2', 'two', { x: '1', y: '2' }],
        ['GET', '/base/m/1/2', 'three', { x: 'm', y: '1', z: '2' }],
        ['GET', '/base/doc.json', 'dashed', { 'doc-id': 'doc' }],
        ['GET', '/base/dot.s/(x)', 'signs', {}],
        ['GET', '/base/a/%6dine', 'mine', {}],
        ['GET', '/base/a/%6D%69ne', 'mine', {}],
        ['GET', '/b%61se/a/1', 'one', { id: '1' }],
        ['GET', '/base/dot%2es/(x)', 'signs', {}],
        ['GET', '/base/dot.s/%28x%29', 'signs', {}],
        ['GET', '/base/op/1%3Acancel', 'cancel', { id: '1' }],
        ['GET', '/base/op/a%2Fb:cancel', 'cancel', { id: 'a/b' }],
        ['GET', '/base/stra%C3%9Fe%20nach/1', 'far', { id: '1' }],
        ['GET', '/base/stra%c3%9fe%20nach/1', 'far', { id: '1' }],
        ['GET', '/base/caf%c3%a9', 'cafe', {}],
        ['GET', '/base/./a/mine', 'mine', {}],
        ['GET', '/base/x/../a/mine', 'mine', {}],
        ['GET', '/../base/a/mine', 'mine', {}],
        ['GET', '/base/x/%2E%2e/a/1', 'one', { id: '1' }],
        ['GET', '/base/a/mine%3F', 'one', { id: 'mine?' }],
        ['GET', '/base/a/...', 'one', { id: '...' }],
        ['GET', '/base/a/.1', 'one', { id: '.1' }],
        ['GET', '//base/a/mine', 'mine', {}],
        ['GET', '/base//a///mine', 'mine', {}],
        ['GET', '/base/two//slashes', 'slashes', {}],
        ['GET', '/base//q/1/rows', 'rows', { id: '1' }],
        ['GET', '/own/base/a/1', 'one', { id: '1' }],
        ['GET', '/other/a/1', 'one', { id: '1' }],
        ['GET', '/own/other/a/1', 'one', { id: '1' }],
      ],
      4,
    ),
  )('%s %s', (method, path, id, parameters) => {
    const found = matcher.match(method, path);
    if ('miss' in found) throw new Error(`${path} is a miss: ${found.miss}`);
    expect(found.route.operation.id).toBe(id);
    expect(found.path).toEqual(parameters);
    expect(found.route.mount).toBe(path.startsWith('/own/') ? '/own' : '');
  });
});

describe('a path that is not', () => {
  test.each(
    some(
      [
        '/a/1',
        '/base',
        '/base/',
        '/base/a',
        '/base/a/',
        '/base/a/1/',
        '/base//1',
        '/base/A/1',
        '/base/x/12',
        '/base/dotXs/(x)',
        '/base/dot.s/x',
        '/own/own/base/a/1',
        '',
        '/base/q//rows',
        '/base/a%2Fmine',
        '/base/a/mine/..',
        '/base/%',
      ],
      4,
    ),
  )('%j', (path) => expect(matcher.match('GET', path)).toEqual({ miss: 'path' }));

  test.each([
    ['POST', '/base/a/1', ['one', 'remove']],
    ['get', '/base/a/mine', ['mine', 'one', 'remove']],
    ['POST', '/own/base/x/1-2', ['pair']],
  ])('%s %s is a path with other methods', (method, path, ids) => {
    const found = matcher.match(method, path);
    expect(found).toMatchObject({ miss: 'method' });
    if ('miss' in found && found.miss === 'method')
      expect(found.routes.map((route) => route.operation.id)).toEqual(ids);
  });
});

describe('two specs', () => {
  const note = { '/notes': { get: operation('notes') } };
  test.each([
    ['of one path', note, note],
    [
      'of one template under two names',
      { '/n/{a}': { get: operation('a', ['a']) } },
      { '/n/{b}': { get: operation('b', ['b']) } },
    ],
  ])('%s clash', async (_, one, two) => {
    const specs = [await specOf('one', one), await specOf('two', two)];
    expect(() => createMatcher(specs)).toThrow(SpecError);
    expect(() => createMatcher(specs)).toThrow(/is claimed twice: by one \(.*one\.yaml\) and by two/);
  });

  test.each([
    ['of one path and two methods', note, { '/notes': { post: operation('post') } }, []],
    ['of one path at two servers', note, note, ['/two']],
    [
      'of a literal and a template',
      { '/n/a': { get: operation('a') } },
      { '/n/{b}': { get: operation('b', ['b']) } },
      [],
    ],
  ])('%s do not', async (_, one, two, servers) => {
    const specs = [await specOf('one', one), await specOf('two', two, servers)];
    expect(createMatcher(specs).routes).toHaveLength(4);
  });
});

describe('operations of one method and path', () => {
  const marked = (id: string, marks: object[], names: string[] = []) => ({
    ...operation(id, names),
    parameters: [
      ...operation(id, names).parameters,
      ...marks.map((mark) => ({ in: 'query', required: true, schema: { type: 'string' }, ...mark })),
    ],
  });
  const target = (value: string) => ({ name: 'X-Target', in: 'header', schema: { enum: [value] } });
  const alike = {
    '/#X-Target=one': { post: marked('one', [target('one')]) },
    '/#X-Target=two': { post: marked('two', [target('two')]) },
    '/b/{Bucket}#acl': {
      get: marked('acl', [{ name: 'acl', schema: { type: 'boolean', enum: [true] } }], ['Bucket']),
    },
    '/b/{Name}': { get: marked('objects', [], ['Name']) },
    '/b/{Bucket}#acl&id': { get: marked('aclOf', [{ name: 'acl' }, { name: 'id' }], ['Bucket']) },
    '/c/{filter}': { get: operation('cards', ['filter']) },
    '/c/{id}': { get: operation('card', ['id']), delete: operation('remove', ['id']) },
  };

  test.each<[string, string, string, Record<string, string>, string, object]>(
    some<[string, string, string, Record<string, string>, string, object]>(
      [
        ['by a header', 'POST', '/', { 'x-target': 'two' }, 'two', {}],
        ['by the plainest where none fits', 'POST', '/', {}, 'one', {}],
        ['by a parameter with its value', 'GET', '/b/x?acl=true', {}, 'acl', { Bucket: 'x' }],
        ['by a parameter without a value', 'GET', '/b/x?acl', {}, 'acl', { Bucket: 'x' }],
        ['by more parameters', 'GET', '/b/x?acl&id=7', {}, 'aclOf', { Bucket: 'x' }],
        ['by no parameter', 'GET', '/b/x?id=7', {}, 'objects', { Name: 'x' }],
        ['of those alike the first', 'GET', '/c/x', {}, 'cards', { filter: 'x' }],
        ['another method of the second', 'DELETE', '/c/x', {}, 'remove', { id: 'x' }],
      ],
      4,
    ),
  )('are told apart %s', async (_, method, url, headers, id, path) => {
    const [own, query = ''] = url.split('?');
    const found = createMatcher([await specOf('alike', alike)]).match(method, own as string);
    if ('miss' in found) throw new Error('nothing matches');
    const { route, ...rest } = meantMatch(found, { query, header: (name) => headers[name.toLowerCase()] });
    expect(route.operation.id).toBe(id);
    expect(rest.path).toEqual(path);
  });

  test('which nothing tells apart are not served but for the first, and a warning says so', async () => {
    const spec = await specOf('alike', alike);
    expect(spec.operations.map(({ id }) => id)).toEqual([
      'one',
      'two',
      'acl',
      'objects',
      'aclOf',
      'cards',
      'remove',
    ]);
    expect(spec.warnings.map(({ message, place }) => [message, place.pointer])).toEqual([
      [
        'card has the method and the path of cards, and no required query parameter or header tells them apart: it is not served',
        '/paths/~1c~1{id}/get',
      ],
    ]);
  });
});
