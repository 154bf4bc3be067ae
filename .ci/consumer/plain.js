// A project without TypeScript.
import assert from 'node:assert/strict';
import { checkContract, createMock, exitCodeOf, toReport } from 'confabulate';

const mock = await createMock({ vendors: ['gptbots'], rows: 12 });
const page =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
const response = await mock.fetch(
  new Request(mock.url('gptbots') + page, { headers: { authorization: 'Bearer app-any' } }),
);
assert.equal(response.status, 200);
assert.equal((await response.json()).total, 12);

// The catalogue of drifts stands beside the program in the package.
const headers = { authorization: 'Bearer app-any', prefer: 'drift=field-renamed/message_count' };
const drifted = await mock.fetch(new Request(mock.url('gptbots') + page, { headers }));
assert.match(await drifted.text(), /"message_count_2":/);

const result = await checkContract({ vendors: ['gptbots'] });
assert.equal(exitCodeOf(result), 0, toReport('text', result));
