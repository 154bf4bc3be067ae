import { expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { requestError, rulesOf } from '../../src/spec/request-errors.ts';
import { type RequestValues, toRequestParts } from '../../src/spec/request-values.ts';
import type { Operation } from '../../src/spec/spec.ts';
import { some } from '../_some.ts';
import { bodyFile, tinyFile } from '../_tiny.ts';

/** A list that is asked for by parameters of every kind, and one that is asked for by a body. */
const byParameters = await tinyFile((document) => {
  const { get } = document.paths['/notes'];
  get.parameters.push(
    { name: 'team', in: 'query', required: true, schema: { type: 'string' } },
    { name: 'X-Ids', in: 'header', schema: { type: 'array', items: { type: 'integer' } } },
    { name: 'tags', in: 'query', schema: { type: 'array', maxItems: 2, items: { enum: ['a', 'b'] } } },
    { name: 'ids', in: 'query', explode: false, schema: { type: 'array', items: { type: 'integer' } } },
    { name: 'day', in: 'query', schema: { type: 'string' } },
    { name: 'ranged', in: 'query', schema: { type: 'boolean' } },
  );
  get.parameters[1].schema['x-confab'] = { invalid: 'clamp' };
  const hints = get['x-confab'];
  hints.filters.touched = { minimum: '$request.query.day', when: { '$request.query.ranged': true } };
});
const byBody = await bodyFile({
  allOf: [
    { type: 'object', required: ['page'], properties: { page: { type: 'integer', minimum: 1 } } },
    {
      type: 'object',
      properties: {
        size: { type: 'integer', maximum: 50, default: 10, 'x-confab': { invalid: 'default' } },
        filter: { type: 'object', required: ['kind'], properties: { kind: { enum: ['a', 'b'] } } },
      },
    },
  ],
});

interface Case {
  readonly query?: JsonObject;
  readonly header?: JsonObject;
  readonly body?: RequestValues['body'];
}

const VALID = 'valid';
const team = { team: 'red' };

/** The mock's answer to a request and what the spec says of it are made by one function: they agree. */
test.each<[string, Case, string]>(
  some<[string, Case, string]>(
    [
      ['what is required', { query: team }, VALID],
      ['without what is required', {}, 'missing-parameter team'],
      ['a missing parameter goes first', { query: { page: 'x' } }, 'missing-parameter team'],
      ['a text for a number', { query: { ...team, page: 'x' } }, 'invalid-parameter page'],
      ['a number written as one', { query: { ...team, page: '2' } }, VALID],
      ['an empty number counts as absent', { query: { ...team, page: '' } }, VALID],
      ['below the minimum', { query: { ...team, page: 0 } }, 'invalid-parameter page'],
      ['above a maximum that clamps', { query: { ...team, size: 1000 } }, VALID],
      ['a list in several texts', { query: { ...team, tags: ['a', 'b'] } }, VALID],
      ['too long a list', { query: { ...team, tags: ['a', 'b', 'a'] } }, 'invalid-parameter tags'],
      ['a list in one text', { query: { ...team, ids: [1, 2] } }, VALID],
      ['a wrong item of a list in one text', { query: { ...team, ids: [1, 'x'] } }, 'invalid-parameter ids'],
      ['a list in a header', { query: team, header: { 'x-ids': [1, 2] } }, VALID],
      [
        'a wrong item of a list in a header',
        { query: team, header: { 'x-ids': [1, 'x'] } },
        'invalid-parameter X-Ids',
      ],
      ['a text that is no time', { query: { ...team, day: 'soon', ranged: true } }, 'invalid-parameter day'],
      ['a text that is no time, of a filter that is off', { query: { ...team, day: 'soon' } }, VALID],
      ['a body', { body: { page: 1 } }, VALID],
      ['a body without what a part of allOf requires', { body: {} }, 'missing-parameter page'],
      ['null for what is required', { body: { page: null } }, 'missing-parameter page'],
      ['above a maximum that gives the default', { body: { page: 1, size: 51 } }, VALID],
      ['a text for what gives the default', { body: { page: 1, size: 'x' } }, 'invalid-parameter size'],
      ['an object without what it requires', { body: { page: 1, filter: {} } }, 'invalid-parameter filter'],
      [
        'a value that is not listed',
        { body: { page: 1, filter: { kind: 'z' } } },
        'invalid-parameter filter',
      ],
      ['a list for a body', { body: [] }, 'malformed-body body'],
    ],
    4,
  ),
)('%s', async (_, { query = {}, header = {}, body }, expected) => {
  const file = body === undefined ? byParameters : byBody;
  const spec = await loadSpec(file);
  const operation = spec.operations[0] as Operation;
  const values: RequestValues = { path: {}, query, header, cookie: {}, body };
  const error = requestError(spec, operation, values);
  expect(error ? `${error.causes[0]} ${error.field}` : VALID).toBe(expected);

  const { method, target, headers, body: text } = toRequestParts(operation, values);
  const mock = await createMock({ vendors: [file] });
  const request = new Request(`http://localhost${target}`, {
    method,
    headers,
    ...(text !== undefined && { body: text }),
  });
  const cause = (await mock.fetch(request)).headers.get('x-confab-cause') ?? VALID;
  expect(cause.replace(/^(\S+); (\S+).*$/, '$1 $2')).toBe(expected);
});

test('the key of an error is that of the field that has to change', async () => {
  const spec = await loadSpec(byBody);
  const keyOf = (body: RequestValues['body']) =>
    requestError(spec, spec.operations[0] as Operation, { path: {}, query: {}, header: {}, cookie: {}, body })
      ?.key;
  expect(keyOf({})).toBe('body/page');
  expect(keyOf({ page: 1, filter: {} })).toBe('body/filter/kind');
  expect(keyOf({ page: 1, filter: { kind: 'z' } })).toBe('body/filter/kind');
});

test('an operation is compiled once a process, however many mocks it has', async () => {
  const spec = await loadSpec(byParameters);
  const operation = spec.operations[0] as Operation;
  let compiled = 0;
  const counting = {
    ...spec,
    validators: {
      ...spec.validators,
      compile: (schema: JsonObject) => {
        compiled += 1;
        return spec.validators.compile(schema);
      },
    },
  };
  const given = { path: {}, query: team, header: {}, cookie: {} };
  for (let mock = 0; mock < 3; mock += 1) rulesOf(counting, operation).parameterError(given);
  expect(compiled).toBe(1);
});
