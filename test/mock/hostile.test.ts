import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { reply } from './_reply.ts';

const mock = await createMock();

const BIGMODEL = '/bigmodel/api/paas/v4/assistant/conversation/list';
const GPTBOTS = '/gptbots/v1/bot/conversation/page';
const REDIRECTED = '/chatnio/api/conversation/list/';
const KEY = { authorization: 'Bearer a.b' };
const ID = '65940acff94777010aa6b796';

function post(body: string): Request {
  return new Request(`http://localhost${BIGMODEL}`, {
    method: 'POST',
    headers: { ...KEY, 'content-type': 'application/json' },
    body,
  });
}

function get(target: string, headers: Record<string, string> = KEY): Request {
  return new Request(`http://localhost${target}`, { headers });
}

describe('an answer does not grow with its request', () => {
  const long = 'x'.repeat(20_000);
  test.each<[string, Request]>([
    ['a long value in the body', post(JSON.stringify({ assistant_id: long }))],
    ['a long name in the body', post(JSON.stringify({ assistant_id: ID, [long]: 1, page: 'x' }))],
    ['a long body that is no object', post(JSON.stringify([long]))],
    ['a long body that is no JSON', post(long)],
    [
      'a long value in the query',
      get(`${GPTBOTS}?conversation_type=${long}&start_time=1&end_time=2&page_size=10`),
    ],
    ['a long name in the query', get(`${GPTBOTS}?${long}=1`)],
    ['a long path', get(`/gptbots/${long}`)],
    ['a long query of a redirect', get(`${REDIRECTED}?${long}`)],
    ['a long credential', get(GPTBOTS, { authorization: long })],
    ['a long content type', new Request(post('{}'), { headers: { ...KEY, 'content-type': `text/${long}` } })],
    [
      'a long value of letters that need three bytes',
      post(JSON.stringify({ assistant_id: '测'.repeat(20_000) })),
    ],
    ['half of a surrogate pair', post('{"assistant_id":"\\ud800"}')],
    ['half of a surrogate pair in a name', post(`{"assistant_id":"${ID}","\\ud800":1,"limit":"x"}`)],
  ])('%s', async (_, request) => {
    const { status, headers, text } = await reply(mock.fetch(request));
    expect(status, text).toBeLessThan(502);
    expect(status).not.toBe(500);
    const size = [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
    // Node's own client stops at 16 KiB.
    expect(size).toBeLessThan(8192);
  });

  test('what is cut says so', async () => {
    const { headers } = await reply(mock.fetch(post(JSON.stringify({ assistant_id: long }))));
    expect(headers.get('x-confab-cause')).toMatch(/^invalid-parameter; assistant_id must .*\.\.\.$/);
    expect(headers.get('x-confab-cause')).toHaveLength(500);
  });
});

describe('deeply nested JSON is refused as a malformed body', () => {
  const nested = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels);
  test.each<[string, string, boolean]>([
    ['lists', nested(5000), true],
    ['objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, true],
    ['a member that the document knows', `{"assistant_id":${nested(5000)}}`, true],
    ['a member that it does not know', `{"assistant_id":"${ID}","x":${nested(5000)}}`, true],
    ['100,000 levels', nested(100_000), true],
    ['lists that are never closed', '['.repeat(5000), true],
    ['a level more than allowed', `{"assistant_id":"${ID}","x":${nested(500)}}`, true],
    ['as many levels as allowed', `{"assistant_id":"${ID}","x":${nested(499)}}`, false],
    ['brackets in a text', `{"assistant_id":"${ID}","x":"${'['.repeat(5000)}"}`, false],
    ['many brackets side by side', `{"assistant_id":"${ID}","x":[${'[],'.repeat(5000)}1]}`, false],
  ])('%s', async (_, body, isRefused) => {
    const { status, headers } = await reply(mock.fetch(post(body)));
    expect(status).toBe(isRefused ? 400 : 200);
    if (isRefused)
      expect(headers.get('x-confab-cause')).toBe('malformed-body; body is nested deeper than 500 levels');
  });
});

test('in-process, the fragment of a URL is left out, as clients leave it out', async () => {
  const target = `${GPTBOTS}?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=1`;
  const [plain, marked] = await Promise.all(
    ['', '#page=2'].map((fragment) => reply(mock.fetch(get(`${target}${fragment}`)))),
  );
  expect([marked?.status, marked?.text]).toEqual([200, plain?.text]);
  expect((await reply(mock.fetch(get(`${GPTBOTS}#x`)))).status).not.toBe(501);
});
