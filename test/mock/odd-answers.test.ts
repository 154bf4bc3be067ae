import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { file } from '../_tiny.ts';

/** A mock of one operation, and what it told at its start. */
async function mockOf(operation: object) {
  const told: string[] = [];
  const document = {
    openapi: '3.1.0',
    info: { title: 'Odd', version: '1' },
    paths: { '/a': { get: { operationId: 'a', ...operation } } },
  };
  const vendors = [await file('odd.json', JSON.stringify(document))];
  return { mock: await createMock({ vendors, warn: (sentence) => told.push(sentence) }), told };
}

const ask = async (operation: object, headers: Record<string, string> = {}) =>
  (await mockOf(operation)).mock.fetch(new Request('http://localhost/a', { headers }));

const responses = (...statuses: string[]) => ({
  responses: Object.fromEntries(statuses.map((status) => [status, { description: status }])),
});

describe('statuses', () => {
  test.each<[string, string[], number, boolean]>([
    ['one before the answer', ['101'], 200, true],
    ['another before the answer', ['100'], 200, true],
    ['their range', ['1XX'], 200, true],
    ['several of them', ['100', '101'], 200, true],
    ['no status', ['000'], 200, true],
    ['one past all', ['600'], 200, true],
    ['a range past all', ['6XX'], 200, true],
    ['one before the answer, and a refusal', ['101', '400'], 400, false],
    ['one before the answer, and the rest', ['101', 'default'], 200, false],
    ['one before the answer, and a success', ['101', '202'], 202, false],
    ['the last of all', ['599'], 599, false],
    ['not modified', ['304'], 304, false],
  ])('%s', async (_, declared, status, isTold) => {
    const { mock, told } = await mockOf(responses(...declared));
    expect((await mock.fetch('http://localhost/a')).status).toBe(status);
    expect(told.some((one) => one.includes('GET /a has no response that can be given'))).toBe(isTold);
  });

  test('an example of one before the answer cannot be chosen', async () => {
    const content = { 'application/json': { examples: { up: { value: 1 } } } };
    const operation = {
      responses: { 101: { description: 'd', content }, 204: { description: 'd' } },
    };
    expect((await ask(operation, { prefer: 'example=up' })).status).toBeLessThan(500);
  });
});

describe('what a header tells of an operation is Latin-1 on one line', () => {
  test.each([
    ['Chinese', '列出', 'odd.%E5%88%97%E5%87%BA'],
    ['an accent', 'café', 'odd.caf%C3%A9'],
    ['a line break', 'a\r\nx: y', 'odd.a%0D%0Ax: y'],
    ['half a letter', '\ud800', 'odd.%EF%BF%BD'],
  ])('an operationId with %s', async (_, operationId, header) => {
    const answer = await ask({ operationId, ...responses('204') });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('x-confab-operation')).toBe(header);
  });

  test.each([
    ['the only value', { enum: ['日本'] }, '%E6%97%A5%E6%9C%AC'],
    ['an example', { example: '日本' }, '%E6%97%A5%E6%9C%AC'],
    ['values of a list', { type: 'array', minItems: 1, maxItems: 1, items: { enum: ['日'] } }, '%E6%97%A5'],
  ])('%s of a header', async (_, schema, value) => {
    const headers = { h: { required: true, schema } };
    const answer = await ask({ responses: { 200: { description: 'd', headers } } });
    expect([answer.status, answer.headers.get('h')]).toEqual([200, value]);
  });
});
