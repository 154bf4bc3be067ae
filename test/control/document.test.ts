import { expect, test } from 'vitest';
import { CONTROL_FILE } from '../../src/control/api/control-document.ts';
import { createMock } from '../../src/index.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { some } from '../_some.ts';
import { control } from './_control.ts';

const mock = await createMock({ vendors: ['gptbots'] });
const { operations } = await loadSpec(CONTROL_FILE);
mock.scope('mine');

const ROWS = '/scopes/mine/rows/gptbots.conversations';
const { rows } = (await control(mock, '', 'GET', `${ROWS}?limit=1`)).body;
const { conversation_id: id } = rows[0];

/** One request of each operation that succeeds, in an order in which it does. */
const REQUESTS: Readonly<Record<string, readonly [method: string, path: string, body?: unknown]>> = {
  getHealth: ['GET', '/health'],
  getControlDocument: ['GET', '/openapi.json'],
  createScope: ['POST', '/scopes', { name: 'theirs' }],
  listScopes: ['GET', '/scopes'],
  getScope: ['GET', '/scopes/mine'],
  setPlan: [
    'PUT',
    '/scopes/mine/plan',
    { faults: [{ cause: 'rate-limited', when: { page: 2 } }, 'wait 1 x2'] },
  ],
  readPlan: ['GET', '/scopes/mine/plan'],
  clearPlan: ['DELETE', '/scopes/mine/plan'],
  readJournal: ['GET', '/scopes/mine/journal'],
  verifyCalls: ['POST', '/scopes/mine/verify', { calls: [{ operation: 'gptbots', times: 0 }] }],
  clearJournal: ['DELETE', '/scopes/mine/journal'],
  listRows: ['GET', `${ROWS}?limit=2`],
  getRow: ['GET', `${ROWS}/${id}`],
  patchRow: ['PATCH', `${ROWS}/${id}`, { subject: 'changed' }],
  putRow: ['PUT', `${ROWS}/${id}`, { ...rows[0], subject: 'put' }],
  addRows: ['POST', ROWS, { ...rows[0], conversation_id: 'made-by-a-test' }],
  listCollections: ['GET', '/scopes/mine/rows'],
  deleteRow: ['DELETE', `${ROWS}/made-by-a-test`],
  resetRows: ['POST', `${ROWS}/reset`],
  replaceRows: ['PUT', ROWS, [rows[0]]],
  deleteRows: ['DELETE', ROWS],
  resetScope: ['POST', '/scopes/mine/reset'],
  deleteScope: ['DELETE', '/scopes/theirs'],
};

test('every operation of the control API has a request here', () => {
  expect(Object.keys(REQUESTS).sort()).toEqual(operations.map((one) => one.id).sort());
});

test.each(some(Object.entries(REQUESTS), 4))(
  '%s keeps its contract',
  async (operation, [method, path, body]) => {
    expect((await control(mock, operation, method, path, body)).status).toBeLessThan(300);
  },
);
