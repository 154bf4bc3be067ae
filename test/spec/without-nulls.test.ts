import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/index.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { file } from '../_tiny.ts';

const OK = { 200: { description: 'd' } };
const LEFT_OUT = 'it is left out';
const EMPTY = 'it counts as {}';

function document(version: string, item: object, more: object = {}): object {
  const head = version === '2.0' ? { swagger: version } : { openapi: version };
  return { ...head, info: { title: 't', version: '1' }, paths: { '/a': item }, ...more };
}

const get = (operation: object) => ({ get: { responses: OK, ...operation } });
const answer = (response: object) => get({ responses: { 200: { description: 'd', ...response } } });
const schema = (one: object | null) => answer({ content: { 'application/json': { schema: one } } });
const older = (one: object) => get({ parameters: [{ name: 'q', in: 'query', ...one }] });
const BOTH = ['3.0.3', '3.1.0'];
const ALL = ['2.0', ...BOTH];

/** What null stands for: the versions, the item of the path `/a`, the rest of the document, where it is, how it is taken. */
const NULLS: [name: string, versions: string[], item: object, at: string, end: string, more?: object][] = [
  ['parameters of a path', ALL, { parameters: null, ...get({}) }, '/paths/~1a/parameters', LEFT_OUT],
  ['parameters of an operation', ALL, get({ parameters: null }), '/paths/~1a/get/parameters', LEFT_OUT],
  ['one of the parameters', ALL, get({ parameters: [null] }), '/paths/~1a/get/parameters', LEFT_OUT],
  ['another operation', ALL, { post: null, ...get({}) }, '/paths/~1a/post', LEFT_OUT],
  ['another path', ALL, get({}), '/paths/~1b', EMPTY, { paths: { '/a': get({}), '/b': null } }],
  ['responses', ['3.1.0'], get({ responses: null }), '/paths/~1a/get/responses', LEFT_OUT],
  ['a response', ALL, get({ responses: { 200: null } }), '/paths/~1a/get/responses/200', EMPTY],
  ['security', ALL, get({ security: null }), '/paths/~1a/get/security', LEFT_OUT],
  [
    'the scopes of a scheme',
    ALL,
    get({ security: [{ k: null }] }),
    '/paths/~1a/get/security/0/k',
    'it counts as []',
  ],
  ['tags', ALL, get({ tags: null }), '/paths/~1a/get/tags', LEFT_OUT],
  ['headers', ALL, answer({ headers: null }), '/paths/~1a/get/responses/200/headers', LEFT_OUT],
  ['a header', BOTH, answer({ headers: { h: null } }), '/paths/~1a/get/responses/200/headers/h', EMPTY],
  ['content', BOTH, answer({ content: null }), '/paths/~1a/get/responses/200/content', LEFT_OUT],
  [
    'a media type',
    BOTH,
    answer({ content: { 'text/plain': null } }),
    '/paths/~1a/get/responses/200/content/text~1plain',
    EMPTY,
  ],
  ['links', BOTH, answer({ links: null }), '/paths/~1a/get/responses/200/links', LEFT_OUT],
  ['callbacks', BOTH, get({ callbacks: null }), '/paths/~1a/get/callbacks', LEFT_OUT],
  [
    'a body',
    BOTH,
    { ...get({}), post: { requestBody: null, responses: OK } },
    '/paths/~1a/post/requestBody',
    LEFT_OUT,
  ],
  ['servers', BOTH, get({}), '/servers', LEFT_OUT, { servers: null }],
  ['one of the servers', BOTH, get({}), '/servers', LEFT_OUT, { servers: [null] }],
  ['components', BOTH, get({}), '/components', LEFT_OUT, { components: null }],
  ['a map of components', BOTH, get({}), '/components/schemas', LEFT_OUT, { components: { schemas: null } }],
  ['a component', BOTH, get({}), '/components/schemas/A', EMPTY, { components: { schemas: { A: null } } }],
  ['definitions', ['2.0'], get({}), '/definitions', LEFT_OUT, { definitions: null }],
  ['media types', ['2.0'], get({}), '/produces', LEFT_OUT, { produces: null }],
  ['one of the media types', ['2.0'], get({}), '/produces', LEFT_OUT, { produces: [null] }],
  [
    'a word of a parameter',
    ['2.0'],
    older({ type: 'string', enum: null }),
    '/paths/~1a/get/parameters/0/enum',
    LEFT_OUT,
  ],
  [
    'the schema of a parameter',
    BOTH,
    older({ schema: null }),
    '/paths/~1a/get/parameters/0/schema',
    LEFT_OUT,
  ],
  ['the schema of an answer', BOTH, schema(null), SCHEMA(), LEFT_OUT],
  ['the type of a schema', BOTH, schema({ type: null }), SCHEMA('type'), LEFT_OUT],
  ['a property', BOTH, schema({ properties: { a: null } }), SCHEMA('properties/a'), EMPTY],
  [
    'a property named as an extension is',
    BOTH,
    schema({ properties: { 'x-a': null } }),
    SCHEMA('properties/x-a'),
    EMPTY,
  ],
  ['items', BOTH, schema({ items: null }), SCHEMA('items'), LEFT_OUT],
  ['one of what is required', BOTH, schema({ required: ['a', null] }), SCHEMA('required'), LEFT_OUT],
  ['one of several parts', BOTH, schema({ allOf: [{ type: 'string' }, null] }), SCHEMA('allOf'), LEFT_OUT],
  [
    'a type among others',
    ['3.1.0'],
    schema({ type: ['string', null] }),
    SCHEMA('type'),
    'it counts as the type "null"',
  ],
  [
    'the type of an alternative',
    ['3.1.0'],
    schema({ anyOf: [{ type: 'string' }, { type: null }] }),
    SCHEMA('anyOf/1/type'),
    'it counts as "null"',
  ],
];

