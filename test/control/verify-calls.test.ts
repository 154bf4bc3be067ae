import { describe, expect, test } from 'vitest';
import type { ServedExchange } from '../../src/control/served-exchange.ts';
import { verifyCalls } from '../../src/control/verify-calls.ts';
import { some } from '../_some.ts';
import { served } from './_served.ts';
import { matcher, operationOf, specs } from './_spec.ts';

const LIST = 'gptbots.listConversations';

/** `GET gptbots.listConversations?page=1`, with a number of its own. */
function call(n: number, query: string, given: Partial<ServedExchange> = {}): ServedExchange {
  return served({ n, ...operationOf(LIST), target: `/v1/bot/conversation/page?${query}`, ...given });
}

function posted(n: number, body: unknown, type = 'application/json'): ServedExchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const target = '/api/paas/v4/assistant/conversation/list';
  const headers = ['Content-Type', type, 'X-Trace', 'abc'];
  return served({
    n,
    ...operationOf('bigmodel.listConversations'),
    method: 'POST',
    target,
    headers,
    body: text,
  });
}

function verify(entries: readonly ServedExchange[], expected: unknown, dropped = 0) {
  return verifyCalls({ entries: () => [...entries], dropped }, expected, { specs, matcher });
}

const PAGES = [1, 2, 3].map((page) => call(page, `page=${page}&page_size=100`));

describe('what holds', () => {
  test.each<[string, readonly ServedExchange[], object]>(
    some<[string, readonly ServedExchange[], object]>(
      [
        ['at least once, if nothing else is said', PAGES, { operation: LIST }],
        ['exactly so many', PAGES, { operation: LIST, times: 3 }],
        ['an operation by its id alone', PAGES, { operation: 'listConversations', times: 3 }],
        ['all operations of a vendor', PAGES, { operation: 'gptbots', times: 3 }],
        ['never', PAGES, { operation: 'alibaba', times: 0 }],
        ['at least', PAGES, { operation: LIST, times: { atLeast: 2 } }],
        ['at most', PAGES, { operation: LIST, times: { atMost: 3 } }],
        ['between', PAGES, { operation: LIST, times: { atLeast: 1, atMost: 5 } }],
        ['a value of the query as a number', PAGES, { operation: LIST, query: { page: 2 }, times: 1 }],
        ['a value of the query as a text', PAGES, { operation: LIST, query: { page: '2' }, times: 1 }],
        ['what is not there', PAGES, { operation: LIST, query: { user_id: null }, times: 3 }],
        [
          'a value that comes twice',
          [call(1, 'user_id=a&user_id=b')],
          { operation: LIST, query: { user_id: ['a', 'b'] } },
        ],
        [
          'an encoded value',
          [call(1, 'user_id=a%20b%26c')],
          { operation: LIST, query: { user_id: 'a b&c' } },
        ],
        [
          'a value as the operation read it',
          [
            call(1, 'ids=1,2', {
              values: { path: {}, query: { ids: [1, 2] }, header: {}, cookie: {}, body: undefined },
            }),
          ],
          { operation: LIST, query: { ids: [1, 2] } },
        ],
        [
          'members of a body, at any depth',
          [posted(1, { page: 1, filter: { kind: 'a', more: true } })],
          { operation: 'bigmodel', body: { filter: { kind: 'a' } } },
        ],
        [
          'a list in a body',
          [posted(1, { ids: [1, { a: 1, b: 2 }] })],
          { operation: 'bigmodel', body: { ids: [1, { a: 1 }] } },
        ],
        [
          'a member of a body that is not there',
          [posted(1, { page: 1 })],
          { operation: 'bigmodel', body: { size: null } },
        ],
        ['a body that is not there', PAGES, { operation: LIST, body: null, times: 3 }],
        ['a text as body', [posted(1, 'hello', 'text/plain')], { operation: 'bigmodel', body: 'hello' }],
        [
          'a form',
          [posted(1, 'a=1&b=x+y', 'application/x-www-form-urlencoded')],
          { operation: 'bigmodel', body: { a: '1', b: 'x y' } },
        ],
        [
          'a header, in any letter case',
          [posted(1, {})],
          { operation: 'bigmodel', headers: { 'x-TRACE': 'abc' } },
        ],
        [
          'a header that is not there',
          [posted(1, {})],
          { operation: 'bigmodel', headers: { 'x-other': null } },
        ],
        ['the status of the answer', PAGES, { operation: LIST, status: 200, times: 3 }],
        [
          'a name that every object inherits',
          [call(1, '__proto__=1&constructor=2')],
          JSON.parse(`{"operation": "${LIST}", "query": {"__proto__": 1, "constructor": 2}}`),
        ],
      ],
      4,
    ),
  )('%s', (_, entries, wanted) => {
    expect(verify(entries, { calls: [wanted] })).toEqual({
      holds: true,
      misses: [],
      entries: entries.length,
      dropped: 0,
    });
  });
});

