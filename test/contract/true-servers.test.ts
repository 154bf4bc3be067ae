import { expect, test } from 'vitest';
import { givenByEnvironment } from '../../src/auth/given.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { toRequestParts } from '../../src/spec/request-values.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { alarms, held, THINGS, type TrueServer, thingsDocument, thingsServer, withList } from './_true.ts';

/** 19 digits, next to each other: JavaScript reads whole runs of them as one number. */
const SNOWFLAKES = THINGS.map(({ name }, index) => ({
  id: 1_234_567_890_123_456_789n + BigInt(index),
  name,
}));

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const JWT = `${part({ alg: 'HS256' })}.${part({ sub: 'ann' })}.${'c2lnbmF0dXJl'.repeat(3)}`;

function isJwt(token: string): boolean {
  try {
    const [head = '', claims = '', signature = ''] = token.split('.');
    JSON.parse(Buffer.from(head, 'base64url').toString());
    JSON.parse(Buffer.from(claims, 'base64url').toString());
    return Buffer.from(signature, 'base64url').length === 27;
  } catch {
    return false;
  }
}

const listOf = (document: any) => document.paths['/things'].get['x-confab'];
const paging = (document: any) => listOf(document).paging;
const listParameters = (document: any): any[] => document.paths['/things'].get.parameters;
const listSchema = (document: any) =>
  document.paths['/things'].get.responses[200].content['application/json'].schema;
const idSchema = (document: any) => document.paths['/things/{id}'].get.parameters[0].schema;

type Case = [about: string, server: TrueServer, warnings?: readonly string[]];

