import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { signAcs3 } from '../_sign-acs3.ts';

/**
 * Whole answers, byte for byte: the same on every machine and every version of Node. A change of the rows is
 * a change for everyone who pinned a seed. UPDATE_GOLDEN=1 writes the files anew.
 */
const DEPTH = 10_000_000;
const DEEP = 900_000;

interface Golden {
  readonly file: string;
  readonly target: string;
  readonly method?: 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

const bigmodel = (page: number) => ({
  target: '/api/paas/v4/assistant/conversation/list',
  method: 'POST' as const,
  headers: { authorization: 'Bearer confab0123456789.testsecret0123456', 'content-type': 'application/json' },
  body: { assistant_id: '65940acff94777010aa6b796', page, page_size: 10 },
});
const cybotstar = (page: number) => ({
  target: '/openapi/v1/conversation/segment/get_list/',
  method: 'POST' as const,
  headers: { 'cybertron-robot-key': 'k', 'cybertron-robot-token': 't', 'content-type': 'application/json' },
  body: { username: 'me@host.com', filter_mode: 0, page, pagesize: 10 },
});
const gptbots = (page: number) => ({
  target: `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=${page}&page_size=10`,
  headers: { authorization: 'Bearer app-confab0123456789TESTkeys' },
});
const alibaba = (page: number) => ({
  target: `/api/v1/modelRouter/open/conversations?pageIndex=${page}&pageSize=10`,
  headers: { 'x-acs-version': '20240611', 'x-acs-action': 'ModelRouterQueryConversationList' },
});
const chatnio = (target: string) => ({
  target,
  headers: { authorization: 'sk-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' },
});

const GOLDEN: readonly Golden[] = [
  { file: 'alibaba.listConversations', ...alibaba(1) },
  { file: 'alibaba.listConversations.deep', ...alibaba(DEEP) },
  { file: 'bigmodel.listConversations', ...bigmodel(1) },
  // One of twelve assistants has a twelfth of the rows.
  { file: 'bigmodel.listConversations.deep', ...bigmodel(Math.floor(DEEP / 12)) },
  { file: 'chatnio.listConversations', ...chatnio('/conversation/list') },
  { file: 'chatnio.loadConversation', ...chatnio(`/conversation/load?id=${DEPTH}`) },
  { file: 'chatnio.loadConversation.deep', ...chatnio(`/conversation/load?id=${DEEP}`) },
  { file: 'cybotstar.listSegments', ...cybotstar(1) },
  { file: 'cybotstar.listSegments.deep', ...cybotstar(DEEP) },
  { file: 'gptbots.listConversations', ...gptbots(1) },
  { file: 'gptbots.listConversations.deep', ...gptbots(DEEP) },
];

describe(`the pages of ${DEPTH} rows with seed 1`, async () => {
  const now = Date.UTC(2026, 2, 20, 8);
  const mock = await createMock({ rows: DEPTH, seed: 1, clock: () => now });

  test.each(GOLDEN)('$file', async ({ file, target, method = 'GET', headers = {}, body }) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const response = await mock.fetch(`http://confab.test${target}`, {
      method,
      headers: file.startsWith('alibaba') ? await signed(target, headers, file) : headers,
      ...(body !== undefined && { body: text }),
    });
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    const path = new URL(`${file}.json`, import.meta.url);
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(path, bytes);
    const golden = await readFile(path);
    // As texts first: a difference in them can be read.
    expect(bytes.toString('utf8')).toBe(golden.toString('utf8'));
    expect(bytes.equals(golden)).toBe(true);
    expect(bytes.toString('utf8')).toMatch(/"(conversation_)?(list|data)":[[{]\S/);
  });

  /** The signature is fixed too: the answer's request id follows from it. */
  async function signed(target: string, headers: Readonly<Record<string, string>>, nonce: string) {
    const [path = '', query = ''] = target.split('?');
    return signAcs3(
      { method: 'GET', path, query, headers: { ...headers, host: 'confab.test' }, body: '' },
      { id: 'testid', secret: 'testsecret', now, nonce },
    );
  }
});
