import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { createMock } from '../../src/mock/create-mock.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { draftOf, toRequest } from '../_draft.ts';
import { some } from '../_some.ts';
import { type Received, send, talk } from './_wire.ts';

/** One to be asked in-process, one over its port: a signed request is good for one answer of each. */
const [near, far] = await Promise.all([createMock(), createMock({ allowHosts: ['api.chatnio.net'] })]);
const { port, url } = await far.listen({ ownProcess: true });
afterAll(() => far.close());

const SK = 'sk-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
const HOST = `Host: 127.0.0.1:${port}`;
const BIGMODEL = '/api/paas/v4/assistant/conversation/list';
const GPTBOTS =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page_size=10';
const POSTED = { authorization: 'Bearer a.b', 'content-type': 'application/json' };

/** A body of so many bytes that is a right one. */
function padded(bytes: number): Buffer {
  const start = '{"assistant_id":"65940acff94777010aa6b796","x":"';
  return Buffer.from(`${start}${'x'.repeat(bytes - start.length - 2)}"}`);
}

/** What the connection adds, and what no answer in-process has. */
const OF_THE_WIRE = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'];
const ownHeaders = (headers: Iterable<[string, unknown]>) =>
  Object.fromEntries([...headers].filter(([name]) => !OF_THE_WIRE.includes(name)).sort());

async function expectSame({ status, headers, bytes }: Received, answer: Response) {
  expect(status).toBe(answer.status);
  expect(headers['content-type']).toBe(answer.headers.get('content-type') ?? undefined);
  expect(ownHeaders(Object.entries(headers))).toEqual(ownHeaders(answer.headers));
  const inProcess = Buffer.from(await answer.arrayBuffer());
  expect(bytes.toString('utf8')).toBe(inProcess.toString('utf8'));
  expect(bytes.equals(inProcess)).toBe(true);
  if (bytes.length > 0) expect(headers['content-length']).toBe(String(bytes.length));
}

const operations = near.specs.flatMap((spec) => spec.operations.map((operation) => ({ spec, operation })));
const CREDENTIALS = ['authorization', 'cybertron-robot-key', 'cybertron-robot-token'];

async function requestFor(spec: Spec, operation: Operation, isBare: boolean): Promise<Request> {
  const made = await toRequest(spec, operation, draftOf(spec, operation), url);
  if (isBare) for (const name of CREDENTIALS) made.headers.delete(name);
  return made;
}

async function overTheWire(sent: Request): Promise<Received> {
  const body = Buffer.from(await sent.clone().arrayBuffer());
  return send(port, {
    target: sent.url.slice(url.length),
    method: sent.method,
    headers: Object.fromEntries(sent.headers),
    ...(body.length > 0 && { body }),
  });
}

describe('the same request in-process and over the port', () => {
  test.each(
    some(
      operations.flatMap(({ spec, operation }) =>
        ['', ' without credentials'].map(
          (how) => [`${spec.name}.${operation.id}${how}`, spec, operation] as const,
        ),
      ),
      4,
    ),
  )('%s: the same bytes', async (name, spec, operation) => {
    const made = await requestFor(spec, operation, name.endsWith('credentials'));
    await expectSame(await overTheWire(made), await near.fetch(made));
  });

  test.each<[string, string, string, Record<string, string>?, string?]>(
    some<[string, string, string, Record<string, string>?, string?]>(
      [
        ['an unknown path', 'GET', '/nowhere'],
        ['the root', 'GET', '/'],
        ['an unknown method', 'PATCH', BIGMODEL, POSTED, '{}'],
        ['a body that is no JSON', 'POST', BIGMODEL, POSTED, '{"assistant_id":'],
        ['a body in Chinese that is refused', 'POST', BIGMODEL, POSTED, '{"assistant_id":"助手😀"}'],
        ['a byte order mark', 'POST', BIGMODEL, POSTED, '\ufeff{"assistant_id":"65940acff94777010aa6b796"}'],
        ['no body', 'POST', BIGMODEL, POSTED],
        ['a page', 'GET', `${GPTBOTS}&page=1`, POSTED],
        ['a query with everything in it', 'GET', `${GPTBOTS}&page=%zz&&=&x=%E6%B5&y='"|^\`{}[]`, POSTED],
        ['a path with a percent sign', 'GET', '/conversation/%zz', {}],
      ],
      4,
    ),
  )('%s: the same bytes', async (_, method, target, headers = {}, body) => {
    const sent = { method, headers, ...(body !== undefined && { body }) };
    await expectSame(await send(port, { target, ...sent }), await near.fetch(url + target, sent));
  });
});

