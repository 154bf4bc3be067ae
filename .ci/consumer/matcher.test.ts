import { createMock } from 'confabulate';
import 'confabulate/vitest';
import { expect, test } from 'vitest';

test('the matcher holds an answer to its contract', async () => {
  const mock = await createMock({ vendors: ['gptbots'] });
  const page =
    '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
  const response = await mock.fetch(
    new Request(mock.url('gptbots') + page, { headers: { authorization: 'Bearer app-any' } }),
  );
  await expect(response).toMatchContract('gptbots', 'listConversations');
  const broken = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"list":4}' };
  await expect(broken).not.toMatchContract('gptbots', 'listConversations', { grade: 'assumed' });
});
