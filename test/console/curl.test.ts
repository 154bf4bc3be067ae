import { describe, expect, test } from 'vitest';
import { readCurl } from '../../corpus/read-curl.js';
import { toCurl } from '../../src/console/curl.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';

type Row = readonly [name: string, operation: object, path?: string];

const responses = { '204': { description: 'Fine' } };

/** A document with an operation for each row, served once: the printed command of one, and what the mock answers. */
function served(rows: readonly Row[], components: object = {}) {
  const paths = Object.fromEntries(
    rows.map(([, operation, path = '/p'], index) => [
      `/${index}${path}`,
      {
        ['requestBody' in operation ? 'post' : 'get']: { responses, operationId: `o${index}`, ...operation },
      },
    ]),
  );
  const document = { openapi: '3.1.0', info: { title: 'Own', version: '1' }, paths, components };
  const load = async () => {
    const source = await file('own.yaml', document);
    const mock = await createMock({ vendors: [source], strictKeys: true, warn: () => {} });
    return { spec: await loadSpec(source), mock };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return async (index: number) => {
    loaded ??= load();
    const { spec, mock } = await loaded;
    const operation = spec.operations.find(({ id }) => id === `o${index}`) as Operation;
    const command = toCurl(spec, operation, 'http://localhost:4010');
    const { url, ...init } = readCurl(command);
    const response = await mock.fetch(new Request(url, init as RequestInit));
    return { command, answer: `${response.status} ${await response.text()}` };
  };
}

const WORKS = '204 ';

const at = (place: string, schema: object) => ({
  parameters: [{ name: 'id', in: place, required: true, schema }],
});
const inBody = (schema: object) => ({
  requestBody: { required: true, content: { 'application/json': { schema } } },
});

describe('a placeholder fits what the document says of it', () => {
  const PLACEHOLDERS: [string, object][] = [
    ['a format', { type: 'string', format: 'uuid' }],
    ['a time', { type: 'string', format: 'date-time' }],
    ['a pattern', { type: 'string', pattern: '^[0-9]{17,20}$' }],
    ['a pattern with a length', { type: 'string', pattern: '^[a-z]+-[A-Z]+$', minLength: 12 }],
    ['a least length', { type: 'string', minLength: 9 }],
    ['a greatest length', { type: 'string', maxLength: 2 }],
    ['an open minimum', { type: 'integer', exclusiveMinimum: 5 }],
    ['a maximum below 1', { type: 'integer', maximum: -3 }],
    ['steps', { type: 'integer', multipleOf: 7 }],
    ['a step that is a fraction', { type: 'number', multipleOf: 0.25, minimum: 0.3 }],
    [
      'anyOf',
      {
        anyOf: [
          { type: 'string', format: 'uuid' },
          { type: 'integer', minimum: 10 },
        ],
      },
    ],
    ['oneOf', { oneOf: [{ type: 'integer', maximum: 0 }, { enum: ['a'] }] }],
    ['allOf', { allOf: [{ type: 'string' }, { minLength: 6 }, { pattern: '^x' }] }],
    ['not', { type: 'string', not: { const: 'text' } }],
    ['items', { type: 'array', minItems: 2, items: { type: 'integer', minimum: 4 } }],
    ['items that differ', { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'string' } }],
    ['an example that it forbids itself', { type: 'integer', examples: ['x', -1], minimum: 2 }],
    ['a default that it forbids itself', { type: 'string', default: '', minLength: 1 }],
  ];
  const PLACES: [string, (schema: object) => object, string?][] = [
    ['a query', (schema) => at('query', schema)],
    ['a header', (schema) => at('header', schema)],
    ['a path', (schema) => at('path', schema), '/p/{id}'],
    ['a body', (schema) => inBody({ type: 'object', required: ['v'], properties: { v: schema } })],
  ];
  const rows = PLACES.flatMap(([place, operation, path]) =>
    PLACEHOLDERS.map(([name, schema]): Row => [`${name} in ${place}`, operation(schema), path ?? '/p']),
  );
  const call = served(rows);
  test.each(
    some(
      rows.map(([name], index) => [name, index] as const),
      4,
    ),
  )('%s', async (_, index) => {
    const { command, answer } = await call(index);
    expect(answer, command).toBe(WORKS);
  });
});

