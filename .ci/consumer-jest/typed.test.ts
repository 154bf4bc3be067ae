// Jest without a flag, with TypeScript: the matcher from its own entry, and the `expect` that is imported.
import { expect, test } from '@jest/globals';
import 'confabulate/jest';

const PAGE = process.env.PAGE ?? '';

test('an answer keeps its contract', async () => {
  const response = await fetch(PAGE, { headers: { authorization: 'Bearer app-any' } });
  await expect(response).toMatchContract('gptbots', 'listConversations');
  expect(await response.json()).toHaveProperty('list');
});

test('and the message says what is broken', async () => {
  const broken = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"list":4}' };
  await expect(broken).not.toMatchContract('gptbots', 'listConversations', { grade: 'assumed' });
  await expect(expect(broken).toMatchContract('gptbots', 'listConversations')).rejects.toThrow(
    /breaks the contract of gptbots\.listConversations: \d+ error.*\/list/s,
  );
});
