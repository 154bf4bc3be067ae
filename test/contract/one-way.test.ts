import { describe, expect, test } from 'vitest';
import { checkContract } from '../../src/check-contract.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';

/** What goes one way only, in what our own mock answers and in what the contract says of those that err. */

const SECRET = { type: 'string', writeOnly: true, example: 'hidden' };
const REFERRED = { $ref: '#/components/schemas/Secret' };
const user = (secret: object, more: object = {}) => ({
  type: 'object',
  required: ['id', 'secret'],
  properties: { id: { type: 'integer' }, secret },
  ...more,
});
const USER = { id: 1, secret: 's' };

const withResponse = (schema: object, example?: unknown) => ({
  openapi: '3.1.0',
  info: { title: 'One way', version: '1' },
  paths: {
    '/me': {
      get: {
        operationId: 'me',
        responses: {
          200: {
            description: 'Me',
            content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
          },
        },
      },
    },
  },
  components: { schemas: { Secret: SECRET } },
});

type Case = [where: string, schema: object, example?: unknown];
const CASES: Case[] = [
  ['a property', user(SECRET)],
  ['a property behind a reference', user(REFERRED)],
  ['a property with words beside its reference', user({ ...REFERRED, description: 'a secret' })],
  ['a property composed of a reference', user({ allOf: [REFERRED] })],
  ['an example of the response', user(SECRET), USER],
  ['an example of the schema', user(SECRET, { example: USER })],
  ['the examples of the schema', user(SECRET, { examples: [USER] })],
  [
    'an example of a part',
    { type: 'object', required: ['in'], properties: { in: user(SECRET, { example: USER }) } },
  ],
  ['rows of an example', { type: 'array', items: user(SECRET) }, [USER, USER]],
  ['the first of several items', { type: 'array', prefixItems: [user(SECRET)], minItems: 1 }, [USER]],
  ['a part of a composed schema', { allOf: [user(SECRET), { type: 'object' }] }, USER],
  ['one of two alternatives', { oneOf: [user(SECRET), { type: 'string' }] }, USER],
  ['a map', { type: 'object', additionalProperties: SECRET }, { any: 's' }],
  [
    'an object that is secret as a whole',
    { type: 'object', properties: { id: { type: 'integer' }, deep: { ...user(SECRET), writeOnly: true } } },
    { id: 1, deep: USER },
  ],
];

describe('what only requests carry', () => {
  test.each(some(CASES, 4))('is in no answer of the mock: %s', async (_, schema, example) => {
    const path = await file('one-way.json', withResponse(schema, example));
    const mock = await createMock({ vendors: [path] });
    const text = await (await mock.fetch('http://mock/me')).text();
    expect(JSON.parse(text)).not.toBeNull();
    expect(text).not.toMatch(/secret|hidden|"s"/);
    expect(mock.specs[0]?.warnings).toEqual([]);
    const { specs } = await checkContract({ vendors: [path] });
    expect(specs.flatMap(({ findings }) => findings)).toEqual([]);
  });

  test.each(
    some(
      CASES.filter(([, , example]) => example !== undefined),
      4,
    ),
  )('is a finding where a service shows it: %s', async (_, schema, example) => {
    const path = await file('one-way.json', withResponse(schema, example));
    const fetch = async () => Response.json(example);
    const { specs } = await checkContract({ vendors: [path], fetch });
    expect(specs.flatMap(({ findings }) => findings)).toContainEqual(
      expect.objectContaining({
        check: 'schema',
        level: 'error',
        title: expect.stringMatching(/ must not be in an answer, as it is writeOnly$/),
        source: expect.objectContaining({ pointer: expect.stringMatching(/\/writeOnly$/) }),
      }),
    );
  });
});

test('is in no row of the mock that somebody gave', async () => {
  const schema = {
    type: 'object',
    properties: {
      data: {
        type: 'array',
        items: user(SECRET, { properties: { id: { type: 'integer' }, secret: REFERRED, in: user(SECRET) } }),
      },
      total: { type: 'integer' },
    },
  };
  const document: any = withResponse(schema);
  document.paths['/me'].get['x-confab'] = {
    collection: 'users',
    items: '$response.body#/data',
    paging: { total: '$response.body#/total' },
  };
  document['x-confab'] = {
    collections: {
      users: '#/paths/~1me/get/responses/200/content/application~1json/schema/properties/data/items',
    },
  };
  const mock = await createMock({
    vendors: [await file('one-way.json', document)],
    rows: { 'one-way.users': [{ ...USER, in: USER }] },
  });
  expect(await (await mock.fetch('http://mock/me')).json()).toMatchObject({
    data: [{ id: 1, in: { id: 1 } }],
  });
});

test('a service that requires of a request what only answers have is a finding', async () => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'One way', version: '1' },
    paths: {
      '/search': {
        post: {
          operationId: 'search',
          'x-confab': { safe: true },
          requestBody: {
            required: true,
            content: {
              'application/json': {
                example: { text: 'tea' },
                schema: {
                  type: 'object',
                  required: ['id', 'text'],
                  properties: {
                    id: { type: 'integer', readOnly: true },
                    text: { type: 'string', examples: ['tea'] },
                  },
                },
              },
            },
          },
          responses: {
            200: { description: 'Found', content: { 'application/json': { schema: { type: 'object' } } } },
            400: { description: 'Wrong', content: { 'application/json': { schema: { type: 'object' } } } },
          },
        },
      },
    },
  };
  const vendors = [await file('one-way.json', document)];
  const serve = (wanted: string[]) => async (request: Request) => {
    const body: any = await request.json().catch(() => null);
    if (request.headers.get('content-type') !== 'application/json') return Response.json({}, { status: 400 });
    const isFine = typeof body?.text === 'string' && wanted.every((name) => body[name] !== undefined);
    return Response.json({}, { status: isFine ? 200 : 400 });
  };
  const findings = async (wanted: string[]) => {
    const { specs } = await checkContract({ vendors, fetch: serve(wanted) });
    return specs.flatMap(({ findings }) => findings.map(({ check, title }) => `${check}: ${title}`));
  };
  expect(await findings(['text'])).toEqual([]);
  expect(await findings(['text', 'id'])).toEqual(['accepts: a valid request is refused']);
});