describe('what does not hold', () => {
  test.each<[string, readonly ServedExchange[], object, string]>(
    some<[string, readonly ServedExchange[], object, string]>(
      [
        [
          'too few, with the nearest and what differed',
          [...PAGES.slice(0, 2), call(7, 'page=3&page_size=50')],
          { operation: LIST, query: { page_size: 100 }, times: 3 },
          `Expected exactly 3 calls of ${LIST} with query page_size=100, but 2 came: 1, 2. The nearest is 7 (GET /v1/bot/conversation/page?page=3&page_size=50): query page_size was "50", not 100.`,
        ],
        [
          'too many: those that came are the answer',
          PAGES,
          { operation: LIST, times: 2 },
          `Expected exactly 2 calls of ${LIST}, but 3 came: 1, 2, 3.`,
        ],
        [
          'once where never was right',
          PAGES.slice(2),
          { operation: LIST, times: 0 },
          `Expected no call of ${LIST}, but 1 came: 3.`,
        ],
        [
          'none: another operation is far away, but said',
          [posted(4, {})],
          { operation: LIST },
          `Expected at least 1 call of ${LIST}, but none came. The nearest is 4 (POST /api/paas/v4/assistant/conversation/list): it is bigmodel.listConversations, not ${LIST}.`,
        ],
        [
          'a request that no operation is for',
          [served({ n: 5, target: '/v1/bot/conversations' })],
          { operation: LIST },
          `Expected at least 1 call of ${LIST}, but none came. The nearest is 5 (GET /v1/bot/conversations): it is no operation that is served, not ${LIST}.`,
        ],
        [
          'nothing came at all',
          [],
          { operation: LIST },
          `Expected at least 1 call of ${LIST}, but none came.`,
        ],
        [
          'what was not sent',
          [call(1, 'page=1')],
          { operation: LIST, query: { page_size: 100 } },
          `Expected at least 1 call of ${LIST} with query page_size=100, but none came. The nearest is 1 (GET /v1/bot/conversation/page?page=1): query page_size was not sent; expected 100.`,
        ],
        [
          'what should not be there',
          [call(1, 'page=1')],
          { operation: LIST, query: { page: null } },
          `Expected at least 1 call of ${LIST} with query page=null, but none came. The nearest is 1 (GET /v1/bot/conversation/page?page=1): query page was "1", and should not be there.`,
        ],
        [
          'a value that came twice',
          [call(1, 'page=1&page=2')],
          { operation: LIST, query: { page: 1 } },
          `Expected at least 1 call of ${LIST} with query page=1, but none came. The nearest is 1 (GET /v1/bot/conversation/page?page=1&page=2): query page was ["1","2"], not 1.`,
        ],
        [
          'a body: each difference by its pointer',
          [posted(1, { page: '1', filter: { kind: 'b' }, ids: [1] })],
          { operation: 'bigmodel', body: { page: 1, filter: { kind: 'a' }, ids: [], size: 5 } },
          'Expected at least 1 call of bigmodel with body {"page":1,"filter":{"kind":"a"},"ids":[],"size":5}, but none came. The nearest is 1 (POST /api/paas/v4/assistant/conversation/list): body /page was "1", not 1; body /filter/kind was "b", not "a"; body /ids has 1 items, not 0; body /size was not sent; expected 5.',
        ],
        [
          'the status',
          PAGES.slice(0, 1),
          { operation: LIST, status: 429, times: 1 },
          `Expected exactly 1 call of ${LIST} with status 429, but none came. The nearest is 1 (GET /v1/bot/conversation/page?page=1&page_size=100): the status was 200, not 429.`,
        ],
      ],
      4,
    ),
  )('%s', (_, entries, wanted, sentence) => {
    const { holds, misses } = verify(entries, { calls: [wanted] });
    expect(holds).toBe(false);
    expect(misses.map((miss) => miss.sentence)).toEqual([sentence]);
  });

  test('a program gets the parts', () => {
    const { misses } = verify([...PAGES, call(9, 'page=9')], {
      calls: [{ operation: LIST }, { operation: LIST, query: { page: 4, page_size: 100 } }],
    });
    expect(misses).toEqual([
      expect.objectContaining({
        call: 1,
        expected: `at least 1 call of ${LIST} with query page=4, query page_size=100`,
        found: [],
        nearest: [1, 2, 3].map((n) => ({
          n,
          request: `GET /v1/bot/conversation/page?page=${n}&page_size=100`,
          differences: [`query page was "${n}", not 4`],
        })),
      }),
    ]);
  });

  test('secrets are in nothing that is told', () => {
    const key = 'Bearer app-Zr4tVx8Qp2Lm6Wn1';
    const entry = call(1, 'page=1&api_key=Zr4tVx8Qp2Lm6Wn1', { headers: ['Authorization', key] });
    const wanted = {
      operation: LIST,
      headers: { authorization: 'Bearer mine' },
      query: { api_key: 'mine', page: 2 },
    };
    const told = JSON.stringify(verify([entry], { calls: [wanted] }));
    expect(told).not.toContain('Zr4tVx8Qp2Lm6Wn1');
    expect(told).toContain('[redacted: credential, ');
    // And yet a test can ask for exactly its own.
    expect(verify([entry], { calls: [{ operation: LIST, headers: { authorization: key } }] }).holds).toBe(
      true,
    );
  });

  test('what is no more in the journal is said', () => {
    const { misses, dropped } = verify(PAGES, { calls: [{ operation: LIST, times: 4 }] }, 12);
    expect(dropped).toBe(12);
    expect(misses[0]?.sentence).toMatch(
      /but 3 came: 1, 2, 3\. 12 older entries had made room for newer ones\.$/,
    );
  });

  test('of hundreds only some are told', () => {
    const many = Array.from({ length: 300 }, (_, index) => call(index + 1, 'page=1'));
    const { misses } = verify(many, { calls: [{ operation: LIST, times: 1 }] });
    expect(misses[0]?.sentence).toMatch(/but 300 came: 1, 2, .*, 10 and 290 more\.$/);
    const body = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`field${index}`, index]));
    const [miss] = verify([posted(1, {})], { calls: [{ operation: 'bigmodel', body }] }).misses;
    expect(miss?.nearest[0]?.differences.length).toBe(21);
    expect(miss?.nearest[0]?.differences.at(-1)).toBe('and 280 more');
  });
});