describe('methods', () => {
  test('HEAD is GET without the bytes, and the connection goes on', async () => {
    const head = [`HEAD ${GPTBOTS}&page=2 HTTP/1.1`, HOST, 'Authorization: Bearer k', '', ''];
    const get = [`GET ${GPTBOTS}&page=2 HTTP/1.1`, HOST, 'Authorization: Bearer k', 'Connection: close'];
    const text = await talk(port, ...head.slice(0, -1), ...get, '', '');
    const [first = '', second = '', ...more] = text.split(/(?=HTTP\/1\.1 )/);
    expect(more).toEqual([]);
    expect(first).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s);
    expect(second).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n\{"list":\[/s);
    const names = (part: string) => linesOf(part).filter((line) => /^(content-type|x-confab)/i.test(line));
    expect(names(first)).toEqual(names(second));
  });

  test('HEAD where the vendor has none is its 404', async () => {
    const { status, bytes } = await send(port, { method: 'HEAD', target: '/conversation/list' });
    expect([status, bytes.length]).toEqual([404, 0]);
  });

  test.each(['/conversation/list', '/api/conversation/load', '/chatnio/conversation/load'])(
    'OPTIONS %s: the preflight of a browser',
    async (target) => {
      const headers = {
        Origin: 'https://chat.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
      };
      const answer = await send(port, { method: 'OPTIONS', target, headers });
      expect([answer.status, answer.bytes.length]).toEqual([200, 0]);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': 'https://chat.example',
        'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
        'access-control-allow-headers': expect.stringContaining('Authorization'),
        'access-control-allow-credentials': 'true',
        'access-control-max-age': '7200',
      });
    },
  );

  test.each([
    ['with an origin', { Origin: 'https://chat.example' }, 'https://chat.example'],
    ['without', {}, ''],
  ])('the answer after it, %s', async (_, headers, origin) => {
    const answer = await send(port, {
      target: '/conversation/list',
      headers: { ...headers, authorization: SK },
    });
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    });
    expect(answer.headers['access-control-max-age']).toBeUndefined();
  });

  test.each(some(['OPTIONS', 'PUT', 'DELETE', 'TRACE', 'PROPFIND'], 3))(
    '%s of nobody: 501',
    async (method) => {
      const { status, headers, bytes } = await send(port, { method, target: GPTBOTS });
      expect([status, headers['content-type']]).toEqual([501, 'application/problem+json']);
      expect(JSON.parse(bytes.toString()).detail).toContain(`send GET instead of ${method}`);
    },
  );
});