/** What is null and may be: somebody's data, or extensions. */
const VALUES: [string, object, object?][] = [
  [
    'a default, an example and a constant',
    schema({ properties: { a: { default: null }, b: { const: null } } }),
  ],
  ['a value of an enum', schema({ properties: { a: { enum: ['a', null] } } })],
  ['the example of an answer', answer({ content: { 'application/json': { example: null } } })],
  ['a part of an example', answer({ content: { 'application/json': { example: { a: [null], b: null } } } })],
  [
    'a part of a named example',
    answer({ content: { 'application/json': { examples: { e: { value: { a: null } } } } } }),
  ],
  ['what a link hands over', answer({ links: { l: { operationId: 'a', parameters: { p: null } } } })],
  ['extensions', { ...get({ 'x-a': null }), 'x-b': { c: null } }, { 'x-d': null }],
];

function SCHEMA(below = ''): string {
  return `/paths/~1a/get/responses/200/content/application~1json/schema${below && '/'}${below}`;
}

describe('null that says nothing', () => {
  test.each(
    NULLS.flatMap(([name, versions, item, at, end, more]) =>
      versions.map((version) => ({ name, version, item, at, end, more })),
    ),
  )('$name ($version)', async ({ version, item, at, end, more }) => {
    const path = await file('d.json', JSON.stringify(document(version, item, more)));
    const { warnings } = await loadSpec(path);
    const told = warnings.find((one) => one.place.pointer === at && / null/.test(one.message));
    expect(told?.message).toContain(end);
    await expect(loadSpec(path, { strict: true })).rejects.toThrow('null');
    const mock = await createMock({ vendors: [path], warn: () => {} });
    expect((await mock.fetch(new Request('http://x/a'))).status).toBe(200);
  });

  test.each(VALUES)('is a value in %s', async (_, item, more) => {
    const { warnings } = await loadSpec(await file('d.json', JSON.stringify(document('3.1.0', item, more))));
    expect(warnings.filter(({ message }) => /is null, which|has null in/.test(message))).toEqual([]);
  });

  test('what stands behind one in a list keeps its line', async () => {
    const text = `openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a:
    get:
      parameters:
        -
        - name: q
          in: query
          schema: { type: strong }
      responses: { 200: { description: d } }
`;
    const { warnings } = await loadSpec(await file('d.yaml', text));
    expect(warnings.find(({ message }) => /strong/.test(message))?.place).toMatchObject({
      line: 10,
      pointer: '/paths/~1a/get/parameters/1/schema/type',
    });
  });

  test.each(ALL)('in a file that the document (%s) refers to', async (version) => {
    const path = await file('d.json', JSON.stringify(document(version, { $ref: './other.json' })));
    await writeFile(join(dirname(path), 'other.json'), JSON.stringify(get({ parameters: null })));
    const { warnings, operations } = await loadSpec(path);
    expect(operations).toHaveLength(1);
    expect(warnings.map(({ message, place }) => [message, place.file.endsWith('other.json')])).toContainEqual(
      ['"parameters" is null, which says nothing; it is left out', true],
    );
  });
});