describe('in order', () => {
  const page = (n: number, times?: unknown) => ({
    operation: LIST,
    query: { page: n },
    ...(times !== undefined && { times }),
  });
  const came = (...pages: number[]) => pages.map((one, index) => call(index + 1, `page=${one}`));

  test.each<[string, number[], object[], string | undefined]>(
    some<[string, number[], object[], string | undefined]>(
      [
        ['as they came', [1, 2, 3], [page(1), page(2), page(3)], undefined],
        ['others lie in between', [1, 9, 2, 8, 3], [page(1), page(2), page(3)], undefined],
        ['again and again', [1, 1, 1, 2], [page(1), page(2)], undefined],
        ['so often each', [1, 1, 2, 2, 2], [page(1, 2), page(2, 3)], undefined],
        ['one comes back', [1, 2, 1], [page(1), page(2), page(1)], undefined],
        ['one may be left out', [1, 3], [page(1), page(2, { atMost: 1 }), page(3)], undefined],
        [
          'one fits two calls, and every way is followed',
          [1, 1, 2],
          [{ operation: LIST }, page(1, 1), page(2)],
          undefined,
        ],
        [
          'two changed places',
          [2, 1],
          [page(1), page(2)],
          `Expected first: at least 1 call of ${LIST} with query page=1; in its place came 1 (GET /v1/bot/conversation/page?page=2).`,
        ],
        [
          'one is missing in the middle',
          [1, 3],
          [page(1), page(2), page(3)],
          `Expected after call 0: at least 1 call of ${LIST} with query page=2; in its place came 2 (GET /v1/bot/conversation/page?page=3).`,
        ],
        [
          'the last is missing',
          [1, 2, 4],
          [page(1), page(2), page(3)],
          `Expected after call 1: at least 1 call of ${LIST} with query page=3; nothing of the kind came any more. The nearest is 1 (GET /v1/bot/conversation/page?page=1): query page was "1", not 3.`,
        ],
        [
          'one too many at the end',
          [1, 2, 1],
          [page(1), page(2)],
          'All calls came in their order, and then one too many: 3 (GET /v1/bot/conversation/page?page=1).',
        ],
        [
          'too often',
          [1, 1, 2],
          [page(1, 1), page(2)],
          `Expected after call 0: at least 1 call of ${LIST} with query page=2; in its place came 2 (GET /v1/bot/conversation/page?page=1).`,
        ],
      ],
      4,
    ),
  )('%s', (_, pages, calls, sentence) => {
    const { holds, misses } = verify(came(...pages), { calls, inOrder: true });
    expect(misses.map((miss) => miss.sentence)).toEqual(sentence === undefined ? [] : [sentence]);
    expect(holds).toBe(sentence === undefined);
  });

  test('a thousand entries and the most calls take no time worth speaking of', () => {
    const all = Array.from({ length: 1000 }, () => 1);
    const calls = Array.from({ length: 200 }, () => ({ operation: LIST, times: { atLeast: 0 } }));
    expect(verify(came(...all), { calls, inOrder: true }).holds).toBe(true);
  });
});

