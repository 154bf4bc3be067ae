import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { closedPort, withServer } from './_loopback.ts';
import { type Ran, run } from './_run.ts';

const ENV = { CONFAB_GPTBOTS_KEY: 'app-confab0123456789TESTkeys' };
/** Enough requests for every fault, and few enough to be quick. */
const FEW = [
  '--only',
  'schema,server-error,connection,intermittent,status,header,json,page-slices,total,accepts',
];

async function check(url: string, ...argv: string[]): Promise<Ran & { result: any }> {
  const ran = await run(
    ['check', 'gptbots', '--url', url, '--report', 'json', '--timeout', '600000', ...FEW, ...argv],
    { env: ENV },
  );
  return { ...ran, result: ran.out.startsWith('{') ? JSON.parse(ran.out) : undefined };
}

type Break = (response: ServerResponse, request: IncomingMessage) => void;

/** A right server whose connection does something else at chosen requests; the first is number 1. */
async function withFaults<T>(
  at: (number: number, request: IncomingMessage) => boolean,
  fault: Break,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const mock = await createMock({ vendors: ['gptbots'], rows: 20, strictKeys: true });
  const right = getRequestListener((request) => mock.fetch(request), { overrideGlobalObjects: false });
  let number = 0;
  const listener: RequestListener = (request, response) => {
    number += 1;
    if (at(number, request)) fault(response, request);
    else void right(request, response);
  };
  return withServer(listener, use);
}

const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): Break =>
  (response) =>
    response.writeHead(status, headers).end(body);

