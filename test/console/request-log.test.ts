import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { toRequestJson, toRequestLines } from '../../src/console/request-line.ts';
import { createRequestLog, MOST_UNREAD } from '../../src/console/request-log.ts';
import type { ServedExchange, Why } from '../../src/control/served-exchange.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { tinyFile } from '../_tiny.ts';
import { served } from '../control/_served.ts';

const KEYED = await tinyFile((d) => {
  d.components.securitySchemes = { inQuery: { type: 'apiKey', in: 'query', name: 'sesame' } };
  d.paths['/notes'].get.security = [{ inQuery: [] }];
});

/** What is told of one request to the tiny vendor. */
async function told(
  target: string,
  vendor = tinyFile() as string | Promise<string>,
): Promise<ServedExchange> {
  let found: ServedExchange | undefined;
  const mock = await createMock({
    vendors: [await vendor],
    tell: (exchange) => {
      found = exchange;
    },
  });
  await mock.fetch(`http://mock${target}`);
  return { ...(found as ServedExchange), ms: 1.25, at: Date.UTC(2026, 2, 20, 8) };
}

const response = (status: number) => ({ status, headers: {}, body: '' });
const why = (given: Why) => ({ why: given });

describe('the line of a request', () => {
  test('says when, what came, what it was taken for, why it was answered so, and how long it took', async () => {
    expect(toRequestLines(await told('/api/notes?page=2'), false)).toBe(
      '08:00:00.000  200  GET /api/notes?page=2  tiny.listNotes  10 of 237 rows  1.3 ms',
    );
  });

  test('of a refusal says the cause in words', async () => {
    expect(toRequestLines(await told('/api/notes?page=x'), false)).toMatch(
      /^08:00:00\.000 {2}400 {2}GET \/api\/notes\?page=x {2}tiny\.listNotes {2}invalid-parameter: page .+ {2}1\.3 ms$/,
    );
  });

  test('of a path that is not served says so', async () => {
    expect(toRequestLines(await told('/nothing'), false)).toMatch(
      / 501 {2}GET \/nothing {2}no-such-operation: The nearest operation is GET \/api\/notes /,
    );
  });

  test('has its hints below it', async () => {
    expect(toRequestLines(await told('/api/notes?sise=2'), false)).toMatch(
      /\n {2}hint: tiny\.listNotes knows no sise in its query .* did you mean size\?$/,
    );
  });

  test.each<[string, Partial<ServedExchange>, string]>([
    ['a scope', { scope: 'blue' }, '  in blue  '],
    ['no cause', why({}), 'GET /pets  1.3 ms'],
    ['a cause alone', why({ cause: 'rate-limited', parameter: '', reason: '' }), '  rate-limited  '],
    [
      'a fault',
      why({ cause: 'rate-limited', fault: 'cause=rate-limited' }),
      'fault cause=rate-limited, rate-limited',
    ],
    ['a long time', { ms: 1234.5 }, '  1235 ms'],
    ['a key', { target: '/pets?api_key=abc123&page=2' }, 'GET /pets?api_key=***&page=2'],
    ['a key, encoded', { target: '/pets?api%5Fkey=abc123' }, '?api%5Fkey=***'],
    ['a query without values', { target: '/pets?a&=b&&' }, 'GET /pets?a&=b&&'],
    ['control characters', { target: '/pets\u001b[2J' }, 'GET /pets\\u001b[2J'],
  ])('with %s', (_, given, expected) => {
    expect(toRequestLines(served(given), false)).toContain(expected);
  });

  test.each<[string, Partial<ServedExchange>]>([
    ['target', { target: `/pets?x=${'y'.repeat(10_000)}` }],
    ['reason', why({ cause: 'invalid-parameter', reason: 'z'.repeat(10_000) })],
  ])('a long %s is cut', (_, given) => {
    expect(toRequestLines(served(given), false).length).toBeLessThan(800);
  });

  test('hides the key that the spec has in the query, whatever its name', async () => {
    const exchange = await told('/api/notes?sesame=open&page=1', KEYED);
    for (const line of [toRequestLines(exchange, false), toRequestJson(exchange)]) {
      expect(line).toContain('sesame=***&page=1');
      expect(line).not.toContain('open');
    }
  });

  test.each([
    [200, 32],
    [301, 32],
    [404, 33],
    [500, 31],
  ])('in colour, %s is %s', (status, code) => {
    const line = toRequestLines(served({ response: response(status) }), true);
    expect(line).toContain(`\u001b[${code}m${status}\u001b[39m`);
  });

  test('as JSON is one line with the same', async () => {
    const line = toRequestJson(await told('/api/notes?sise=2'));
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      event: 'request',
      at: '2026-03-20T08:00:00.000Z',
      ms: 1.25,
      scope: 'default',
      method: 'GET',
      target: '/api/notes?sise=2',
      operation: 'tiny.listNotes',
      status: 200,
      rows: { collection: 'notes', total: 237, shown: 10, page: 1 },
      hints: [expect.stringContaining('sise')],
    });
  });
});

describe('the log', () => {
  const logged = () => {
    const writes: string[] = [];
    const state = { unread: 0 };
    const log = createRequestLog({
      form: 'text',
      color: false,
      write: (text) => writes.push(text),
      unread: () => state.unread,
    });
    return { writes, state, log };
  };

  test('writes the requests of a turn at once, in their order', async () => {
    const { writes, log } = logged();
    for (const target of ['/a', '/b', '/c']) log.tell(served({ target }));
    expect(writes).toEqual([]);
    await nextTurn();
    expect(writes).toHaveLength(1);
    expect(writes[0]?.split('\n').map((line) => line.split('  ')[2])).toEqual(['GET /a', 'GET /b', 'GET /c']);
    log.tell(served({ target: '/d' }));
    await nextTurn();
    expect(writes).toHaveLength(2);
  });

  test('writes what is left at the end, and nothing twice', async () => {
    const { writes, log } = logged();
    log.tell(served());
    log.flush();
    await nextTurn();
    log.flush();
    expect(writes).toHaveLength(1);
  });

  test('only counts what nobody reads, and says so when somebody does', async () => {
    const { writes, state, log } = logged();
    state.unread = MOST_UNREAD + 1;
    for (let n = 0; n < 3; n += 1) log.tell(served());
    log.flush();
    expect(writes).toEqual([]);
    state.unread = 0;
    log.tell(served());
    log.flush();
    expect(writes[0]?.split('\n')[0]).toBe('confab: 3 requests were not written here, as nobody read this');
    expect(writes[0]?.split('\n')).toHaveLength(2);
  });
});