describe('the slash at the end', () => {
  test.each(
    some(
      [
        ['/conversation/list/', '/conversation/list'],
        ['/conversation/load/?id=1', '/conversation/load?id=1'],
        ['/api/conversation/list/?', '/api/conversation/list'],
        ['/chatnio/conversation/load/?id=1', '/chatnio/conversation/load?id=1'],
        ['/chatnio/api/conversation/load/?id=1', '/chatnio/api/conversation/load?id=1'],
        [
          '/conversation/load/?id=%31&x=%zz+%2B/?y&z=%E6%B5%8B',
          '/conversation/load?id=%31&x=%zz+%2B/?y&z=%E6%B5%8B',
        ],
      ],
      3,
    ),
  )('GET %s: 301 to %s, which answers', async (target, location) => {
    const { status, headers, bytes } = await send(port, { target, headers: { origin: 'https://x' } });
    expect([status, headers.location]).toEqual([301, location]);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(bytes.toString()).toContain('Moved Permanently');
    const next = await send(port, { target: location, headers: { authorization: SK } });
    expect(JSON.parse(next.bytes.toString()).status).toBe(true);
  });

  test.each([
    ['POST', `${BIGMODEL}/`, 501],
    ['GET', GPTBOTS.replace('?', '/?'), 501],
    ['GET', '/api/v1/modelRouter/open/conversations/', 501],
    ['POST', '/openapi/v1/conversation/segment/get_list', 404],
  ])('%s %s: %d, no redirect', async (method, target, status) => {
    const answer = await send(port, { method, target, headers: POSTED });
    expect([answer.status, answer.headers.location]).toEqual([status, undefined]);
  });
});

describe('targets', () => {
  test.each([
    'http://api.chatnio.net/conversation/load?id=1',
    'https://api.chatnio.net/conversation/load?id=1',
    'http://[::1]:8080/chatnio/conversation/load?id=1',
  ])('%s, as a proxy is asked: the same as the path alone', async (target) => {
    const headers = { authorization: SK };
    const [whole, path] = [
      await send(port, { target, headers }),
      await send(port, { target: '/conversation/load?id=1', headers }),
    ];
    expect(whole.status).toBe(200);
    expect(whole.bytes.equals(path.bytes)).toBe(true);
  });

  test.each(
    some(['/conversation/lo%zzad?id=1', '/conversation%2Flist', '/%', '/%00', '/conversation/list;a=b'], 3),
  )('%s is nobody’s path: 501', async (target) => {
    const { status, headers, bytes } = await send(port, { target });
    expect([status, headers['x-confab-cause']]).toEqual([501, 'no-such-operation']);
    expect(JSON.parse(bytes.toString()).request).toBe(`GET ${target.replace(/\?.*/, '')}`);
  });

  test.each(
    some(
      [
        '/conversation/%6Coad?id=1',
        '//conversation/load?id=1',
        '/conversation//load?id=1',
        '/conversation/./load?id=1',
        '/conversation/other/../load?id=1',
      ],
      3,
    ),
  )('%s is the plain path, as servers normalise it', async (target) => {
    const headers = { authorization: SK };
    const [other, plain] = [
      await send(port, { target, headers }),
      await send(port, { target: '/conversation/load?id=1', headers }),
    ];
    expect(plain.status).toBe(200);
    expect(other.bytes.equals(plain.bytes)).toBe(true);
  });

  test.each(
    some(
      [
        ['id=%zz', 'invalid id'],
        ['id=%', 'invalid id'],
        ['id=1%', 'invalid id'],
        ['id=%E6%B5', 'invalid id'],
        ['id=%00', 'invalid id'],
        ['%69d=1', ''],
        ['x=%zz&id=1&y=%', ''],
        ['&&id=1&', ''],
        ['=&id=1', ''],
        ['?id=1', 'invalid id'],
        ['id=1?', 'invalid id'],
        ['id=%31', ''],
      ],
      4,
    ),
  )('a query %s: %j', async (query, message) => {
    const { status, bytes } = await send(port, {
      target: `/conversation/load?${query}`,
      headers: { authorization: SK },
    });
    expect(status).toBe(200);
    expect(JSON.parse(bytes.toString())).toMatchObject({ message, status: message === '' });
  });

  test.each([
    ['too long a target', `/x?${'x'.repeat(20_000)}`, '431'],
    // Node's parser lets it through until 20.19.
    ['a target that is no ASCII', '/conversation/list?x=\u00e6', '[24]00'],
    ['a blank in the target', '/conversation/list?x=1 2', '400'],
  ])('%s is for HTTP itself to refuse, and others go on: %s', async (_, target, status) => {
    const text = await talk(port, `GET ${target} HTTP/1.1`, HOST, 'Connection: close', '', '');
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect((await send(port, { target: '/' })).status).toBe(200);
  });
});