describe('a body fits as a whole', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const number = { type: 'integer' };
  const BODIES: [string, object][] = [
    ['a map with a member', { type: 'object', minProperties: 1, additionalProperties: number }],
    ['a property that needs another', { type: 'object', required: ['a'], dependentRequired: { a: ['b'] } }],
    ['one of two properties', { type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] }],
    ['a list', { type: 'array', minItems: 1, items: { type: 'object', required: ['a'] } }],
    ['what refers to itself', ref('Tree')],
    [
      'alternatives that a property tells apart',
      { discriminator: { propertyName: 'kind' }, oneOf: [ref('Cat'), ref('Dog')] },
    ],
    ['a text that curl would take for a file', { type: 'string', const: '@home' }],
    ['a quote', { type: 'object', required: ['q'], properties: { q: { const: "it's" } } }],
    ['an example that it forbids itself', { type: 'object', required: ['a'], examples: [{ b: 1 }] }],
  ];
  const kind = (name: string) => ({ kind: { const: name } });
  const schemas = {
    Tree: {
      type: 'object',
      required: ['n', 'inner'],
      properties: { n: number, inner: { anyOf: [ref('Tree'), { type: 'null' }] } },
    },
    Cat: { type: 'object', required: ['kind', 'lives'], properties: { ...kind('Cat'), lives: number } },
    Dog: { type: 'object', required: ['kind'], properties: kind('Dog') },
  };
  const call = served(
    BODIES.map(([name, schema]) => [name, inBody(schema)]),
    { schemas },
  );
  test.each(
    some(
      BODIES.map(([name], index) => [name, index] as const),
      4,
    ),
  )('%s', async (_, index) => {
    const { command, answer } = await call(index);
    expect(answer, command).toBe(WORKS);
  });
});

describe('a body has the form of its media type', () => {
  const properties = {
    n: { type: 'integer' },
    text: { const: `it's @home; "ok" & so` },
    list: { type: 'array', minItems: 2, items: { type: 'string' } },
    inner: { type: 'object', required: ['a'], properties: { a: { const: 'q"\\;' } } },
  };
  const schema = { type: 'object', required: Object.keys(properties), properties };
  const file = { type: 'string', format: 'binary' };
  const withFile = { ...schema, required: [...schema.required, 'f'], properties: { ...properties, f: file } };
  const of = (type: string, given: object, more: object = {}) => ({
    requestBody: { required: true, content: { [type]: { schema: given, ...more } } },
  });
  const rows: [string, object][] = [
    ['a form', of('application/x-www-form-urlencoded', schema)],
    [
      'a form with brackets',
      of('application/x-www-form-urlencoded', schema, { encoding: { inner: { style: 'deepObject' } } }),
    ],
    ['a multipart form', of('multipart/form-data', schema)],
    ['a multipart form with a file', of('multipart/form-data', withFile)],
    [
      'a file of a type',
      of('multipart/form-data', withFile, { encoding: { f: { contentType: 'image/png' } } }),
    ],
    ['a text', of('text/plain', { type: 'string', minLength: 6 })],
    ['bytes', of('application/octet-stream', file)],
  ];
  const call = served(rows);
  test.each(
    some(
      rows.map(([name], index) => [name, index] as const),
      4,
    ),
  )('%s', async (_, index) => {
    const { command, answer } = await call(index);
    expect(answer, command).toBe(WORKS);
  });
});

describe('the credential is of the form that the scheme wants', () => {
  const bearer = 'Authorization: Bearer confab-test-key';
  const flows = { clientCredentials: { tokenUrl: 'https://a.example/t', scopes: {} } };
  const SCHEMES: [string, object, string][] = [
    ['basic', { type: 'http', scheme: 'basic' }, 'Authorization: Basic '],
    ['Basic, in another spelling', { type: 'http', scheme: 'Basic' }, 'Authorization: Basic '],
    ['bearer', { type: 'http', scheme: 'bearer' }, bearer],
    ['a key in a header', { type: 'apiKey', in: 'header', name: 'X-Key' }, 'X-Key: confab-test-key'],
    ['a key in a cookie', { type: 'apiKey', in: 'cookie', name: 'sid' }, 'Cookie: sid=confab-test-key'],
    ['a key in a query', { type: 'apiKey', in: 'query', name: 'api key' }, '?api%20key=confab-test-key'],
    ['OAuth 2.0', { type: 'oauth2', flows }, bearer],
    ['OpenID Connect', { type: 'openIdConnect', openIdConnectUrl: 'https://a.example/.well-known' }, bearer],
    ['another key in a cookie', { type: 'apiKey', in: 'cookie', name: 'b' }, 'Cookie: b=confab-test-key'],
  ];
  const wants = (...indexes: number[]) => ({
    security: [Object.fromEntries(indexes.map((index) => [`s${index}`, []]))],
  });
  const rows: (readonly [...Row, string])[] = [
    ...SCHEMES.map(([name, , text], index) => [name, wants(index), '/p', text] as const),
    ['several of one requirement', wants(4, 8, 5), '/p', 'Cookie: sid=confab-test-key; b=confab-test-key'],
    ['none', { security: [] }, '/p', "/p'"],
  ];
  const call = served(
    rows.map(([name, operation]) => [name, operation]),
    { securitySchemes: Object.fromEntries(SCHEMES.map(([, scheme], index) => [`s${index}`, scheme])) },
  );
  test.each(
    some(
      rows.map(([name, , , text], index) => [name, index, text] as const),
      4,
    ),
  )('%s', async (_, index, text) => {
    const { command, answer } = await call(index);
    expect(command).toContain(text);
    expect(answer, command).toBe(WORKS);
  });
});
