import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Mock } from '../../src/mock/mock.ts';
import { some } from '../_some.ts';
import { file, tinyDocument } from '../_tiny.ts';
import { reply } from './_reply.ts';

/** A document without a word of ours, with these paths. */
const documentOf = (paths: object, more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Own', version: '1' },
  paths,
  ...more,
});

const ok = (schema: object, more: object = {}) => ({
  '200': { description: 'Fine', content: { 'application/json': { schema, ...more } } },
});

async function serve(paths: object, more: object = {}, seed = 1): Promise<Mock> {
  return createMock({ vendors: [await file('own.yaml', documentOf(paths, more))], seed });
}

const get = (mock: Mock, target: string, init: RequestInit = {}) =>
  reply(mock.fetch(`http://mock${target}`, init));

describe('what is answered', () => {
  test.each<[string, object, number, string | null, string]>(
    some<[string, object, number, string | null, string]>(
      [
        [
          'the first example of the first success',
          {
            '404': { description: 'None' },
            '201': {
              description: 'Made',
              content: {
                'application/json': { examples: { a: { value: { id: 1 } }, b: { value: { id: 2 } } } },
              },
            },
          },
          201,
          'application/json',
          '{"id":1}',
        ],
        ['the single example', ok({}, { example: { id: 3 } }), 200, 'application/json', '{"id":3}'],
        ['an example of the schema', ok({ examples: [{ id: 4 }] }), 200, 'application/json', '{"id":4}'],
        [
          'JSON before other types',
          {
            '200': {
              description: 'Fine',
              content: { 'text/plain': { example: 'text' }, 'application/json': { example: [5] } },
            },
          },
          200,
          'application/json',
          '[5]',
        ],
        [
          'a text as it is',
          {
            '200': {
              description: 'Fine',
              content: { 'text/plain; charset=utf-8': { example: 'a "text"\n' } },
            },
          },
          200,
          'text/plain; charset=utf-8',
          'a "text"\n',
        ],
        ['nothing where nothing is declared', { '204': { description: 'Gone' } }, 204, null, ''],
        [
          'a range by its plainest status',
          { '2XX': { description: 'Fine', content: { 'application/json': { example: 6 } } } },
          200,
          'application/json',
          '6',
        ],
        [
          'the default where there is no success',
          { default: { description: 'Any', content: { 'application/json': { example: 7 } } } },
          200,
          'application/json',
          '7',
        ],
      ],
      4,
    ),
  )('%s', async (_, responses, status, type, text) => {
    const answer = await get(await serve({ '/thing': { get: { responses } } }), '/thing');
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([status, type, text]);
    expect(answer.headers.get('x-confab-operation')).toBe('own.GET /thing');
  });

  test('headers with a value, and no others', async () => {
    const responses = {
      '200': {
        description: 'Fine',
        headers: {
          'X-Fixed': { schema: { type: 'string', const: 'a' } },
          'X-Usual': { schema: { type: 'integer', default: 5 } },
          'X-Unknown': { schema: { type: 'string' } },
        },
      },
    };
    const { headers } = await get(await serve({ '/thing': { get: { responses } } }), '/thing');
    expect([headers.get('x-fixed'), headers.get('x-usual'), headers.get('x-unknown')]).toEqual([
      'a',
      '5',
      null,
    ]);
  });
});

