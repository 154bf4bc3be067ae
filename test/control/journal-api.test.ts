import { describe, expect, test } from 'vitest';
import { createMock, type Mock } from '../../src/index.ts';
import { some } from '../_some.ts';
import { control } from './_control.ts';

const mock = await createMock();

const KEY = 'app-Zr4tVx8Qp2Lm6Wn1Kd';
const LIST = '/gptbots/v1/bot/conversation/page';
const QUERY = 'conversation_type=ALL&page=1&page_size=3&start_time=1700000000000&end_time=1800000000000';

const list = (scope: { fetch: Mock['fetch'] }, query = QUERY, key = KEY) =>
  scope.fetch(`http://confab.localhost${LIST}?${query}`, { headers: { authorization: `Bearer ${key}` } });

describe('an entry', () => {
  test('says what was asked, understood and answered, why, and hides the credential', async () => {
    using scope = mock.scope();
    const answered = await (await list(scope)).json();
    const [entry] = await scope.journal();
    expect(entry).toEqual({
      n: expect.any(Number),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      ms: expect.any(Number),
      scope: scope.name,
      operation: 'gptbots.listConversations',
      request: {
        method: 'GET',
        target: `${LIST}?${QUERY}`,
        query: Object.fromEntries(new URLSearchParams(QUERY)),
        headers: expect.objectContaining({
          authorization: expect.stringMatching(/^Bearer \[redacted: credential, /),
        }),
        understood: {
          query: {
            conversation_type: 'ALL',
            page: 1,
            page_size: 3,
            start_time: 1_700_000_000_000,
            end_time: 1_800_000_000_000,
          },
        },
      },
      response: {
        status: 200,
        headers: expect.objectContaining({ 'x-confab-operation': 'gptbots.listConversations' }),
        body: answered,
        bytes: expect.any(Number),
      },
      why: {
        rows: {
          collection: 'conversations',
          total: expect.any(Number),
          shown: 3,
          page: { number: 1, of: expect.any(Number), size: 3 },
          where: expect.any(Array),
        },
      },
      findings: [],
      hints: [],
    });
    expect(JSON.stringify(entry)).not.toContain(KEY);
  });

  test('a refusal says its cause, and what the contract forbids about the request', async () => {
    using scope = mock.scope();
    await list(scope, 'page=0&pgae_size=3');
    const [entry] = await scope.journal();
    expect(entry?.why).toEqual({
      cause: 'missing-parameter',
      parameter: 'conversation_type',
      reason: expect.stringContaining('missing'),
    });
    expect(entry?.request.understood).toBeUndefined();
    expect(entry?.findings).toEqual([
      {
        of: 'request',
        check: 'missing-parameter',
        level: 'error',
        title: expect.stringContaining('conversation_type'),
      },
      {
        of: 'request',
        check: 'undeclared-parameter',
        level: 'warning',
        title: 'the spec does not declare the query parameter "pgae_size"; did you mean page_size?',
      },
    ]);
  });

  test('a request that no operation is for', async () => {
    using scope = mock.scope();
    await scope.fetch('http://confab.localhost/gptbots/v1/conversations?token=Zr4tVx8Qp2Lm6Wn1Kd');
    const [entry] = await scope.journal();
    expect(entry).toMatchObject({ operation: null, why: { cause: 'no-such-operation' }, findings: [] });
    expect(JSON.stringify(entry)).not.toContain('Zr4tVx8Qp2Lm6Wn1Kd');
  });

  test('bodies of JSON are values, of requests and answers', async () => {
    using scope = mock.scope();
    const body = { assistant_id: '659e54b1b8006379b4b2abd6', page: 1, page_size: 2 };
    await scope.fetch('http://confab.localhost/bigmodel/api/paas/v4/assistant/conversation/list', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${scope.credential('bigmodel')}`,
      },
      body: JSON.stringify(body),
    });
    const [entry] = await scope.journal();
    expect(entry?.request.body).toEqual(body);
    expect(entry?.response).toMatchObject({ status: 200, body: { code: 200 } });
  });

  test('e-mail addresses are not hidden: a test compares them', async () => {
    using scope = mock.scope();
    await list(scope, `${QUERY}&user_id=jo%40example.org`);
    expect((await scope.journal())[0]?.request.query.user_id).toBe('jo@example.org');
  });

  test('an answer to HEAD has no body', async () => {
    using scope = mock.scope();
    await scope.fetch(`http://confab.localhost${LIST}?${QUERY}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${KEY}` },
    });
    const [entry] = await scope.journal();
    expect(entry?.response).not.toHaveProperty('body');
    expect(entry?.response.bytes).toBe(0);
  });
});

