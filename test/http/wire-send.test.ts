import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkExchange } from '../../src/contract/check-exchange.ts';
import type { Exchange, WireRequest } from '../../src/http/exchange.ts';
import { createWireSend } from '../../src/http/wire-send.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { some } from '../_some.ts';
import { tinyFile } from '../_tiny.ts';
import { closedPort, withServer, withSocket } from '../cli/_loopback.ts';
import { CERTIFICATE, KEY } from './_certificate.ts';

const [tiny] = await loadSpecs({ vendors: [await tinyFile()] });
const [operation] = tiny?.operations ?? [];

/** What `connection` and others say of an answer: their titles. */
function titles(exchange: Exchange): string[] {
  if (!tiny || !operation) throw new Error('tiny.yaml has no operation');
  const findings = checkExchange(tiny, operation, exchange, { asserted: 'assumed' });
  return findings.map(({ check, title }) => `${check}: ${title}`);
}

function ask(
  url: string,
  part: Partial<WireRequest> = {},
  options: Partial<Parameters<typeof createWireSend>[0]> = {},
): Promise<Exchange> {
  const request: WireRequest = { method: 'GET', url, headers: [], body: undefined, ...part };
  return createWireSend({ timeout: 600_000, ...options })(request);
}

/** A server that writes these very bytes as soon as it is asked, and hangs up when told to. */
function withBytes<T>(
  bytes: string | Buffer | readonly (string | Buffer)[],
  use: (url: string) => Promise<T>,
  { hangUp = true }: { hangUp?: boolean } = {},
): Promise<T> {
  return withSocket((socket) => {
    socket.once('data', () => {
      for (const part of [bytes].flat()) socket.write(part);
      if (hangUp) socket.end();
    });
  }, use);
}

const JSON_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const PAGE = '{"notes":[],"total":0,"more":false,"page":1}';