const SCHEMAS: [string, object][] = [
  ['a pattern', { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' }],
  ['a date-time', { type: 'string', format: 'date-time' }],
  ['a date', { type: 'string', format: 'date' }],
  ['an address', { type: 'string', format: 'email' }],
  ['a uuid', { type: 'string', format: 'uuid' }],
  ['a uri', { type: 'string', format: 'uri' }],
  ['an ipv4', { type: 'string', format: 'ipv4' }],
  ['a bounded text', { type: 'string', minLength: 5, maxLength: 8 }],
  ['a bounded integer', { type: 'integer', minimum: 3, maximum: 5 }],
  ['an exclusive number', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
  ['a multiple', { type: 'integer', multipleOf: 7, minimum: 1, maximum: 70 }],
  ['an enumeration', { enum: ['a', 'b', 3, null] }],
  ['a constant', { const: { a: 1 } }],
  ['a boolean', { type: 'boolean' }],
  ['nothing but null', { type: 'null' }],
  ['a nullable', { type: ['string', 'null'] }],
  ['a list', { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 4 }],
  [
    'a list of unlike ones',
    { type: 'array', items: { enum: [1, 2, 3, 4, 5] }, minItems: 3, uniqueItems: true },
  ],
  [
    'one of two',
    {
      oneOf: [
        {
          type: 'object',
          required: ['cat'],
          properties: { cat: { type: 'string' } },
          additionalProperties: false,
        },
        {
          type: 'object',
          required: ['dog'],
          properties: { dog: { type: 'integer' } },
          additionalProperties: false,
        },
      ],
    },
  ],
  ['any of two', { anyOf: [{ type: 'string' }, { type: 'integer' }] }],
  [
    'all of two',
    {
      allOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
        { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } },
      ],
    },
  ],
  [
    'a nest',
    {
      type: 'object',
      required: ['list', 'inner'],
      properties: {
        list: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Item' } },
        inner: {
          type: 'object',
          required: ['deep'],
          properties: { deep: { $ref: '#/components/schemas/Item' } },
        },
      },
    },
  ],
  ['a tree', { $ref: '#/components/schemas/Tree' }],
];
const COMPONENTS = {
  components: {
    schemas: {
      Item: {
        type: 'object',
        required: ['id', 'at'],
        properties: { id: { type: 'integer', minimum: 1 }, at: { type: 'string', format: 'date-time' } },
        additionalProperties: false,
      },
      Tree: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          children: { type: 'array', maxItems: 2, items: { $ref: '#/components/schemas/Tree' } },
        },
        additionalProperties: false,
      },
    },
  },
};

describe('a value is made from the schema, and fits it', () => {
  test.each(some(SCHEMAS, 4))('%s', async (_, schema) => {
    const mock = await serve({ '/thing': { get: { responses: ok(schema) } } }, COMPONENTS);
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const check = ajv.compile({ ...schema, ...COMPONENTS });
    for (let n = 0; n < 20; n += 1) {
      const { status, text, body } = await get(mock, `/thing?n=${n}`);
      expect(status, text).toBe(200);
      expect(check(body), `${text}: ${JSON.stringify(check.errors)}`).toBe(true);
    }
  });

  const PERSON = {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: { type: 'integer', minimum: 0, maximum: 1e9 },
      name: { type: 'string', minLength: 20 },
    },
  };
  test('the same for the same request and seed, another for another', async () => {
    const paths = { '/thing': { get: { responses: ok(PERSON) } } };
    const [one, same, other] = [await serve(paths), await serve(paths), await serve(paths, {}, 2)];
    const first = await get(one, '/thing?a=1');
    expect((await get(one, '/thing?a=1')).text).toBe(first.text);
    expect((await get(same, '/thing?a=1')).text).toBe(first.text);
    expect((await get(one, '/thing?a=2')).text).not.toBe(first.text);
    expect((await get(other, '/thing?a=1')).text).not.toBe(first.text);
  });

  test('where none is found it is told at the start', async () => {
    const schema = { allOf: [{ type: 'string' }, { type: 'integer' }] };
    const vendors = [
      await file(
        'own.yaml',
        documentOf({ '/thing': { get: { operationId: 'thing', responses: ok(schema) } } }),
      ),
    ];
    const said = /thing: no value was found .* give the response an example/;
    await expect(createMock({ vendors, strict: true })).rejects.toThrow(/no finite value fits this schema/);
    const told: string[] = [];
    const mock = await createMock({ vendors, warn: (sentence) => told.push(sentence) });
    expect(told).toEqual([
      expect.stringMatching(/no finite value fits this schema/),
      expect.stringMatching(said),
    ]);
    const { status, body } = await get(mock, '/thing');
    expect(status).toBe(500);
    expect(body.detail).toMatch(said);
  });
});