describe('over HTTP', () => {
  test('entries, later ones, the newest ones, none', async () => {
    using scope = mock.scope('read');
    for (const page of [1, 2, 3]) await list(scope, `${QUERY}&page=${page}`);
    const all = (await control(mock, 'readJournal', 'GET', '/scopes/read/journal')).body;
    expect(all).toMatchObject({ entries: [{}, {}, {}], dropped: 0 });
    expect(all.entries).toEqual(JSON.parse(JSON.stringify(await scope.journal())));
    const numbers = all.entries.map(({ n }: { n: number }) => n);
    const read = async (query: string) =>
      (await control(mock, 'readJournal', 'GET', `/scopes/read/journal${query}`)).body.entries.map(
        ({ n }: { n: number }) => n,
      );
    expect(await read(`?after=${numbers[0]}`)).toEqual(numbers.slice(1));
    expect(await read('?limit=1')).toEqual(numbers.slice(2));
    expect(await read('?limit=0')).toEqual([]);
    expect(await read(`?after=${numbers[0]}&limit=1`)).toEqual(numbers.slice(2));
    expect((await control(mock, 'clearJournal', 'DELETE', '/scopes/read/journal')).status).toBe(204);
    expect(await read('')).toEqual([]);
  });

  test('each scope has its own', async () => {
    using one = mock.scope();
    using two = mock.scope();
    await list(one);
    expect([(await one.journal()).length, (await two.journal()).length]).toEqual([1, 0]);
    one.reset();
    expect(await one.journal()).toEqual([]);
  });

  test('calls are verified', async () => {
    using scope = mock.scope('verify');
    for (const size of [100, 100, 50]) await list(scope, `page_size=${size}`);
    const calls = (times: number) => ({
      calls: [{ operation: 'listConversations', query: { page_size: 100 }, times }],
      inOrder: false,
    });
    const holds = await control(mock, 'verifyCalls', 'POST', '/scopes/verify/verify', calls(2));
    expect(holds.body).toEqual({ holds: true, misses: [], entries: 3, dropped: 0 });
    expect(await scope.verify(calls(2))).toEqual(holds.body);
    const misses = await control(mock, 'verifyCalls', 'POST', '/scopes/verify/verify', calls(3));
    expect(misses.body).toMatchObject({
      holds: false,
      misses: [
        {
          found: [expect.any(Number), expect.any(Number)],
          nearest: [{ differences: ['query page_size was "50", not 100'] }],
        },
      ],
    });
  });

  test.each<[string, string, string, string, unknown, number, RegExp]>(
    some<[string, string, string, string, unknown, number, RegExp]>(
      [
        [
          'a journal of no scope',
          'readJournal',
          'GET',
          '/scopes/nope/journal',
          undefined,
          404,
          /no scope nope/,
        ],
        [
          'a negative number',
          'readJournal',
          'GET',
          '/scopes/default/journal?after=-1',
          undefined,
          400,
          /after/,
        ],
        [
          'a word as number',
          'readJournal',
          'GET',
          '/scopes/default/journal?limit=all',
          undefined,
          400,
          /limit/,
        ],
        [
          'a misspelt parameter',
          'readJournal',
          'GET',
          '/scopes/default/journal?last=3',
          undefined,
          400,
          /after, limit/,
        ],
        ['no calls', 'verifyCalls', 'POST', '/scopes/default/verify', { calls: [] }, 400, /calls/],
        ['nothing', 'verifyCalls', 'POST', '/scopes/default/verify', undefined, 415, /application\/json/],
        [
          'a misspelt word',
          'verifyCalls',
          'POST',
          '/scopes/default/verify',
          { calls: [{ operation: 'x', count: 1 }] },
          400,
          /count/,
        ],
        [
          'an operation that there is not',
          'verifyCalls',
          'POST',
          '/scopes/default/verify',
          { calls: [{ operation: 'gptbots.list' }] },
          400,
          /did you mean gptbots\.listConversations/,
        ],
        [
          'a number of times below zero',
          'verifyCalls',
          'POST',
          '/scopes/default/verify',
          { calls: [{ operation: 'gptbots', times: -1 }] },
          400,
          /times/,
        ],
      ],
      4,
    ),
  )('refused: %s', async (_, operation, method, path, body, status, why) => {
    const refused = await control(mock, operation, method, path, body);
    expect([refused.status, refused.body.detail]).toEqual([status, expect.stringMatching(why)]);
  });
});
