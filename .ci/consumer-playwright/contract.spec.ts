// Playwright's API tests: no browser.
import { test } from '@playwright/test';
import { expect } from 'confabulate/playwright';

const page = process.env.PAGE ?? '';
const headers = { authorization: 'Bearer app-any' };

test('an answer keeps its contract', async ({ request }) => {
  const response = await request.get(page, { headers });
  await expect(response).toMatchContract('gptbots', 'listConversations');
  expect(await response.json()).toHaveProperty('list');
});

test('and the message says what is broken', async ({ request }) => {
  const response = await request.get(page, { headers });
  await expect(response).not.toMatchContract('chatnio', 'listConversations');
  const told = await expect(response)
    .toMatchContract('chatnio', 'listConversations')
    .catch((error: Error) => error.message);
  expect(told).toMatch(/breaks the contract of chatnio\.listConversations: \d+ error/);
});
