import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { sendRaw } from '../record/_raw.ts';
import { SERVERS, type Server } from './_servers.ts';

const TARGET = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10';
const MANY = Array.from({ length: 2500 }, () => 'a:1');
const CHUNK = `10000\r\n${'x'.repeat(65_536)}\r\n`;

interface Asked {
  readonly first?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** Every way in which a request can be too long or no HTTP, with the status and a part of the reason. */
const UNREADABLE: readonly (readonly [name: string, asked: Asked, status: number, why: RegExp])[] = [
  [
    '2,500 headers before the credential',
    { headers: [...MANY, 'Authorization: Bearer app-x'] },
    431,
    /2503 headers/,
  ],
  ['2,500 headers behind it', { headers: ['Authorization: Bearer app-x', ...MANY] }, 431, /2503 headers/],
  ['1,500 headers', { headers: MANY.slice(0, 1500) }, 431, /1502 headers/],
  ['a header of 20 kB', { headers: [`X: ${'x'.repeat(20_000)}`] }, 431, /16 KiB/],
  ['a target of 20 kB', { first: `GET ${TARGET}${'x'.repeat(20_000)} HTTP/1.1` }, 431, /16 KiB/],
  ['a fragment in the path', { first: `GET ${TARGET.split('?')[0]}#top HTTP/1.1` }, 400, /%23/],
  ['a fragment in the query', { first: `GET ${TARGET}#top HTTP/1.1` }, 400, /%23/],
  ['a blank in the target', { first: `GET ${TARGET} x HTTP/1.1` }, 400, /parser/],
  ['no HTTP at all', { first: 'hello' }, 400, /parser/],
  ['a TLS handshake', { first: '\u0016\u0003\u0001\u0002' }, 400, /parser/],
  ['an unknown method', { first: `FETCH ${TARGET} HTTP/1.1` }, 400, /parser/],
  ['a NUL in a header', { headers: ['X: a\0b'] }, 400, /parser/],
  ['a header without a colon', { headers: ['nonsense'] }, 400, /parser/],
  ['two lengths', { headers: ['Content-Length: 1', 'Content-Length: 2'], body: 'x' }, 400, /parser/],
  [
    'a length and chunks',
    { headers: ['Content-Length: 1', 'Transfer-Encoding: chunked'], body: 'x' },
    400,
    /parser/,
  ],
  ['a length that is no number', { headers: ['Content-Length: x'] }, 400, /parser/],
];

/** In the body: the mock answers a GET before it comes. */
const UNREADABLE_BODIES: typeof UNREADABLE = [
  ['a chunk without a length', { headers: ['Transfer-Encoding: chunked'], body: 'zz\r\n' }, 400, /parser/],
  [
    'chunk extensions of 20 kB',
    { headers: ['Transfer-Encoding: chunked'], body: `1;${'x'.repeat(20_000)}\r\nx\r\n0\r\n\r\n` },
    413,
    /16 KiB/,
  ],
];

function toBytes({ first = `GET ${TARGET} HTTP/1.1`, headers = [], body = '' }: Asked): Buffer {
  const lines = [first, 'Host: localhost', 'Connection: close', ...headers, '', body];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

const FINE = toBytes({ headers: ['Authorization: Bearer app-x'] });

async function expectUnreadable(server: Server, asked: Asked, status: number, why: RegExp) {
  const { head, headers, body } = await sendRaw(server.url, toBytes(asked));
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(headers).toContain('content-type: application/problem+json');
  expect(headers.join()).toMatch(/x-confab-cause: (malformed-request|request-too-long)/);
  expect(JSON.parse(body.toString())).toEqual({
    title: expect.stringMatching(/^(This is not a valid HTTP request|The request is too long)$/),
    status,
    detail: expect.stringMatching(why),
  });
  expect(server.asked()).toBe(0);
}

describe.each(some(Object.entries(SERVERS), 4))('%s', (_, start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());

  test.each(some(UNREADABLE, 4))('%s', (_, asked, status, why) =>
    expectUnreadable(server, asked, status, why),
  );

  test('behind a good request, which is answered first', async () => {
    const lasting = FINE.toString('latin1').replace('Connection: close\r\n', '');
    const both = Buffer.concat([Buffer.from(lasting, 'latin1'), toBytes({ first: 'nonsense' })]);
    const { head, body } = await sendRaw(server.url, both);
    expect(head).toBe('HTTP/1.1 200 OK');
    expect(body.toString()).toMatch(/\{.*\}(\r\n0\r\n\r\n)?HTTP\/1.1 400 Bad Request\r\n.*parser says/s);
  });

  test('the next request is answered', async () => {
    expect((await sendRaw(server.url, FINE)).head).toBe('HTTP/1.1 200 OK');
  });
});

/** Those that read bodies here; the mock's own limit is in test/wire/bytes.test.ts. */
describe.each(
  some(
    Object.entries(SERVERS).filter(([name]) => name !== 'mock'),
    4,
  ),
)('%s', (_, start) => {
  test.each(some(UNREADABLE_BODIES, 4))('%s', async (_name, asked, status, why) => {
    const server = await start();
    await expectUnreadable(server, asked, status, why);
    await server.close();
  });

  test.each([
    ['announced', [`Content-Length: ${20 * 1024 * 1024}`], ''],
    ['in chunks', ['Transfer-Encoding: chunked'], `${CHUNK.repeat(300)}0\r\n\r\n`],
  ])('a body that is too long, %s', async (_, headers, body) => {
    const server = await start();
    const { head, body: answer } = await sendRaw(
      server.url,
      toBytes({ first: `POST ${TARGET} HTTP/1.1`, headers, body }),
    );
    expect([head, JSON.parse(answer.toString())]).toEqual([
      'HTTP/1.1 413 Payload Too Large',
      { title: 'The request body is too long', status: 413, detail: expect.any(String) },
    ]);
    expect(server.told).toMatchObject([{ what: 'refused', status: 413 }]);
    await server.close();
    expect(server.asked()).toBe(0);
  });
});