describe('what comes is given as it came', () => {
  test('status, headers with their case, order and repetition, and the bytes', () =>
    withBytes(
      [
        `HTTP/1.1 299 Own Words\r\nX-Two: b\r\nx-two: a\r\nSet-Cookie: c\r\nContent-Length: 4\r\n\r\n`,
        Buffer.from([0xef, 0xbb, 0xbf, 0xff]),
      ],
      async (url) => {
        const { response, noAnswer } = await ask(url);
        expect(noAnswer).toBeUndefined();
        expect(response).toEqual({
          status: 299,
          headers: [
            ['X-Two', 'b'],
            ['x-two', 'a'],
            ['Set-Cookie', 'c'],
            ['Content-Length', '4'],
          ],
          body: Uint8Array.from([0xef, 0xbb, 0xbf, 0xff]),
          complete: true,
        });
      },
    ));

  test('the target and the headers of the request, unchanged', async () => {
    const seen: unknown[] = [];
    await withServer(
      (request, response) => {
        seen.push(request.method, request.url, request.rawHeaders);
        request.on('data', (chunk) => seen.push(String(chunk)));
        request.on('end', () => response.end());
      },
      async (url) => {
        const headers = [
          ['x-Key', 'ä'],
          ['x-name', '李娜'],
          ['Content-Type', 'text/plain'],
        ] as const;
        await ask(`${url}/a/../b//c?q=%7e&q=é#part`, { method: 'POST', headers, body: 'größe' });
        const [method, target, raw, body] = seen as [string, string, string[], string];
        expect([method, target, body]).toEqual(['POST', '/a/../b//c?q=%7e&q=%C3%A9', 'größe']);
        expect(raw.slice(0, 8)).toEqual([
          'Host',
          new URL(url).host,
          'x-Key',
          'ä',
          'x-name',
          Buffer.from('李娜').toString('latin1'),
          'Content-Type',
          'text/plain',
        ]);
        expect(raw.slice(8, 10)).toEqual(['Content-Length', '7']);
      },
    );
  });

  test('a redirect is not followed', () =>
    withBytes(
      'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n',
      async (url) => {
        const exchange = await ask(url);
        expect(exchange.response?.status).toBe(302);
        expect(titles(exchange)).toEqual(['redirect: the answer is a redirect (status 302)']);
      },
    ));

  test('an encoding is not taken off', () => {
    const body = gzipSync(PAGE);
    return withBytes(
      [`${JSON_HEAD}Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`, body],
      async (url) => {
        const exchange = await ask(url);
        expect(Buffer.from(exchange.response?.body ?? []).equals(body)).toBe(true);
        expect(titles(exchange)).toEqual([]);
      },
    );
  });

  test('chunks are put together, and a body without a length ends with the connection', async () => {
    await withBytes(`${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`, async (url) => {
      const { response } = await ask(url);
      expect([Buffer.from(response?.body ?? []).toString(), response?.complete]).toEqual(['hello', true]);
    });
    await withBytes(`${JSON_HEAD}\r\n${PAGE}`, async (url) => {
      const exchange = await ask(url);
      expect(exchange.response?.complete).toBe(true);
      expect(titles(exchange)).toEqual([]);
    });
  });

  test('a notice before the answer is no answer', () =>
    withBytes(
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${JSON_HEAD}Content-Length: 2\r\n\r\n{}`,
      async (url) => expect((await ask(url)).response?.status).toBe(200),
    ));

  test('another protocol that nobody asked for is an answer of its own', () =>
    withBytes(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: own\r\n\r\nbytes',
      async (url) => expect((await ask(url)).response?.status).toBe(101),
    ));
});

describe('an answer that did not come whole is told', () => {
  const CUT = 'connection: the answer is cut off';
  const LONG = 'connection: the body is longer than announced';
  test.each<[string, string, string]>(
    some<[string, string, string]>(
      [
        ['a length that is longer than the body', `${JSON_HEAD}Content-Length: 99\r\n\r\n${PAGE}`, CUT],
        ['chunks without their end', `${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`, CUT],
        [
          'a chunk that is shorter than it says',
          `${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\nff\r\nhello`,
          CUT,
        ],
        [
          'a length that is shorter than the body',
          `${JSON_HEAD}Content-Length: ${PAGE.length}\r\n\r\n${PAGE}{"more":1}`,
          LONG,
        ],
        // The parser of Node before 20.20 drops what comes behind the end of a connection that is to be closed.
        ...(Number.parseInt(process.versions.llhttp ?? '', 10) >= 9
          ? [
              [
                'the same on a connection that is to be closed',
                `${JSON_HEAD}Connection: close\r\nContent-Length: ${PAGE.length}\r\n\r\n${PAGE}{"more":1}`,
                LONG,
              ] satisfies [string, string, string],
            ]
          : []),
      ],
      4,
    ),
  )('%s', (_, bytes, title) =>
    withBytes(bytes, async (url) => {
      const exchange = await ask(url);
      expect(exchange.response?.status).toBe(200);
      expect(titles(exchange)).toContain(title);
    }),
  );

  test('a connection that breaks in the middle of the body', () =>
    withSocket(
      (socket) =>
        socket.once('data', () => {
          socket.write(`${JSON_HEAD}Content-Length: 99\r\n\r\n${PAGE}`, () => socket.resetAndDestroy());
        }),
      async (url) => {
        const exchange = await ask(url);
        // A reset may overtake the bytes before it; then there was no answer at all.
        if (exchange.response) expect(titles(exchange)).toContain(CUT);
        else expect(exchange.noAnswer?.why).toBe('reset');
      },
    ));

  test('more than anybody reads: what was read is bounded, and it is said', () =>
    withServer(
      (_, response) => {
        response.setHeader('Content-Type', 'application/json');
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(10_000)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
      async (url) => {
        const exchange = await ask(url, {}, { maxBytes: 100_000 });
        expect(exchange.response).toMatchObject({ complete: false, tooLong: true });
        expect(exchange.response?.body.length).toBeLessThanOrEqual(100_000);
        expect(titles(exchange)).toContain('connection: the answer is longer than anybody reads');
      },
    ));
});

describe('why there is no answer is told in words', () => {
  test('nothing listens', async () => {
    const { response, noAnswer } = await ask(await closedPort());
    expect(response).toBeUndefined();
    expect(noAnswer?.why).toBe('unreachable');
    expect(noAnswer?.message).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+ cannot be reached: nothing listens there \(connect ECONNREFUSED /,
    );
  });

  test('no such host', async () => {
    const { noAnswer } = await ask('http://nobody.invalid/');
    expect(noAnswer?.why).toBe('unreachable');
    expect(noAnswer?.message).toMatch(
      /^http:\/\/nobody\.invalid cannot be reached: (there is no host|the name cannot)/,
    );
  });

  test.each([
    ['no address', 'ftp://127.0.0.1/'],
    ['no port', 'http://127.0.0.1:99999/'],
  ])('what cannot be sent: %s', async (_, url) => {
    const { noAnswer } = await ask(url);
    expect(noAnswer?.why).toBe('unreachable');
    expect(noAnswer?.message).toMatch(/the request cannot be sent: /);
  });

  test('a header that HTTP does not allow', async () => {
    const { noAnswer } = await ask(await closedPort(), { headers: [['a b', 'c']] });
    expect(noAnswer?.message).toMatch(/the request cannot be sent: .*a b/);
  });

  test('silence', () =>
    withSocket(
      () => {},
      async (url) => {
        const { noAnswer, milliseconds } = await ask(url, {}, { timeout: 60 });
        expect(noAnswer).toEqual({ why: 'timeout', message: `${url}: there was no answer within 60 ms` });
        expect(milliseconds).toBeGreaterThan(40);
      },
    ));

  test('an answer that does not end', () =>
    withBytes(
      `${JSON_HEAD}Content-Length: 99\r\n\r\n{`,
      async (url) => {
        const { noAnswer } = await ask(url, {}, { timeout: 1500 });
        expect(noAnswer).toEqual({
          why: 'timeout',
          message: `${url}: the answer did not end within 1500 ms`,
        });
      },
      { hangUp: false },
    ));

  const hangUps: [string, (socket: Socket) => void][] = [
    ['before the request', (socket) => socket.destroy()],
    ['after the request', (socket) => socket.once('data', () => socket.end())],
    ['with a reset', (socket) => socket.once('data', () => socket.resetAndDestroy())],
  ];
  test.each(some(hangUps, 4))('a connection that is closed %s', (_, listener) =>
    withSocket(listener, async (url) => {
      const { noAnswer } = await ask(url);
      expect(noAnswer).toEqual({ why: 'reset', message: `${url} closed the connection without an answer` });
    }),
  );

  test.each(
    some(
      [
        ['another protocol', '220 smtp.example ready\r\n'],
        ['a web page without a head', '<html>hello</html>'],
        ['a status that is none', 'HTTP/1.1 abc OK\r\n\r\n'],
        ['a header that is none', 'HTTP/1.1 200 OK\r\nno colon\r\n\r\n'],
        ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}'],
      ],
      3,
    ),
  )('no HTTP: %s', (_, bytes) =>
    withBytes(bytes, async (url) => {
      const { noAnswer } = await ask(url);
      expect(noAnswer?.why).toBe('not-http');
      expect(noAnswer?.message).toMatch(/ does not answer in HTTP: Parse Error: /);
    }),
  );

  test('TLS where there is none', () =>
    withServer(
      (_, response) => response.end(),
      async (url) => {
        const { noAnswer } = await ask(url.replace('http:', 'https:'));
        expect(noAnswer?.why).toBe('unreachable');
        expect(noAnswer?.message).toMatch(
          /cannot be reached: no TLS connection can be made; is it http instead of https\?/,
        );
        expect(noAnswer?.message).not.toMatch(/deps\/|\n/);
      },
    ));

  test('a certificate that nobody vouches for', async () => {
    const server = createTlsServer({ cert: CERTIFICATE, key: KEY }, (socket) => socket.end());
    server.on('tlsClientError', () => {});
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { noAnswer } = await ask(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await new Promise((done) => server.close(done));
    expect(noAnswer?.why).toBe('unreachable');
    expect(noAnswer?.message).toMatch(
      /cannot be reached: its certificate is not trusted here; NODE_EXTRA_CA_CERTS/,
    );
  });
});

test('a kept connection that the server has closed meanwhile is no failure', async () => {
  let connections = 0;
  const server = createServer((_, response) => response.end('{}'));
  server.on('connection', (socket) => {
    connections += 1;
    // Behind the first answer the next request on this connection finds it closed.
    if (connections === 1)
      socket.on('data', () => {
        if (socket.bytesWritten > 0) socket.resetAndDestroy();
      });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = createWireSend({ timeout: 600_000 });
  const request: WireRequest = { method: 'GET', url, headers: [], body: undefined };
  const answers = [await send(request), await send(request)];
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  expect(answers.map(({ response }) => response?.status)).toEqual([200, 200]);
  expect(connections).toBe(2);
});
