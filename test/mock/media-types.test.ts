import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { reply } from './_reply.ts';

const PET = {
  type: 'object',
  xml: { name: 'pet', prefix: 'p', namespace: 'urn:pets' },
  required: ['id', 'name', 'tags', 'photos', 'owner', 'gone'],
  properties: {
    id: { type: 'integer', xml: { attribute: true }, example: 7 },
    name: { type: 'string', example: 'a < b & c' },
    tags: {
      type: 'array',
      xml: { wrapped: true },
      items: { type: 'string', xml: { name: 'tag' } },
      example: ['x', 'y'],
    },
    photos: { type: 'array', items: { type: 'string' }, example: ['1', '2'] },
    owner: { type: 'object', example: { 'first name': 'Ada' } },
    gone: { type: ['boolean', 'null'], example: false },
  },
};
const ROWS = {
  type: 'array',
  example: [
    { a: 1, b: 'x,"y"' },
    { a: null, c: [1] },
  ],
};
const TEXT = { type: 'string', example: 'Hello' };

async function serve(content: object, more: object = {}, schemas: object = {}) {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Media', version: '1' },
    paths: {
      '/x': { get: { operationId: 'x', responses: { '200': { description: 'ok', content }, ...more } } },
    },
    components: { schemas: { Pet: PET, ...schemas } },
  };
  const mock = await createMock({ vendors: [await file('media.json', JSON.stringify(document))] });
  return (headers: Record<string, string> = {}) =>
    mock.fetch(new Request('http://localhost/media/x', { headers }));
}