const servers: Case[] = [
  ['the plain one', { document: thingsDocument(), serve: thingsServer() }],
  [
    'an id beyond 64 bits is of nobody, as ids are texts in its database',
    {
      document: thingsDocument(),
      serve: thingsServer({ readId: (text) => (/^[+-]?\d+$/.test(text) ? text : undefined) }),
    },
  ],
  [
    'an id beyond 64 bits is of nobody, although the document has int64',
    {
      document: thingsDocument((document) => {
        idSchema(document).format = 'int64';
      }),
      serve: thingsServer(),
    },
  ],
  [
    'a path that is no id is the path of nothing',
    { document: thingsDocument(), serve: thingsServer({ readId: (text) => text }) },
  ],
  [
    'ids beyond 2^53 in a document that says int64',
    {
      document: thingsDocument((document) => {
        idSchema(document).format = 'int64';
        document.components.schemas.Thing.properties.id = { type: 'integer', format: 'int64' };
      }),
      serve: thingsServer({ things: SNOWFLAKES }),
    },
    ['number-precision'],
  ],
  [
    'an id beyond 2^53 in the example of a document',
    {
      document: JSON.stringify(
        thingsDocument((document) => {
          delete document.paths['/things'];
          idSchema(document).format = 'int64';
          document.components.schemas.Thing.properties.id = { type: 'integer', format: 'int64' };
          idSchema(document).examples = ['1234567890123456789'];
        }),
      ).replace('"1234567890123456789"', '1234567890123456789'),
      serve: thingsServer({ things: SNOWFLAKES }),
    },
    ['number-precision'],
  ],
  [
    'an empty list has one page, about which the document is silent',
    {
      document: thingsDocument((document) => {
        paging(document).pages = '$response.body#/pages';
        listSchema(document).properties.pages = { type: 'integer' };
        listOf(document).filters = { name: { equals: '$request.query.name' } };
        listParameters(document).push({ name: 'name', in: 'query', schema: { type: 'string' } });
      }),
      serve: withList(({ things, query }) => {
        const shown = query.has('name') ? things.filter(({ name }) => name === query.get('name')) : things;
        const size = Number(query.get('size') ?? 10);
        return { shown, more: `,"pages":${Math.max(1, Math.ceil(shown.length / size))}` };
      }),
    },
  ],
  [
    'null in place of an empty list, as the document allows',
    {
      document: thingsDocument((document) => {
        listSchema(document).properties.things.type = ['array', 'null'];
        listOf(document).filters = { name: { equals: '$request.query.name' } };
        listParameters(document).push({ name: 'name', in: 'query', schema: { type: 'string' } });
      }),
      serve: (call) => {
        const answer = withList(({ things, query }) => ({
          shown: query.has('name') ? things.filter(({ name }) => name === query.get('name')) : things,
        }))(call);
        return answer.text === undefined
          ? answer
          : { ...answer, text: answer.text.replace('"things":[]', '"things":null') };
      },
    },
  ],
  [
    'a cursor that nobody gave is refused, long or short',
    {
      document: thingsDocument((document) => {
        listParameters(document).push({
          name: 'cursor',
          in: 'query',
          schema: { type: 'string', minLength: 1, maxLength: 40 },
        });
        listParameters(document).push({
          name: 'sort',
          in: 'query',
          schema: { type: 'string', minLength: 2 },
        });
      }),
      serve: (call) =>
        call.query.has('cursor') || call.query.has('sort')
          ? { status: 400, json: { problem: 'a parameter is wrong' } }
          : thingsServer()(call),
    },
  ],
  [
    'a cursor that nobody gave stands in the example of a body',
    {
      document: thingsDocument((document) => {
        const { get } = document.paths['/things'];
        document.paths['/things'] = { post: get };
        get.parameters = [];
        get['x-confab'].paging = {
          next: ['$request.body#/cursor', '$response.body#/next'],
          size: '$request.body#/size',
        };
        get.requestBody = {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  cursor: { type: 'string' },
                  size: { type: 'integer', minimum: 1, maximum: 50 },
                },
              },
              examples: { page: { value: { cursor: 'b64:MTIz', size: 5 } } },
            },
          },
        };
        const { schema } = get.responses[200].content['application/json'];
        schema.properties.next = { type: ['string', 'null'] };
      }),
      serve: (call) => {
        if (call.path !== '/things') return thingsServer()(call);
        const { cursor, size = 10 } = call.body ?? {};
        if (
          typeof call.body !== 'object' ||
          Array.isArray(call.body) ||
          !Number.isInteger(size) ||
          size < 1 ||
          size > 50
        )
          return { status: 400, json: { problem: 'a parameter is wrong' } };
        if (cursor !== undefined && !/^after-\d+$/.test(cursor))
          return { status: 400, json: { problem: 'no such cursor' } };
        const from = cursor === undefined ? 0 : Number(cursor.slice(6));
        const next = from + size < THINGS.length ? `after-${from + size}` : null;
        return { json: { things: THINGS.slice(from, from + size), total: THINGS.length, next } };
      },
    },
  ],
  [
    'refusals with an id and a time of their own',
    {
      document: thingsDocument((document) => {
        document.components.responses.Refused.content['application/json'].examples.invalid.value = {
          problem: 'a parameter is wrong, request 0f8fad5b-d9cb-469f-a165-70867728950e',
          request_id: 'req_8Zk2',
          timestamp: 1_760_000_000,
        };
        document.paths['/things/{id}'].get.responses[404].content['application/json'].examples.none.value = {
          problem: 'no such thing at 2026-03-20T10:00:00Z',
          instance: '/things/0',
        };
      }),
      serve: thingsServer({
        invalid: () => ({
          status: 400,
          json: {
            problem: `a parameter is wrong, request ${crypto.randomUUID()}`,
            request_id: `req_${Math.random()}`,
            timestamp: Math.round(Date.now() / 1000),
          },
        }),
        none: () => ({
          status: 404,
          json: { problem: `no such thing at ${new Date().toISOString()}`, instance: '/things/2000000000' },
        }),
      }),
    },
  ],
  [
    'values of a path that make another path',
    {
      document: thingsDocument((document) => {
        const { schema } = document.paths['/things/{id}'].get.parameters[0];
        Object.assign(schema, { type: 'string', enum: ['1', '', '.', '..', '%2e', 'a/b'], default: '' });
        document.components.schemas.Thing.properties.id = { type: 'string' };
      }),
      serve: thingsServer({
        things: [
          { id: '1', name: 'one' },
          { id: '%2e', name: 'dot' },
          { id: 'a/b', name: 'slash' },
        ],
        readId: (text) => text,
      }),
    },
  ],
  ...(['plain', 'jwt'] as const).map(
    (kind): Case => [
      `a token that cannot be read has an answer of its own, the key is ${kind}`,
      {
        document: thingsDocument((document) => {
          document.security = [{ token: [] }];
          document.components.securitySchemes = {
            token: {
              type: 'http',
              scheme: 'bearer',
              'x-confab': { credential: { test: kind === 'jwt' ? JWT : 'things-Key0123456789' } },
            },
          };
          document['x-confab'].failures = {
            'malformed-credential': { response: '401', example: 'unreadable' },
            'wrong-credential': { response: '401', example: 'unknown' },
          };
          for (const path of Object.values<any>(document.paths))
            path.get.responses[401] = {
              description: 'Not let in',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/Problem' },
                  examples: {
                    unreadable: { value: { problem: 'no token that can be read' } },
                    unknown: { value: { problem: 'a token of nobody' } },
                  },
                },
              },
            };
        }),
        serve: (call) => {
          const refuse = (problem: string) => ({ status: 401, json: { problem } });
          // By RFC 9110 the letter case of the scheme says nothing.
          const [, token = ''] = /^bearer +(\S+)$/i.exec(call.headers.get('authorization') ?? '') ?? [];
          if (token === '') return refuse('no token that can be read');
          if (token === JWT || token === 'things-Key0123456789') return thingsServer()(call);
          return kind === 'plain' || isJwt(token)
            ? refuse('a token of nobody')
            : refuse('no token that can be read');
        },
      },
    ],
  ),
];

test('an id beyond 2^53 from the environment keeps its digits', async () => {
  const document = thingsDocument((whole) => {
    idSchema(whole).format = 'int64';
  });
  const [spec] = await loadSpecs({ vendors: [await file('own.json', document)] });
  const { valuesOf } = givenByEnvironment([spec as Spec], { CONFAB_OWN_ID: '1234567890123456789' })(
    spec as Spec,
  );
  const operation = spec?.operations.find(({ id }) => id === 'getThing') as Operation;
  expect(toRequestParts(operation, valuesOf(operation)).target).toBe('/things/1234567890123456789');
});

test.each<Case>(some(servers, 2))('no false alarm: %s', async (_, server, warnings = []) => {
  const result = await held(server);
  expect(alarms(result).filter((one) => !warnings.includes(one.split(':')[0] ?? ''))).toEqual([]);
  for (const { check, level } of result.findings) if (warnings.includes(check)) expect(level).toBe('warning');
});