describe('headers', () => {
  test.each<[string, string[][]]>(
    some<[string, string[][]]>(
      [
        [
          'Authorization twice',
          [
            ['Authorization', SK],
            ['Authorization', 'nonsense'],
          ],
        ],
        [
          'Authorization twice, the wrong one first',
          [
            ['Authorization', 'nonsense'],
            ['Authorization', SK],
          ],
        ],
        [
          'Origin twice',
          [
            ['Authorization', SK],
            ['Origin', 'https://a'],
            ['Origin', 'https://b'],
          ],
        ],
        [
          'names in capitals',
          [
            ['AUTHORIZATION', SK],
            ['ORIGIN', 'https://a'],
          ],
        ],
        ['blanks around a value', [['Authorization', ` \t ${SK} \t`]]],
        [
          'a value in Latin-1',
          [
            ['Authorization', SK],
            ['Origin', 'https://ä'],
          ],
        ],
      ],
      3,
    ),
  )('%s: as in-process', async (_, pairs) => {
    const target = '/conversation/load?id=1';
    const lines = pairs.map(([name, value]) => `${name}: ${value}`);
    const text = await talk(port, `GET ${target} HTTP/1.1`, HOST, ...lines, 'Connection: close', '', '');
    const headers = new Headers(pairs.map(([name = '', value = '']) => [name, value]));
    const answer = await near.fetch(`http://127.0.0.1${target}`, { headers });
    const [, bytes = ''] = text.split('\r\n\r\n');
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${answer.status} `));
    expect(Buffer.from(bytes, 'latin1').toString('utf8')).toBe(await answer.text());
    expect(linesOf(text)).toContain(
      `Access-Control-Allow-Origin: ${answer.headers.get('access-control-allow-origin')}`,
    );
  });

  test('a type with other letters, a charset, and given twice', async () => {
    const body = '{"assistant_id":"65940acff94777010aa6b796"}';
    for (const type of ['Application/JSON', 'application/json;charset=utf-8', 'application/json ; x="y"']) {
      const headers = { ...POSTED, 'content-type': type };
      expect((await send(port, { method: 'POST', target: BIGMODEL, headers, body })).status).toBe(200);
    }
    const twice = ['Content-Type: application/json', 'Content-Type: application/json'];
    const rest = [
      'Authorization: Bearer a.b',
      `Content-Length: ${body.length}`,
      'Connection: close',
      '',
      body,
    ];
    expect(await talk(port, `POST ${BIGMODEL} HTTP/1.1`, HOST, ...twice, ...rest)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });
});

describe('bodies', () => {
  const MOST = 1_048_576;
  const SIZES = [
    ['just within 1 MiB', MOST, 200],
    ['one byte more', MOST + 1, 413],
    ['twice as much', 2 * MOST, 413],
  ] as const;

  test.each(some(SIZES, 4))(
    '%s, announced: answered, and the connection goes on',
    async (_, size, status) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const posted = { method: 'POST', target: BIGMODEL, headers: POSTED, body: padded(size), agent };
      const answer = await send(port, posted);
      expect(answer.status).toBe(status);
      const next = await send(port, { target: '/', agent });
      expect([next.status, next.from]).toEqual([200, answer.from]);
      agent.destroy();
    },
  );

  test.each(some(SIZES, 4))('%s, in chunks', async (_, size, status) => {
    const headers = { ...POSTED, 'transfer-encoding': 'chunked' };
    const answer = await send(port, { method: 'POST', target: BIGMODEL, headers, body: padded(size) });
    expect(answer.status).toBe(status);
    if (status === 413) {
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(JSON.parse(answer.bytes.toString()).detail).toContain(String(MOST));
    }
  });

  test('the limit counts bytes, not letters, whether announced or in chunks', async () => {
    const body = padded(400_000).toString().replaceAll('x'.repeat(100), '测'.repeat(100));
    expect([body.length < MOST, Buffer.byteLength(body) > MOST]).toEqual([true, true]);
    for (const more of [{}, { 'transfer-encoding': 'chunked' }]) {
      const headers = { ...POSTED, ...more };
      expect((await send(port, { method: 'POST', target: BIGMODEL, headers, body })).status).toBe(413);
    }
  });

  test('Expect: 100-continue is invited', async () => {
    const body = '{"assistant_id":"65940acff94777010aa6b796"}';
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          method: 'POST',
          path: BIGMODEL,
          headers: { ...POSTED, Expect: '100-continue', 'content-length': body.length },
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      sent.on('continue', () => sent.end(body));
      sent.on('error', reject);
      sent.flushHeaders();
    });
    expect(status).toBe(200);
  });

  test('letters cut in two by chunks arrive whole', async () => {
    const own = await createMock({
      vendors: ['cybotstar'],
      rows: { cybotstar: [{ segment_code: '测试😀', user_code: 'u', create_time: '2026-01-01 00:00:00' }] },
    });
    const at = (await own.listen()).port;
    const bytes = Buffer.from('{"username":"u","segment_code_list":["测试😀"]}');
    const headers = {
      'content-type': 'application/json',
      'cybertron-robot-key': 'k',
      'cybertron-robot-token': 't',
    };
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: at,
          method: 'POST',
          path: '/openapi/v1/conversation/segment/get_list/',
          headers,
        },
        (answer) => {
          let got = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => {
            got += chunk;
          });
          answer.on('end', () => resolve(got));
        },
      );
      sent.on('error', reject);
      sent.setNoDelay(true);
      for (const byte of bytes) sent.write(Buffer.from([byte]));
      sent.end();
    });
    expect(JSON.parse(text).data).toMatchObject({ total: 1, list: [{ segment_code: '测试😀' }] });
    await own.close();
  });
});

describe('connections', () => {
  test('one carries answers of every kind', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const answers: Received[] = [];
    for (const sent of [
      { target: '/conversation/list', headers: { authorization: SK } },
      { target: '/conversation/list', headers: { authorization: 'sk-1' } },
      { target: '/nowhere' },
      { target: '/nowhere', method: 'POST', body: padded(100_000) },
      { target: '/conversation/list/' },
      { target: '/conversation/list', method: 'OPTIONS' },
      { target: BIGMODEL, method: 'POST', headers: POSTED, body: '{' },
      { target: `${GPTBOTS}&page=1`, headers: { authorization: 'Bearer k' } },
    ])
      answers.push(await send(port, { ...sent, agent }));
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 501, 501, 301, 200, 400, 200]);
    expect(new Set(answers.map(({ from }) => from)).size).toBe(1);
    agent.destroy();
  });

  test('requests sent before their answers are answered in order', async () => {
    const pages = [3, 1, 2].map((page) => [
      `GET ${GPTBOTS}&page=${page} HTTP/1.1`,
      HOST,
      'Authorization: Bearer k',
    ]);
    const lines = pages.flatMap((page, n) => [...page, ...(n === 2 ? ['Connection: close'] : []), '']);
    const text = await talk(port, ...lines, '');
    const bodies = text.split(/(?=HTTP\/1\.1 )/).map((part) => part.slice(part.indexOf('\r\n\r\n') + 4));
    const wanted = await Promise.all(
      [3, 1, 2].map(async (page) =>
        (
          await send(port, { target: `${GPTBOTS}&page=${page}`, headers: { authorization: 'Bearer k' } })
        ).bytes.toString('latin1'),
      ),
    );
    expect(bodies).toEqual(wanted);
    expect(new Set(bodies).size).toBe(3);
  });

  test('64 at once, the first that the mock gets, are answered as one after the other', async () => {
    const fresh = await createMock({ vendors: ['bigmodel', 'chatnio', 'gptbots'] });
    const at = (await fresh.listen()).port;
    const requests = Array.from({ length: 64 }, (_, n) => {
      const sent = [
        { target: `${GPTBOTS}&page=${1 + (n >> 3)}`, headers: { authorization: 'Bearer k' } },
        { target: '/conversation/list', headers: { authorization: SK } },
        { target: `/conversation/load?id=${1 + n}`, headers: { authorization: SK } },
        {
          target: BIGMODEL,
          method: 'POST',
          headers: POSTED,
          body: `{"assistant_id":"65940acff94777010aa6b796","page":${1 + (n >> 5)}}`,
        },
      ];
      return sent[n % 4] as (typeof sent)[number];
    });
    const atOnce = await Promise.all(requests.map((one) => send(at, one)));
    const seen = new Set<string>();
    for (const [n, one] of requests.entries()) {
      const { status, bytes } = atOnce[n] as Received;
      expect(status).toBe(200);
      expect(bytes.equals((await send(port, one)).bytes)).toBe(true);
      seen.add(bytes.toString());
    }
    // Every page and every conversation asked for, the hundred newest, and two pages of an assistant.
    expect(seen.size).toBe(8 + 1 + 16 + 2);
    await fresh.close();
  });

  test.each<[string, string[]]>(
    some<[string, string[]]>(
      [
        ['in the middle of its headers', [`POST ${BIGMODEL} HTTP/1.1`, HOST, 'Content-Ty']],
        [
          'in the middle of its body',
          [
            `POST ${BIGMODEL} HTTP/1.1`,
            HOST,
            'Authorization: Bearer a.b',
            'Content-Type: application/json',
            'Content-Length: 100',
            '',
            '{"assistant_id":',
          ],
        ],
        [
          'in the middle of a chunk',
          [
            `POST ${BIGMODEL} HTTP/1.1`,
            HOST,
            'Authorization: Bearer a.b',
            'Content-Type: application/json',
            'Transfer-Encoding: chunked',
            '',
            'ff',
            '{"assi',
          ],
        ],
        ['before its answer', ['GET /conversation/list HTTP/1.1', HOST, `Authorization: ${SK}`, '', '']],
        ['with what is no HTTP', ['\u0016\u0003\u0001 hello', '', '']],
      ],
      3,
    ),
  )('a client that goes away %s harms nobody', async (_, lines) => {
    await Promise.all(
      Array.from(
        { length: 10 },
        (_, n) =>
          new Promise<void>((resolve) => {
            const socket = connect(port, '127.0.0.1');
            socket.on('error', () => {});
            socket.on('close', () => resolve());
            socket.write(lines.join('\r\n'), 'latin1', () => {
              if (n % 2 === 0) socket.resetAndDestroy();
              else setTimeout(() => socket.destroy(), 5);
            });
          }),
      ),
    );
    const { status } = await send(port, { target: '/conversation/list', headers: { authorization: SK } });
    expect(status).toBe(200);
  });

  test('closing ends those that are open', async () => {
    const own = await createMock({ vendors: ['chatnio'] });
    const at = (await own.listen()).port;
    const agent = new Agent({ keepAlive: true });
    expect((await send(at, { target: '/conversation/list', agent })).status).toBe(200);
    const idle = connect(at, '127.0.0.1');
    const ended = new Promise<void>((resolve) => {
      idle.on('error', () => {});
      idle.on('close', () => resolve());
    });
    await new Promise<void>((resolve) => idle.once('connect', resolve));
    await own.close();
    await ended;
    await expect(send(at, { target: '/conversation/list', agent })).rejects.toThrow();
    agent.destroy();
  });
});

function linesOf(text: string): string[] {
  return (text.split('\r\n\r\n')[0] ?? '').split('\r\n');
}