describe('a body is what its media type says', () => {
  test.each<[type: string, schema: object | undefined, sent: string, body: string | RegExp]>(
    some<[type: string, schema: object | undefined, sent: string, body: string | RegExp]>(
      [
        ['application/json', TEXT, 'application/json', '"Hello"'],
        ['application/json; charset=utf-8', TEXT, 'application/json; charset=utf-8', '"Hello"'],
        ['application/vnd.x+json', TEXT, 'application/vnd.x+json', '"Hello"'],
        ['*/*', TEXT, 'application/json', '"Hello"'],
        ['application/*', { type: 'integer', example: 3 }, 'application/json', '3'],
        ['application/*+json', TEXT, 'application/json', '"Hello"'],
        ['*/*', { type: 'string', format: 'binary' }, 'application/octet-stream', /./s],
        [
          'application/octet-stream',
          { type: 'string', format: 'byte' },
          'application/octet-stream',
          /^[\w+/]+=*$/,
        ],
        ['application/zip', { type: 'string', contentEncoding: 'base64' }, 'application/zip', /^[\w+/]+=*$/],
        ['text/*', TEXT, 'text/plain', 'Hello'],
        ['image/*', { type: 'string', format: 'binary' }, 'image/png', /^.PNG/s],
        ['text/plain', TEXT, 'text/plain', 'Hello'],
        ['text/plain', { type: 'integer', example: 3 }, 'text/plain', '3'],
        ['text/plain', undefined, 'text/plain', /^\w+/],
        ['text/plain', { type: 'object', example: { a: 1 } }, 'text/plain', '{"a":1}'],
        ['text/html', TEXT, 'text/html', 'Hello'],
        ['text/html', undefined, 'text/html', /^\w+/],
        ['text/csv', ROWS, 'text/csv', 'a,b,c\r\n1,"x,""y""",\r\n,,[1]\r\n'],
        [
          'text/csv',
          {
            type: 'array',
            example: [
              [1, 2],
              [3, 4],
            ],
          },
          'text/csv',
          '1,2\r\n3,4\r\n',
        ],
        ['text/tab-separated-values', ROWS, 'text/tab-separated-values', /^a\tb\tc\r\n/],
        [
          'application/x-ndjson',
          ROWS,
          'application/x-ndjson',
          '{"a":1,"b":"x,\\"y\\""}\n{"a":null,"c":[1]}\n',
        ],
        ['application/json-seq', { example: { a: 1 } }, 'application/json-seq', '\u001e{"a":1}\n'],
        [
          'text/event-stream',
          { type: 'object', example: { a: 1 } },
          'text/event-stream',
          'data: {"a":1}\n\n',
        ],
        [
          'application/x-www-form-urlencoded',
          { type: 'object', example: { a: 'x y', b: [1, 2] } },
          'application/x-www-form-urlencoded',
          'a=x+y&b=1&b=2',
        ],
        ['application/yaml', { type: 'object', example: { a: 1 } }, 'application/yaml', '{"a":1}'],
        ['application/vnd.own', { type: 'object', example: { a: 1 } }, 'application/vnd.own', '{"a":1}'],
        ['application/pdf', { type: 'string', format: 'binary' }, 'application/pdf', /^%PDF-/],
        ['application/octet-stream', undefined, 'application/octet-stream', /^[^\w]/],
        ['image/gif', undefined, 'image/gif', /^GIF89a/],
        [
          'application/xml',
          { type: 'object', example: { a: 1 } },
          'application/xml',
          '<?xml version="1.0" encoding="UTF-8"?>\n<root>\n  <a>1</a>\n</root>\n',
        ],
        ['application/xml', { type: 'string', example: '<a/>' }, 'application/xml', '<a/>'],
      ],
      4,
    ),
  )('%s of %j', async (type, schema, sent, body) => {
    const get = await serve({ [type]: schema ? { schema } : {} });
    const response = await get();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(sent);
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    if (typeof body === 'string') expect(text).toBe(body);
    else expect(text).toMatch(body);
  });

  test('XML has the names, attributes, namespaces and wrappers of its schema', async () => {
    const get = await serve({ 'application/xml': { schema: { $ref: '#/components/schemas/Pet' } } });
    expect(await (await get()).text()).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<p:pet xmlns:p="urn:pets" id="7">
  <name>a &lt; b &amp; c</name>
  <tags>
    <tag>x</tag>
    <tag>y</tag>
  </tags>
  <photos>1</photos>
  <photos>2</photos>
  <owner>
    <first_name>Ada</first_name>
  </owner>
  <gone>false</gone>
</p:pet>
`);
  });

  test('a list at the top of XML has one root', async () => {
    const schema = { type: 'array', minItems: 2, maxItems: 2, items: { $ref: '#/components/schemas/Small' } };
    const Small = {
      type: 'object',
      required: ['n'],
      properties: { n: { const: 1 } },
      xml: { name: 'small' },
    };
    const get = await serve({ 'application/xml': { schema } }, {}, { Small });
    expect((await (await get()).text()).replaceAll(/\s/g, '')).toBe(
      '<?xmlversion="1.0"encoding="UTF-8"?><root><small><n>1</n></small><small><n>1</n></small></root>',
    );
  });
});

describe('Accept chooses between the media types of a response', () => {
  const content = {
    'text/csv': { schema: TEXT },
    'application/json': { schema: TEXT, examples: { one: { value: 'One' } } },
    'application/xml': { schema: TEXT, examples: { one: { value: '<one/>' }, two: { value: '<two/>' } } },
  };
  const refused = { '406': { description: 'no', content: { 'text/plain': { example: 'none of these' } } } };
  test.each<[accept: string | undefined, type: string]>(
    some<[accept: string | undefined, type: string]>(
      [
        [undefined, 'application/json'],
        ['*/*', 'application/json'],
        ['application/*', 'application/json'],
        ['text/csv', 'text/csv'],
        ['text/*', 'text/csv'],
        ['TEXT/CSV', 'text/csv'],
        ['text/csv;q=0.1, application/xml;q=0.9', 'application/xml'],
        ['application/json;q=0, */*', 'text/csv'],
        ['image/png', 'application/json'],
        ['not a media type', 'application/json'],
        ['', 'application/json'],
      ],
      4,
    ),
  )('%s → %s', async (accept, type) => {
    const get = await serve(content);
    const { status, headers } = await reply(get(accept === undefined ? {} : { accept }));
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type });
  });

  test('an example that is wanted has the media type that is wanted, of those that have it', async () => {
    const get = await serve(content);
    const named = async (prefer: string, accept: string) => (await reply(get({ prefer, accept }))).text;
    expect(await named('example=one', 'application/xml')).toBe('<one/>');
    expect(await named('example=one', '*/*')).toBe('"One"');
    expect(await named('example=two', 'application/json')).toBe('<two/>');
    expect(await named('code=200', 'text/csv')).toBe('Hello');
  });

  test('a documented 406 is given to who accepts none', async () => {
    const get = await serve(content, refused);
    expect(await reply(get({ accept: 'image/png' }))).toMatchObject({ status: 406, text: 'none of these' });
    expect((await reply(get({ accept: 'text/csv' }))).status).toBe(200);
  });
});

test.each([204, 205, 304])('%d has no body, whatever is declared', async (status) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'None', version: '1' },
    paths: {
      '/x': {
        get: {
          responses: { [status]: { description: 'ok', content: { 'application/json': { example: 1 } } } },
        },
      },
    },
  };
  const mock = await createMock({ vendors: [await file('none.json', JSON.stringify(document))] });
  const answer = await mock.fetch(new Request('http://localhost/none/x'));
  expect({
    status: answer.status,
    text: await answer.text(),
    type: answer.headers.get('content-type'),
  }).toEqual({
    status,
    text: '',
    type: null,
  });
});

describe('headers of a response', () => {
  test.each<[name: string, header: object, text: string | null | RegExp]>(
    some<[name: string, header: object, text: string | null | RegExp]>(
      [
        ['example', { required: true, schema: { type: 'integer', example: 99 } }, '99'],
        ['examples', { schema: { type: 'string' }, examples: { a: { value: 'A' } } }, 'A'],
        ['before its default', { schema: { type: 'integer', default: 1, example: 2 } }, '2'],
        ['default', { schema: { type: 'integer', default: 1 } }, '1'],
        ['neither, not required', { schema: { type: 'integer' } }, null],
        ['neither, required', { required: true, schema: { type: 'integer', minimum: 5, maximum: 5 } }, '5'],
        ['no schema, required', { required: true }, /^\w/],
        ['a list', { schema: { type: 'array', items: { type: 'integer' } }, example: [1, 2] }, '1,2'],
        ['an object', { schema: { type: 'object' }, example: { a: 1, b: 2 } }, 'a,1,b,2'],
        [
          'an exploded object',
          { explode: true, schema: { type: 'object' }, example: { a: 1, b: 2 } },
          'a=1,b=2',
        ],
        [
          'JSON',
          { required: true, content: { 'application/json': { schema: { const: { a: 1 } } } } },
          '{"a":1}',
        ],
        [
          'an example that is no Latin-1',
          { schema: { type: 'string', example: 'né\r\nx' } },
          'n%C3%A9%0D%0Ax',
        ],
      ],
      4,
    ),
  )('%s', async (_, header, text) => {
    const get = await serve(
      { 'application/json': { example: 1 } },
      {
        '200': {
          description: 'ok',
          headers: { 'X-H': header },
          content: { 'application/json': { example: 1 } },
        },
      },
    );
    const found = (await get()).headers.get('x-h');
    if (text instanceof RegExp) expect(found).toMatch(text);
    else expect(found).toBe(text);
  });

  test('those of the connection are left to it', async () => {
    const required = { required: true, schema: { type: 'integer', minimum: 1000 } };
    const headers = {
      'Content-Type': required,
      'Content-Length': required,
      'Transfer-Encoding': required,
      Connection: required,
    };
    const get = await serve(
      {},
      { '200': { description: 'ok', headers, content: { 'application/json': { example: 1 } } } },
    );
    const answer = await get();
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.has('content-length')).toBe(false);
  });
});

test('an example that breaks its schema gives way to the next, or to a value that fits', async () => {
  const schema = {
    type: 'object',
    required: ['n'],
    properties: { n: { type: 'integer' }, s: { type: 'string', example: 3 } },
  };
  const wrong = await serve({ 'application/json': { schema, example: { n: 'x' } } });
  expect(Number.isInteger((await reply(wrong())).body.n)).toBe(true);
  const next = await serve({
    'application/json': { schema, examples: { a: { value: {} }, b: { value: { n: 2 } } } },
  });
  expect((await reply(next())).body).toEqual({ n: 2 });
});