const HTML = { 'Content-Type': 'text/html' };
const FAULTS: readonly [string, Break, RegExp][] = [
  ['502 with a web page', answer(502, HTML, '<h1>Bad Gateway</h1>'), /status 502 \(\d+\)/],
  ['503 without a body', answer(503), /status 503 \(\d+\)/],
  ['503 with Retry-After', answer(503, { 'Retry-After': '0' }), /status 503 \(\d+\)/],
  ['504', answer(504), /status 504 \(\d+\)/],
  ['a reset', (response) => response.socket?.resetAndDestroy(), /closed without an answer \(\d+\)/],
  ['a closed connection', (response) => response.destroy(), /closed without an answer \(\d+\)/],
  [
    'a body that is cut off',
    (response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"list": [');
      setImmediate(() => response.destroy());
    },
    /cut off \(\d+\)/,
  ],
  [
    'headers that are cut off',
    (response) => response.socket?.end('HTTP/1.1 200 OK\r\nContent-Ty'),
    /closed without an answer \(\d+\)/,
  ],
];

describe.each(some(FAULTS, 2))('%s', (_, fault, words) => {
  test('once: one warning, and the contract holds', async () => {
    await withFaults(
      (number) => number === 3,
      fault,
      async (url) => {
        const { code, result } = await check(url);
        const [{ findings, retries, requests, sentence }] = result.specs;
        expect(findings.map((one: any) => [one.level, one.check])).toEqual([['warning', 'intermittent']]);
        expect(findings[0].actual).toMatch(new RegExp(`intermittent: 1 of ${requests} requests failed`));
        expect(findings[0].actual).toMatch(words);
        expect([code, retries, result.counts.retries]).toEqual([0, 1, 1]);
        expect(sentence).toMatch(/; 1 request had to be sent again$/);
      },
    );
  });
});

// That they end up alike, test/contract/transport.test.ts shows of each, where nothing waits.
test.each(
  some(
    FAULTS.filter(([name]) => /Retry-After|a reset/.test(name)),
    4,
  ),
)('%s at every third request, with --intermittent error: one error', async (_, fault) => {
  await withFaults(
    (number) => number % 3 === 0,
    fault,
    async (url) => {
      const { code, result } = await check(url, '--intermittent', 'error');
      const [{ findings, retries, requests }] = result.specs;
      expect(findings.map((one: any) => [one.level, one.check])).toEqual([['error', 'intermittent']]);
      expect(findings[0].actual).toContain(`${retries} of ${requests} requests`);
      expect(code).toBe(4);
    },
  );
});

/** Of the first requests the fifth that differs, whenever it is sent. */
function isFifth(): (number: number, request: IncomingMessage) => boolean {
  const urls = new Set<string>();
  return (_, { url = '' }) => {
    if (urls.size < 5) urls.add(url);
    return [...urls][4] === url;
  };
}

describe('what takes its time', () => {
  const stalls: readonly [string, Break, string][] = [
    ['a page that does not come', () => {}, 'there is no answer'],
    [
      'a page that does not end',
      (response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.write('{"list": [');
      },
      'the answer does not end',
    ],
  ];
  test.each(some(stalls, 2))(
    '%s, whenever it is asked for: a finding, and the others are seen',
    async (_, fault, title) => {
      await withFaults(isFifth(), fault, async (url) => {
        const { code, result } = await check(url, '--timeout', '600');
        const [{ findings, ledger, stopped }] = result.specs;
        const own = findings.filter((one: any) => one.check === 'connection');
        expect([code, stopped, own.map((one: any) => one.title)]).toEqual([4, undefined, [title]]);
        expect(ledger).toContainEqual(
          expect.objectContaining({ name: 'query/conversation_type=API', state: 'checked' }),
        );
      });
    },
  );
});

describe('a throttled request is judged before it is sent again', () => {
  const json = { 'Content-Type': 'application/json' };
  test.each<[string, Break, string]>(
    some<[string, Break, string]>(
      [
        ['a web page', answer(429, { ...HTML, 'Retry-After': '0' }, '<h1>Slow down</h1>'), 'media-type'],
        ['no JSON', answer(429, { ...json, 'Retry-After': '0' }, 'Slow down'), 'json'],
      ],
      2,
    ),
  )('429 with %s is a finding', async (_, fault, name) => {
    await withFaults(
      (number) => number === 2,
      fault,
      async (url) => {
        const { result } = await check(url, '--only', name, '--grade', 'assumed');
        const [{ findings, retries }] = result.specs;
        expect([findings.map((one: any) => one.check), retries]).toEqual([expect.arrayContaining([name]), 1]);
      },
    );
  });

  test('what asks for a longer wait than --max-wait is skipped, and the rest is checked', async () => {
    const body = JSON.stringify({ code: 429, message: 'Too many requests' });
    await withFaults(
      (_number, { url = '' }) => url.includes('conversation_type=API'),
      answer(429, { ...json, 'Retry-After': '3600' }, body),
      async (url) => {
        const { code, result } = await check(url, '--max-wait', '2000');
        const [{ ledger, stopped }] = result.specs;
        expect([code, stopped]).toEqual([0, undefined]);
        const throttled = ledger.filter(({ reason }: any) => reason === 'throttled');
        expect(throttled.map(({ name }: any) => name)).toContain('query/conversation_type=API');
        expect(throttled[0].detail).toMatch(
          /to wait 3,?600 seconds; a check waits 2 seconds at most \(--max-wait\)/,
        );
      },
    );
  });
});

describe('a wrong address is no broken contract', () => {
  test.each<[string, Break]>(
    some<[string, Break]>(
      [
        ['a web page for everything', answer(200, HTML, '<!doctype html><title>Welcome</title>')],
        [
          'a web page that calls itself JSON',
          answer(200, { 'Content-Type': 'application/json' }, '<html></html>'),
        ],
        ['404 without a body', answer(404)],
        ['404 with a web page', answer(404, HTML, '<h1>Not found</h1>')],
        [
          '404 with JSON of its own',
          answer(404, { 'Content-Type': 'application/json' }, '{"detail":"Not Found"}'),
        ],
        ['405', answer(405)],
        ['501', answer(501)],
        ['410', answer(410, HTML, 'gone')],
        ['a redirect', answer(301, { Location: 'https://www.example.com/' })],
        ['JSON of another service', answer(200, { 'Content-Type': 'application/json' }, '{"hello":"world"}')],
      ],
      2,
    ),
  )('%s: 3, with the hint', async (_, fault) => {
    await withFaults(
      () => true,
      fault,
      async (url) => {
        const { code, result } = await check(`${url}/api`);
        const [{ findings, stopped, ledger, sentence }] = result.specs;
        expect([code, stopped?.why, findings]).toEqual([3, 'wrong-address', []]);
        expect(sentence).toContain(
          `could not be checked, at listConversations: is ${url}/api the right address?`,
        );
        expect(ledger.filter(({ state }: any) => state !== 'skipped')).toEqual([]);
      },
    );
  });

  test('but a server that fails at everything is', async () => {
    await withFaults(
      () => true,
      answer(500),
      async (url) => {
        expect((await check(url)).code).toBe(4);
      },
    );
  });

  test('and nothing that listens is unreachable', async () => {
    const { code, result } = await check(await closedPort());
    expect([code, result.specs[0].stopped.why]).toEqual([3, 'unreachable']);
  });
});
