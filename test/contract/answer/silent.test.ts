import { expect, test } from 'vitest';
import { checkExchange } from '../../../src/index.ts';
import { file } from '../../_tiny.ts';

const OPERATIONS: [string, object, string][] = [
  ['says nothing of its answers', {}, 'holds'],
  ['has an empty list of them', { responses: {} }, 'holds'],
  ['says something else', { responses: { '204': { description: 'Done' } } }, 'broken'],
];

test.each(OPERATIONS)('an operation that %s: status 200 %s', async (_, operation, verdict) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Own', version: '1' },
    paths: { '/p': { get: { operationId: 'p', ...operation } } },
  };
  const checked = await checkExchange({ status: 200, body: '' }, await file('own.yaml', document), 'p');
  expect(checked.verdict, checked.text).toBe(verdict);
});
