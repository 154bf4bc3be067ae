import { describe, expect, test } from 'vitest';
import { fieldNamed } from '../../../src/spec/field.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { some } from '../../_some.ts';
import { tinyFile } from '../../_tiny.ts';
import { check, type Fetch, otherSpec, said, serverOf } from '../relations/_servers.ts';

/** A list whose parameters are refused otherwise by what is wrong with them. */
function change(document: any): void {
  const { get } = document.paths['/notes'];
  const problem = document.components.schemas.Problem;
  const text = (name: string) => ({
    description: name,
    content: { 'application/json': { schema: problem, examples: { [name]: { value: { problem: name } } } } },
  });
  Object.assign(get.responses, {
    '413': text('long'),
    '410': text('beyond'),
    '416': text('large'),
    '422': text('odd'),
  });
  const parameter = (name: string) => get.parameters.find((one: any) => one.name === name);
  parameter('page')['x-confab'] = {
    failures: { 'invalid-parameter/format': { response: '410', example: 'beyond' } },
  };
  parameter('size')['x-confab'] = {
    failures: {
      'invalid-parameter/maximum': { response: '416', example: 'large' },
      'invalid-parameter': { response: '422', example: 'odd' },
    },
  };
  get['x-confab'].failures = { 'invalid-parameter/maxLength': { response: '413', example: 'long' } };
  parameter('q').schema.maxLength = 8;
}

const right = await serverOf('tiny', change);
const spec = await otherSpec('tiny', change);

describe('the mock refuses by the kind of fault', () => {
  test.each<[query: string, status: number, problem: string]>(
    some<[query: string, status: number, problem: string]>(
      [
        ['page=99999999999', 410, 'beyond'],
        ['page=99999999999999999999', 410, 'beyond'],
        ['page=0', 400, 'page is wrong'],
        ['page=x', 400, 'page is wrong'],
        ['size=101', 416, 'large'],
        ['size=0', 422, 'odd'],
        ['size=x', 422, 'odd'],
        ['q=123456789', 413, 'long'],
        ['stars=x', 400, 'stars is wrong'],
        ['kind=z', 400, 'kind is wrong'],
      ],
      4,
    ),
  )('%s', async (query, status, problem) => {
    const response = await right(new Request(`http://mock/api/notes?${query}`));
    expect([response.status, await response.json()]).toEqual([status, { problem }]);
  });
});

test('the mock holds its own spec', async () => {
  expect(said(await check(spec, right, { only: ['refusal', 'refuses', 'status'] }))).toEqual([]);
});

test.each<[name: string, from: number, to: number]>([
  ['a number beyond its format is refused as any other', 410, 400],
  ['a size above its maximum is refused as any other', 416, 422],
  ['a size that is none is refused as one above its maximum', 422, 416],
  ['a text that is too long is refused as any other', 413, 400],
])('%s', async (_, from, to) => {
  const problems: Record<number, string> = { 400: 'wrong', 416: 'large', 422: 'odd' };
  const broken: Fetch = async (request) => {
    const answer = await right(request);
    if (answer.status !== from) return answer;
    return Response.json({ problem: problems[to] }, { status: to });
  };
  expect(said(await check(spec, broken, { only: ['refusal'] }))).toEqual([
    expect.stringMatching(/^refusal: the answer to invalid-parameter is not the documented one/),
  ]);
});

test('a kind stands beside the cause, not in its place', () => {
  const operation = spec.operations.find(({ id }) => id === 'listNotes');
  const size = operation && fieldNamed(operation, 'size');
  expect([...(size?.failures.keys() ?? [])]).toEqual(['invalid-parameter']);
  expect([...(size?.failureKinds.keys() ?? [])]).toEqual(['invalid-parameter/maximum']);
});

test.each<[name: string, failures: object, message: RegExp]>([
  [
    'a keyword that is none',
    { 'invalid-parameter/max': { response: '400', example: 'invalid' } },
    /invalid-parameter\/max: must be one of no-credential.*invalid-parameter\/maximum/,
  ],
  [
    'a kind of another cause',
    { 'not-found/maximum': { response: '404', example: 'none' } },
    /not-found\/maximum: must be one of/,
  ],
  [
    'a response that is not there',
    { 'invalid-parameter/maximum': { response: '499', example: 'x' } },
    /names the response 499/,
  ],
])('%s is refused', async (_, failures, message) => {
  const file = await tinyFile((document) => (document['x-confab'].failures = failures));
  await expect(loadSpec(file)).rejects.toThrow(message);
});