describe('what cannot be verified', () => {
  test.each<[unknown, string]>(
    some<[unknown, string]>(
      [
        [
          undefined,
          'what to verify must be an object such as {"calls": [{"operation": …, "times": 3}]}, and is missing',
        ],
        [[], 'what to verify must be an object such as {"calls": [{"operation": …, "times": 3}]}, not []'],
        [{ calls: [], order: true }, 'what to verify: "order" is not known; there are calls, inOrder'],
        [{}, 'calls must be a list of at least one call, and is missing'],
        [{ calls: [] }, 'calls must be a list of at least one call, not []'],
        [{ calls: [{ operation: LIST }], inOrder: 'yes' }, 'inOrder must be true or false, not "yes"'],
        [{ calls: ['x'] }, 'calls[0] must be an object such as {"operation": …, "times": 3}, not "x"'],
        [
          { calls: [{}] },
          'calls[0].operation must be the name of an operation, such as vendor.operationId, and is missing',
        ],
        [
          { calls: [{ operation: LIST, count: 3 }] },
          'calls[0]: "count" is not known; there are operation, path, query, headers, body, status, times',
        ],
        [
          { calls: [{ operation: LIST, query: 'page=1' }] },
          'calls[0].query must be an object of values by name, not "page=1"',
        ],
        [
          { calls: [{ operation: LIST, status: '200' }] },
          'calls[0].status must be a status from 100 to 599, not "200"',
        ],
        [
          { calls: [{ operation: LIST, times: -1 }] },
          'calls[0].times must be a whole number, or {"atLeast": 1, "atMost": 3}, not -1',
        ],
        [
          { calls: [{ operation: LIST, times: 1.5 }] },
          'calls[0].times must be a whole number, or {"atLeast": 1, "atMost": 3}, not 1.5',
        ],
        [
          { calls: [{ operation: LIST, times: {} }] },
          'calls[0].times must be a whole number, or {"atLeast": 1, "atMost": 3}, not {}',
        ],
        [
          { calls: [{ operation: LIST, times: { min: 1 } }] },
          'calls[0].times: "min" is not known; there are atLeast, atMost',
        ],
        [
          { calls: [{ operation: LIST, times: { atLeast: 3, atMost: 1 } }] },
          'calls[0].times: atLeast is more than atMost',
        ],
        [
          { calls: [{ operation: LIST, times: { atMost: 'x' } }] },
          'calls[0].times.atMost must be a whole number, not "x"',
        ],
        [
          { calls: Array.from({ length: 201 }, () => ({ operation: LIST })) },
          'calls: at most 200 can be verified at once',
        ],
      ],
      4,
    ),
  )('%j', (value, message) => {
    expect(() => verify([], value)).toThrow(message);
  });

  test('an operation that there is not: the nearest, and all', () => {
    expect(() => verify([], { calls: [{ operation: 'gptbot.listConversation' }] })).toThrow(
      /^calls\[0\]\.operation: there is no operation "gptbot\.listConversation"; did you mean gptbots\.listConversations\? \(there are alibaba\.listConversations, .*, and a vendor's name for all of its operations\)$/,
    );
  });
});
