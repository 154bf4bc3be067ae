import { describe, expect, test } from 'vitest';
import { builtinFile } from '../../src/spec/builtin.ts';
import { toExampleRequest } from '../../src/spec/example-request.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';

const responses = { '200': { description: 'Fine' } };

async function exampleOf(path: string, operation: object, method = 'get') {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Own', version: '1' },
    servers: [{ url: 'https://own.example/v1/' }, { url: '/v2' }],
    paths: { [path]: { [method]: { responses, ...operation } } },
    components: { schemas: { Size: { type: 'integer', minimum: 3 } } },
  };
  const spec = await loadSpec(await file('own.yaml', document));
  return toExampleRequest(spec, spec.operations[0] as Operation);
}

const query = (schema: object, more: object = {}) => ({
  parameters: [{ name: 'n', in: 'query', required: true, schema, ...more }],
});

describe('a parameter', () => {
  test.each<[string, object, string]>(
    some<[string, object, string]>(
      [
        ['by its example', query({ type: 'string', default: 'd' }, { example: 'a b&c' }), '/v1/t?n=a+b%26c'],
        [
          'by the first of its examples',
          query({}, { examples: { x: { value: 1 }, y: { value: 2 } } }),
          '/v1/t?n=1',
        ],
        ["by its schema's constant", query({ const: 'c' }), '/v1/t?n=c'],
        ["by its schema's default", query({ type: 'integer', default: 7 }), '/v1/t?n=7'],
        ["by its schema's example", query({ type: 'integer', examples: [8] }), '/v1/t?n=8'],
        ['by the first of an enumeration', query({ enum: ['e', 'f'] }), '/v1/t?n=e'],
        ['by its least value', query({ $ref: '#/components/schemas/Size' }), '/v1/t?n=3'],
        ['by the plainest integer', query({ type: 'integer' }), '/v1/t?n=1'],
        ['by the plainest boolean', query({ type: 'boolean' }), '/v1/t?n=true'],
        ['by the plainest text', query({ type: 'string' }), '/v1/t?n=text'],
        ['left out when it is not required', query({ type: 'integer' }, { required: false }), '/v1/t'],
      ],
      4,
    ),
  )('%s', async (_, operation, target) => {
    expect((await exampleOf('/t', operation)).target).toBe(target);
  });

  test('in the path may hold half of a surrogate pair, which has no UTF-8', async () => {
    const parameters = [{ name: 'id', in: 'path', required: true, schema: {}, example: 'a\ud800' }];
    expect((await exampleOf('/t/{id}', { parameters })).target).toBe('/v1/t/a%EF%BF%BD');
  });

  test('in the path is always filled in, encoded; a header stands under its own name', async () => {
    const parameters = [
      { name: 'id', in: 'path', required: true, schema: {}, example: 'a/b c' },
      { name: 'X-Kind', in: 'header', required: true, schema: { const: 'k' } },
      { name: 'X-Other', in: 'header', schema: { const: 'o' } },
    ];
    expect(await exampleOf('/t/{id}/x', { parameters })).toEqual({
      method: 'GET',
      target: '/v1/t/a%2Fb%20c/x',
      headers: { 'X-Kind': 'k' },
      body: undefined,
    });
  });
});

describe('a part of the path is never nothing and no dots', () => {
  const object = { type: 'object', properties: { a: { const: 'v' } } };
  test.each<[string, object, object, string]>(
    some<[string, object, object, string]>(
      [
        ['an object, exploded', { explode: true }, object, '/v1/t/a=v'],
        ['an object', {}, object, '/v1/t/a,v'],
        ['a labelled object', { style: 'label' }, object, '/v1/t/.a,v'],
        ['a labelled object, exploded', { style: 'label', explode: true }, object, '/v1/t/.a=v'],
        ['a labelled list', { style: 'label' }, { type: 'array', items: { const: 'v' } }, '/v1/t/.v'],
        ['a labelled text whose example is a dot', { style: 'label' }, { examples: ['.', 'x'] }, '/v1/t/.x'],
        [
          'a text in matrix style, whose name stands before it',
          { style: 'matrix' },
          { examples: ['.'] },
          '/v1/t/;p=.',
        ],
        ['a text whose examples are dots', {}, { examples: ['.', '..', '', 'x'] }, '/v1/t/x'],
      ],
      4,
    ),
  )('%s', async (_, style, schema, target) => {
    const parameters = [{ name: 'p', in: 'path', required: true, schema, ...style }];
    expect((await exampleOf('/t/{p}', { parameters })).target).toBe(target);
  });
});

describe('a body', () => {
  const schema = {
    type: 'object',
    required: ['a', 'inner'],
    properties: {
      a: { type: 'string' },
      b: { type: 'string' },
      inner: { type: 'object', required: ['n'], properties: { n: { $ref: '#/components/schemas/Size' } } },
    },
  };
  test.each<[string, object, string]>(
    some<[string, object, string]>(
      [
        ['by its first example', { examples: { x: { value: 1 }, y: { value: 2 } } }, '1'],
        ['by its example', { schema: { default: 1 }, example: 2 }, '2'],
        ["by its schema's example", { schema: { default: 1, examples: [3] } }, '3'],
        ['by what it requires', { schema }, '{"a":"text","inner":{"n":3}}'],
        ['that is a list', { schema: { type: 'array' } }, '[]'],
      ],
      3,
    ),
  )('%s', async (_, media, body) => {
    const content = { 'application/json': media };
    expect(await exampleOf('/t', { requestBody: { content } }, 'post')).toEqual({
      method: 'POST',
      target: '/v1/t',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
  });
});

test.each<[string, object, string | undefined]>([
  ['a form that there must be has a field', { required: true }, 'spec=v'],
  ['a form that there may be', {}, undefined],
])('%s', async (_, more, body) => {
  const schema = { type: 'object', properties: { spec: { const: 'v' } } };
  const content = { 'application/x-www-form-urlencoded': { schema } };
  const { body: sent } = await exampleOf('/t', { requestBody: { content, ...more } }, 'post');
  expect(sent || undefined).toBe(body);
});

test('a body that nothing fits is left out where it may be', async () => {
  const content = { 'application/json': { schema: { allOf: [{ type: 'string' }, { type: 'integer' }] } } };
  expect(await exampleOf('/t', { requestBody: { content } }, 'post')).toMatchObject({
    method: 'POST',
    target: '/v1/t',
    body: undefined,
  });
});

describe('of the five vendors', () => {
  test.each(
    some(
      [
        [
          'gptbots',
          '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=50',
        ],
        ['chatnio', '/conversation/list'],
        ['bigmodel', '/api/paas/v4/assistant/conversation/list'],
        ['cybotstar', '/openapi/v1/conversation/segment/get_list/'],
        ['alibaba', '/api/v1/modelRouter/open/conversations'],
      ],
      3,
    ),
  )('%s', async (vendor, target) => {
    const spec = await loadSpec(builtinFile(`${vendor}.yaml`));
    const listing = spec.operations.find(({ list }) => list) as Operation;
    expect(toExampleRequest(spec, listing).target).toBe(target);
  });
});