test('an id without a type is a text', async () => {
  const spec = tinyDocument((document) => delete document.components.schemas.Note.properties.id.type);
  const mock = await createMock({ vendors: [await file('tiny.json', JSON.stringify(spec))], rows: 3 });
  const { notes } = (await (await mock.fetch('http://localhost/tiny/api/notes')).json()) as any;
  expect(notes.map(({ id }: { id: unknown }) => typeof id)).toEqual(['string', 'string', 'string']);
});

describe('requests are checked all the same', () => {
  const paths = {
    '/thing/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        parameters: [
          { name: 'size', in: 'query', required: true, schema: { type: 'integer', maximum: 10 } },
          { name: 'X-Kind', in: 'header', schema: { enum: ['a', 'b'] } },
        ],
        responses: ok({}, { example: 'fine' }),
      },
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
            },
          },
        },
        responses: {
          ...ok({}, { example: 'fine' }),
          '422': { description: 'No', content: { 'application/json': { example: { no: true } } } },
        },
      },
    },
    '/open': { get: { security: [], responses: ok({}, { example: 'fine' }) } },
    '/locked': { get: { security: [{ key: [] }], responses: ok({}, { example: 'fine' }) } },
    '/shown': {
      get: {
        parameters: [{ name: 'n', in: 'query', required: true, schema: { type: 'integer' } }],
        responses: {
          ...ok({}, { example: 'fine' }),
          '4XX': { description: 'No', content: { 'application/json': { example: { no: true } } } },
        },
      },
    },
  };
  const more = { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } } };
  const json = { 'content-type': 'application/json' };

  test.each<[string, string, RequestInit, number, string]>(
    some<[string, string, RequestInit, number, string]>(
      [
        ['all right', '/thing/1?size=10', {}, 200, ''],
        ['a missing parameter', '/thing/1', {}, 400, 'missing-parameter; size'],
        ['a parameter out of bounds', '/thing/1?size=11', {}, 400, 'invalid-parameter; size'],
        ['a path of the wrong type', '/thing/x?size=1', {}, 400, 'invalid-parameter; id'],
        [
          'a header outside its enumeration',
          '/thing/1?size=1',
          { headers: { 'x-kind': 'c' } },
          400,
          'invalid-parameter; X-Kind',
        ],
        ['a header within', '/thing/1?size=1', { headers: { 'x-kind': 'a' } }, 200, ''],
        ['a body that fits', '/thing/1', { method: 'POST', headers: json, body: '{"a":1}' }, 200, ''],
        [
          'a body that does not fit',
          '/thing/1',
          { method: 'POST', headers: json, body: '{"a":"1"}' },
          422,
          'invalid-parameter; a',
        ],
        ['no body', '/thing/1', { method: 'POST', headers: json, body: '' }, 422, 'malformed-body'],
        ['a body of another type', '/thing/1', { method: 'POST', body: 'a=1' }, 422, 'wrong-content-type'],
        ['no credential where none is needed', '/open', {}, 200, ''],
        ['no credential', '/locked', {}, 401, 'no-credential'],
        ['any credential', '/locked', { headers: { 'x-key': 'k' } }, 200, ''],
        ['a refusal by a range with an example', '/shown', {}, 400, 'missing-parameter; n'],
      ],
      4,
    ),
  )('%s', async (_, target, init, status, cause) => {
    const answer = await get(await serve(paths, more), target, init);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.headers.get('x-confab-cause') ?? '').toContain(cause);
    if (status === 200) expect(answer.text).toBe('"fine"');
    else if (status === 422 || target === '/shown') expect(answer.text).toBe('{"no":true}');
    else expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('what has no example is made from its schema', () => {
  const refusing = (responses: object) => ({
    '/thing': {
      get: {
        parameters: [{ name: 'n', in: 'query', required: true, schema: { type: 'integer' } }],
        responses: { ...ok({}, { example: 'fine' }), ...responses },
      },
    },
  });
  const no = (schema: object, type = 'application/json') => ({
    description: 'No',
    content: { [type]: { schema } },
  });
  const problem = { type: 'object', required: ['code'], properties: { code: { const: 7 } } };
  test.each<[string, object, number, string | null, RegExp]>(
    some<[string, object, number, string | null, RegExp]>(
      [
        ['its own status', { '400': no(problem) }, 400, 'application/json', /^\{"code":7[,}]/],
        ['the usual other one', { '422': no(problem) }, 422, 'application/json', /^\{"code":7[,}]/],
        ['a range', { '4XX': no(problem) }, 400, 'application/json', /^\{"code":7[,}]/],
        ['the default', { default: no(problem) }, 400, 'application/json', /^\{"code":7[,}]/],
        ['a text', { '400': no({ const: 'bad' }, 'text/plain') }, 400, 'text/plain', /^bad$/],
        ['no body', { '400': { description: 'No' } }, 400, null, /^$/],
        [
          'none at all',
          {},
          400,
          'application/problem+json',
          /n is missing. The spec has no answer for missing-parameter/,
        ],
      ],
      3,
    ),
  )('a refusal: %s', async (_, responses, status, type, text) => {
    const answer = await get(await serve(refusing(responses)), '/thing');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
    expect(answer.text).toMatch(text);
    expect(answer.headers.get('x-confab-cause')).toContain('missing-parameter; n');
  });

  test('a header that is required', async () => {
    const header = { required: true, schema: { type: 'integer', minimum: 3, maximum: 3 } };
    const responses = { '200': { description: 'Fine', headers: { 'X-Count': header } } };
    const { headers } = await get(await serve({ '/thing': { get: { responses } } }), '/thing');
    expect(headers.get('x-count')).toBe('3');
  });
});

describe('older documents are upgraded', () => {
  const values = { type: 'integer', nullable: true, minimum: 3, exclusiveMinimum: true, maximum: 5 };
  test('OpenAPI 3.0: nullable, and exclusiveMinimum as a boolean', async () => {
    const paths = {
      '/thing': {
        get: {
          parameters: [{ name: 'n', in: 'query', schema: { ...values, nullable: false } }],
          responses: ok({ type: 'array', minItems: 3, items: values }),
        },
        post: {
          requestBody: {
            content: { 'application/json': { schema: { type: 'object', properties: { n: values } } } },
          },
          responses: { '204': { description: 'Fine' } },
        },
      },
    };
    const mock = await createMock({
      vendors: [await file('old.yaml', { ...documentOf(paths), openapi: '3.0.3' })],
    });
    for (let n = 0; n < 10; n += 1) {
      const { body } = await get(mock, `/thing?x=${n}`);
      for (const value of body) expect([null, 4, 5]).toContain(value);
    }
    expect((await get(mock, '/thing?n=3')).status).toBe(400);
    expect((await get(mock, '/thing?n=4')).status).toBe(200);
    const post = async (body: string) =>
      (await get(mock, '/thing', { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
        .status;
    expect([await post('{"n":null}'), await post('{"n":4}'), await post('{"n":3}')]).toEqual([204, 204, 400]);
  });

  test('Swagger 2.0: basePath, definitions, body and query parameters', async () => {
    const document = {
      swagger: '2.0',
      info: { title: 'Old', version: '1' },
      host: 'old.example',
      basePath: '/v0',
      schemes: ['https'],
      consumes: ['application/json'],
      produces: ['application/json'],
      paths: {
        '/thing': {
          get: {
            parameters: [{ name: 'n', in: 'query', required: true, type: 'integer', maximum: 5 }],
            responses: { '200': { description: 'Fine', schema: { $ref: '#/definitions/Thing' } } },
          },
          post: {
            parameters: [
              { name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Thing' } },
            ],
            responses: { '204': { description: 'Fine' } },
          },
        },
      },
      definitions: { Thing: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } },
    };
    const mock = await createMock({ vendors: [await file('old.json', JSON.stringify(document))] });
    const fine = await get(mock, '/v0/thing?n=5');
    expect(fine.status).toBe(200);
    expect(fine.body.id).toEqual(expect.any(Number));
    expect((await get(mock, '/old/v0/thing?n=5')).text).not.toBe('');
    expect((await get(mock, '/v0/thing?n=6')).status).toBe(400);
    expect((await get(mock, '/v0/thing')).status).toBe(400);
    const post = async (body: string) =>
      (
        await get(mock, '/v0/thing', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        })
      ).status;
    expect([await post('{"id":1}'), await post('{}')]).toEqual([204, 400]);
  });
});

describe('paths', () => {
  const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
  const operation = (id: string, ...names: string[]) => ({
    get: { operationId: id, parameters: names.map(parameter), responses: ok({}, { example: id }) },
  });
  const paths = {
    '/a/{id}': operation('one', 'id'),
    '/a/mine': operation('mine'),
    '/a/{id}/b/{b}': operation('nested', 'id', 'b'),
    '/a/x/b/{b}': operation('nestedLiteral', 'b'),
    '/f/{id}:download': operation('download', 'id'),
    '/f/{id}': operation('f', 'id'),
    '/x/{a}-{b}': operation('pair', 'a', 'b'),
    '/{doc-id}.json': operation('dashed', 'doc-id'),
    '/p(a)+.b': operation('special'),
  };
  test.each(
    some(
      [
        ['/a/mine', 'mine'],
        ['/a/your', 'one'],
        ['/a/mine%2Fyour', 'one'],
        ['/a/%E6%B5%8B', 'one'],
        ['/a/%zz', 'one'],
        ['/a/1/b/2', 'nested'],
        ['/a/x/b/2', 'nestedLiteral'],
        ['/f/42:download', 'download'],
        ['/f/42', 'f'],
        ['/f/42:upload', 'f'],
        ['/x/1-2', 'pair'],
        ['/doc.json', 'dashed'],
        ['/p(a)+.b', 'special'],
      ],
      4,
    ),
  )('%s is %s', async (target, id) => {
    expect((await get(await serve(paths), target)).text).toBe(JSON.stringify(id));
  });

  test.each(some(['/a', '/a/', '/a/1/b', '/a/1/', '/x/12', '/paab', '/doc_json'], 3))(
    '%s is nothing',
    async (target) => {
      expect((await get(await serve(paths), target)).status).toBe(501);
    },
  );
});

describe('lists in a query', () => {
  const schema = { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 3 };
  test.each<[string, object, string, number]>(
    some<[string, object, string, number]>(
      [
        ['exploded', { explode: true }, 'n=1&n=2', 200],
        ['exploded by default', {}, 'n=1&n=2', 200],
        ['exploded, one of a wrong type', {}, 'n=1&n=x', 400],
        ['exploded, too few', {}, 'n=1', 400],
        ['exploded, commas are no separators', {}, 'n=1,2', 400],
        ['in one text', { explode: false }, 'n=1,2,3', 200],
        ['in one text, encoded', { explode: false }, 'n=1%2C2', 200],
        ['in one text, one of a wrong type', { explode: false }, 'n=1,x', 400],
        ['in one text, too many', { explode: false }, 'n=1,2,3,4', 400],
        ['by blanks', { explode: false, style: 'spaceDelimited' }, 'n=1%202', 200],
        ['by bars', { explode: false, style: 'pipeDelimited' }, 'n=1%7C2', 200],
        ['absent', {}, '', 200],
      ],
      4,
    ),
  )('%s', async (_, more, query, status) => {
    const parameters = [{ name: 'n', in: 'query', schema, ...more }];
    const mock = await serve({ '/thing': { get: { parameters, responses: ok({}, { example: 1 }) } } });
    const answer = await get(mock, `/thing?${query}`);
    expect(answer.status, answer.headers.get('x-confab-cause') ?? '').toBe(status);
  });
});

test('a reference may lead into a file beside the spec', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-'));
  const schema = {
    Thing: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { enum: ['from the other file'] } },
      additionalProperties: false,
    },
  };
  await writeFile(join(folder, 'shapes.yaml'), stringify(schema));
  const path = join(folder, 'own.yaml');
  const responses = ok({ $ref: './shapes.yaml#/Thing' });
  await writeFile(path, stringify(documentOf({ '/thing': { get: { responses } } })));
  const mock = await createMock({ vendors: [path] });
  expect((await get(mock, '/thing')).body).toEqual({ kind: 'from the other file' });
});
