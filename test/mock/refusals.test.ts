import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { createRefuse } from '../../src/mock/failures.ts';
import type { Facts } from '../../src/mock/placeholders.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { file } from '../_tiny.ts';
import { reply } from './_reply.ts';

/** A document without a word of ours: one operation that needs the number n and has these other responses. */
function plainDocument(more: object, get: object = {}) {
  const responses = { '204': { description: 'Fine' }, ...more };
  const needed = (place: string, name: string) => [
    { name, in: place, required: true, schema: { type: 'integer' } },
  ];
  const content = { 'application/json': { schema: { type: 'object' } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Plain', version: '1' },
    paths: {
      '/thing': {
        get: { parameters: needed('query', 'n'), responses, ...get },
        post: { requestBody: { required: true, content }, responses },
      },
      '/thing/{id}': { get: { parameters: needed('path', 'id'), responses } },
    },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  };
}

async function refusing(responses: object, get: object = {}) {
  const mock = await createMock({ vendors: [await file('plain.yaml', plainDocument(responses, get))] });
  return (target: string, init: RequestInit = {}) => reply(mock.fetch(`http://mock${target}`, init));
}

const no = (schema: object | undefined, type = 'application/json', more: object = {}) => ({
  description: 'No',
  content: { [type]: { ...(schema && { schema }), ...more } },
});
const text = { type: 'string' };
const object = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  required,
  properties,
});

const MISSING = 'n is missing';

describe('the reason stands in the text that the schema has for it', () => {
  test.each<[string, object, object]>(
    some<[string, object, object]>(
      [
        ['the only text', object({ problem: text }), { problem: MISSING }],
        ['a text that may be left out', object({ problem: text }, []), { problem: MISSING }],
        [
          'the message, not the code before it',
          object({ code: text, message: text }),
          { code: 'missing-parameter', message: MISSING },
        ],
        [
          'a number for the status',
          object({ code: { type: 'integer' }, message: text }),
          { code: 400, message: MISSING },
        ],
        [
          'a number with another value',
          object({ code: { type: 'integer', examples: [1042] }, message: text }),
          { code: 1042, message: MISSING },
        ],
        [
          'an example of the whole that its parts forbid gives way',
          {
            ...object({ code: { type: 'string', enum: ['known', 'other'] }, message: text }),
            example: { code: 'new', message: 'Oh' },
          },
          { code: 'known', message: MISSING },
        ],
        [
          'a number that the status does not fit',
          object({ code: { type: 'integer', minimum: 1000, maximum: 1000 }, message: text }),
          { code: 1000, message: MISSING },
        ],
        [
          'RFC 9457',
          object(
            {
              type: { type: 'string', format: 'uri-reference', default: 'about:blank' },
              title: text,
              status: { type: 'integer' },
              detail: text,
            },
            ['title', 'status', 'detail'],
          ),
          { title: 'Missing parameter', status: 400, detail: MISSING },
        ],
        [
          'an object in it',
          object({ error: object({ message: text, type: text, param: { type: ['string', 'null'] } }) }),
          { error: { message: MISSING, type: 'missing-parameter', param: 'n' } },
        ],
        [
          'a list of objects',
          object({ detail: { type: 'array', items: object({ msg: text, type: text }) } }, []),
          { detail: [{ msg: MISSING, type: 'missing-parameter' }] },
        ],
        ['a list of texts', object({ errors: { type: 'array', items: text } }), { errors: [MISSING] }],
        [
          'JSON:API',
          object({
            errors: {
              type: 'array',
              minItems: 1,
              maxItems: 1,
              items: object({ status: text, title: text, detail: text }),
            },
          }),
          { errors: [{ status: '400', title: 'Missing parameter', detail: MISSING }] },
        ],
        [
          'a part of allOf',
          { allOf: [object({ code: { const: 7 } }), object({ message: text })] },
          { code: 7, message: MISSING },
        ],
        [
          'one of several forms',
          { oneOf: [object({ code: { const: 7 } }), object({ message: text })] },
          { message: MISSING },
        ],
        ['a nullable text', object({ message: { type: ['string', 'null'] } }), { message: MISSING }],
        [
          'a word of a list stays one',
          object({ error: { enum: ['bad'] }, message: text }),
          { error: 'bad', message: MISSING },
        ],
        ['a short text', object({ message: { type: 'string', maxLength: 4 } }), { message: 'n is' }],
        [
          'not where a form is asked for',
          object({ message: { type: 'string', pattern: '^E1$' }, note: text }),
          { message: 'E1', note: MISSING },
        ],
        ['any object', { type: 'object' }, { message: MISSING }],
        ['any value', {}, { message: MISSING }],
        [
          'an example of the text itself gives way',
          object({ message: { type: 'string', examples: ['Oh'] } }),
          { message: MISSING },
        ],
      ],
      4,
    ),
  )('%s', async (_, schema, expected) => {
    const answer = await (await refusing({ '400': no(schema) }))('/thing');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/json']);
    expect(answer.body).toMatchObject(expected);
  });

  test.each<[string, object, string, string]>(
    some<[string, object, string, string]>(
      [
        ['a text', no(text, 'text/plain'), 'text/plain', MISSING],
        ['a text without a schema', no(undefined, 'text/plain'), 'text/plain', MISSING],
        ['a page', no(text, 'text/html'), 'text/html', 'n must be integer, not &quot;&lt;b&gt;&quot;'],
        ['a JSON text', no(text), 'application/json', '"n is missing"'],
        ['JSON without a schema', no(undefined), 'application/json', '{"message":"n is missing"}'],
        [
          'problem JSON without a schema',
          no(undefined, 'application/problem+json'),
          'application/problem+json',
          '{"title":"missing-parameter","status":400,"detail":"n is missing"}',
        ],
        [
          'an example as it is',
          no(text, 'application/json', { example: 'Oh no' }),
          'application/json',
          '"Oh no"',
        ],
        [
          'an example with a place for it',
          no(text, 'application/json', { example: 'Oh no: {reason}' }),
          'application/json',
          '"Oh no: n is missing"',
        ],
        ['a form without a text', no({ const: 7 }), 'application/json', '7'],
      ],
      4,
    ),
  )('%s', async (_, response, type, body) => {
    const ask = await refusing({ '400': response });
    const answer = await ask(type === 'text/html' ? '/thing?n=%3Cb%3E' : '/thing');
    expect([answer.headers.get('content-type'), answer.text]).toEqual([type, body]);
  });

  test('it never breaks the schema', async () => {
    const schema = object({ message: { type: 'string', minLength: 300, maxLength: 310 } });
    const answer = await (await refusing({ '400': no(schema) }))('/thing');
    expect(answer.status).toBe(400);
    expect(answer.body.message.length).toBeGreaterThanOrEqual(300);
  });

  test('a schema that no value was found for', async () => {
    const document = plainDocument({ '422': no({ type: 'object' }) });
    const spec = await loadSpec(await file('plain.yaml', document));
    const [operation] = spec.operations as [Operation];
    const refuse = createRefuse(spec, operation, () => {
      throw new Error('no value was found');
    });
    const answer = refuse({ cause: 'missing-parameter', parameter: 'n', reason: 'is missing' }, {
      seed: 1,
      incoming: {},
      details: {},
    } as unknown as Facts);
    expect([answer.status, answer.headers['content-type']]).toEqual([422, 'application/problem+json']);
    expect(answer.body).toContain(MISSING);
  });
});

describe('the status is the one that fits', () => {
  const of = (...statuses: string[]) =>
    Object.fromEntries(statuses.map((status) => [status, no(object({ message: text }))]));
  const secured = { security: [{ key: [] }] };
  const post = (body: string, type = 'application/json') => ({
    method: 'POST',
    body,
    headers: { 'content-type': type },
  });
  test.each<[string, string[], string, RequestInit, object, number]>(
    some<[string, string[], string, RequestInit, object, number]>(
      [
        ['a parameter: 400 before 422', ['400', '422', 'default'], '/thing', {}, {}, 400],
        ['422 before a range', ['422', '4XX', 'default'], '/thing', {}, {}, 422],
        ['a range before default', ['4XX', 'default'], '/thing', {}, {}, 400],
        ['default', ['404', 'default'], '/thing', {}, {}, 400],
        ['an id that is none, where only 404 is declared', ['404'], '/thing/x', {}, {}, 404],
        ['an id that is none, with a default', ['404', 'default'], '/thing/x', {}, {}, 400],
        ['a parameter of the query is not "not found"', ['404'], '/thing', {}, {}, 400],
        ['a body that is no JSON', ['422'], '/thing', post('{'), {}, 422],
        ['a body of another type', ['400', '415'], '/thing', post('x', 'text/plain'), {}, 415],
        ['a body of another type, without 415', ['400'], '/thing', post('x', 'text/plain'), {}, 400],
        ['a body of another type, without 415 and 400', ['422'], '/thing', post('x', 'text/plain'), {}, 422],
        ['no credential', ['401', '403'], '/thing?n=1', {}, secured, 401],
        ['no credential, where only 403 is declared', ['403', '404'], '/thing?n=1', {}, secured, 403],
        ['no credential, with a default', ['403', 'default'], '/thing?n=1', {}, secured, 401],
        ['no credential, where nothing fits', ['404'], '/thing?n=1', {}, secured, 401],
      ],
      4,
    ),
  )('%s', async (_, statuses, target, init, more, status) => {
    const answer = await (await refusing(of(...statuses), more))(target, init);
    expect(answer.status).toBe(status);
    const isDeclared = statuses.some((one) => [String(status), '4XX', 'default'].includes(one));
    expect(answer.headers.get('content-type')).toBe(
      isDeclared ? 'application/json' : 'application/problem+json',
    );
    expect(answer.headers.get('x-confab-cause')).toBeTruthy();
  });
});
