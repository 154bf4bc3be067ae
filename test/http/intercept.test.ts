import http, * as named from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { getConversations, setEndpoint, setKey } from 'chatnio';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRecording, createReplay } from '../../src/create-playback.ts';
import type { Interception } from '../../src/http/intercept.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { file, tinyDocument } from '../_tiny.ts';
import { withServer } from '../cli/_loopback.ts';
import { fixturesOf, folder } from '../record/_recording.ts';
import { CLIENTS } from './_clients.ts';

const HOST = 'https://api.gptbots.ai';
const PAGE =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
const KEY = { authorization: 'Bearer app-any' };

const mock = await createMock({ vendors: ['gptbots', 'chatnio', 'alibaba'] });
const other = await createMock({ vendors: ['gptbots'], rows: 3 });
const begun: Interception[] = [];
const intercept = async (one: Pick<typeof mock, 'intercept'> = mock, origins: string[] = []) => {
  const made = await one.intercept({ origins });
  begun.push(made);
  return made;
};
// The SDK keeps what another test of the same worker has told it.
setEndpoint('https://api.chatnio.net');
// Vitest runs with the proxies of the environment; nothing here may reach one.
vi.stubEnv('no_proxy', '*');
afterEach(() => {
  for (const one of begun.splice(0)) one.restore();
});
const total = async (url = HOST + PAGE) =>
  ((await (await fetch(url, { headers: KEY })).json()) as { total: number }).total;

describe('the vendor is the mock', () => {
  test.each(some(Object.entries(CLIENTS), 4))('%s', async (_, ask) => {
    await intercept();
    const { status, body } = await ask(HOST + PAGE, KEY);
    expect([status, body.total, body.list.length]).toEqual([200, 237, 10]);
  });

  test('also at its other data centres, over plain HTTP, and at the mock without a port', async () => {
    const { hosts } = await intercept();
    expect(hosts).toContain('api-{endpoint}.gptbots.ai');
    for (const origin of ['https://api-th.gptbots.ai', 'http://api.gptbots.ai', mock.url('gptbots')])
      expect(await total(origin + PAGE)).toBe(237);
  });

  test('at a server of one’s own, when it is named', async () => {
    await intercept(mock, ['https://Bots.example:8443/']);
    expect(await total(`https://bots.example:8443${PAGE}`)).toBe(237);
  });

  test('an operation that it does not have is refused, and not asked for elsewhere', async () => {
    await intercept();
    const response = await fetch(`${HOST}/v1/nothing`);
    expect([response.status, response.headers.get('x-confab-cause')]).toEqual([501, 'no-such-operation']);
  });

  test('a body is sent', async () => {
    const bots = await createMock({ vendors: ['cybotstar'] });
    const { hosts } = await intercept(bots);
    const url = `https://${hosts[0]}/openapi/v1/conversation/segment/get_list/`;
    const answer = await fetch(url, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.headers.get('x-confab-operation')).toMatch(/^cybotstar\./);
  });

  test('the SDK that signs', async () => {
    await intercept();
    const { default: Client, $OpenApiUtil } = createRequire(import.meta.url)('@alicloud/openapi-core');
    const endpoint = 'aicontent.cn-hangzhou.aliyuncs.com';
    const client = new Client(
      new $OpenApiUtil.Config({ accessKeyId: 'testid', accessKeySecret: 'testsecret', endpoint }),
    );
    const { body } = await client.callApi(
      new $OpenApiUtil.Params({
        action: 'ModelRouterQueryConversationList',
        version: '20240611',
        protocol: 'HTTPS',
        pathname: '/api/v1/modelRouter/open/conversations',
        method: 'GET',
        authType: 'AK',
        style: 'ROA',
        reqBodyType: 'json',
        bodyType: 'json',
      }),
      new $OpenApiUtil.OpenApiRequest({ query: { pageSize: '2' } }),
      {},
    );
    expect(body.data.list).toHaveLength(2);
  });

  test('the SDK that knows its address by itself', async () => {
    await intercept();
    setKey(`sk-${'0123456789abcdef'.repeat(4)}`);
    expect(await getConversations()).toHaveLength(100);
  });
});

describe('fetch behaves as it does', () => {
  test('it has the URL, and follows a redirect', async () => {
    await intercept();
    const url = 'https://api.chatnio.net/conversation/list/?x=1';
    const followed = await fetch(url);
    expect([followed.url, followed.redirected]).toEqual([
      'https://api.chatnio.net/conversation/list?x=1',
      true,
    ]);
    const kept = await fetch(url, { redirect: 'manual' });
    expect([kept.status, kept.url, kept.redirected]).toEqual([301, url, false]);
    await expect(fetch(url, { redirect: 'error' })).rejects.toThrow('fetch failed');
  });

  test.each([
    ['303 makes a POST a GET', 303, 'POST', 'GET', ''],
    ['302 makes a POST a GET', 302, 'POST', 'GET', ''],
    ['307 sends the body again', 307, 'POST', 'POST', 'hello'],
    ['308 sends the body again', 308, 'PUT', 'PUT', 'hello'],
  ])('%s', async (_, status, method, seen, body) => {
    const asked: Request[] = [];
    const answer = async (request: Request) => {
      asked.push(request.clone());
      return asked.length === 1
        ? new Response(null, { status, headers: { location: 'https://other.example/next' } })
        : Response.json({ body: await request.text() });
    };
    const { intercept: made } = await import('../../src/http/intercept.ts');
    const serving = { url: '', port: 9, close: async () => 0 };
    begun.push(
      await made(
        { specs: [], fetch: answer, listen: async () => serving },
        { origins: ['https://one.example', 'https://other.example'] },
      ),
    );
    const response = await fetch('https://one.example/', {
      method,
      body: 'hello',
      headers: { authorization: 'x', 'content-type': 'text/plain', 'x-mine': '1' },
    });
    expect(await response.json()).toEqual({ body });
    expect(asked[1]?.method).toBe(seen);
    expect(asked[1]?.headers.get('authorization')).toBeNull();
    expect(asked[1]?.headers.get('x-mine')).toBe('1');
  });

  test('it can be aborted, before and while it waits', async () => {
    const { intercept: made } = await import('../../src/http/intercept.ts');
    const serving = { url: '', port: 9, close: async () => 0 };
    const never = () => new Promise<Response>(() => {});
    begun.push(
      await made(
        { specs: [], fetch: never, listen: async () => serving },
        { origins: ['https://one.example'] },
      ),
    );
    await expect(fetch('https://one.example/', { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    const later = new AbortController();
    const waiting = fetch('https://one.example/', { signal: later.signal });
    later.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });

  test('a request that cannot be made is a rejection', async () => {
    await intercept();
    await expect(fetch(HOST, { method: 'GET', body: 'x' })).rejects.toThrow(TypeError);
  });
});

describe('all others are left alone', () => {
  test.each(
    some(
      Object.entries(CLIENTS).filter(([name]) => /^(fetch|axios)/.test(name)),
      4,
    ),
  )('%s', async (_, ask) => {
    await intercept();
    const seen: string[][] = [];
    await withServer(
      (incoming, outgoing) => {
        seen.push(incoming.rawHeaders);
        outgoing.end('{}');
      },
      async (url) => {
        expect(await ask(`${url}/x`, { 'X-Mine': '1' })).toEqual({ status: 200, body: {} });
      },
    );
    expect(seen[0]?.join(' ')).toMatch(/x-mine 1/i);
  });

  test('they get the very arguments, and the same connection again', async () => {
    const ports: (number | undefined)[] = [];
    await intercept();
    const agent = new http.Agent({ keepAlive: true });
    await withServer(
      ({ socket }, outgoing) => {
        ports.push(socket.remotePort);
        outgoing.end('{}');
      },
      async (url) => {
        for (const _ of [1, 2])
          await new Promise((done) => http.get(url, { agent }, (answer) => answer.resume().on('end', done)));
      },
    );
    agent.destroy();
    expect(ports[0]).toBe(ports[1]);
  });

  test('what Node refuses is refused as before', async () => {
    await intercept();
    expect(() => http.request('no URL')).toThrow('Invalid URL');
    expect(() => http.request('https://api.example.com')).toThrow('Protocol "https:" not supported');
    await expect(fetch('no URL')).rejects.toThrow('Failed to parse URL');
  });

  test('a local socket is nobody’s origin', async () => {
    await intercept();
    const why = await new Promise<NodeJS.ErrnoException>((resolve) =>
      http.get({ hostname: 'api.gptbots.ai', socketPath: '/nowhere.sock' }).on('error', resolve),
    );
    expect(why.code).toBe('ENOENT');
  });
});

const placed = () => ({
  fetch: Object.getOwnPropertyDescriptor(globalThis, 'fetch'),
  http: { ...Object.getOwnPropertyDescriptors(http) },
  https: { ...Object.getOwnPropertyDescriptors(https) },
  named: { request: named.request, get: named.get },
  globals: [Headers, Request, Response],
});

describe('it ends', () => {
  test('and everything is exactly as it was', async () => {
    const before = placed();
    const made = await intercept();
    expect(globalThis.fetch).not.toBe(before.fetch?.value);
    expect([http.request.name, http.request.length]).toEqual(['request', before.http.request?.value?.length]);
    made.restore();
    made.restore();
    const after = placed();
    expect(after).toEqual(before);
    expect(after.fetch?.value).toBe(before.fetch?.value);
    expect(after.named.request).toBe(before.named.request);
    for (const [name, { value }] of Object.entries(before.http)) expect(after.http[name]?.value).toBe(value);
    for (const [name, { value }] of Object.entries(before.https))
      expect(after.https[name]?.value).toBe(value);
  });

  test('with using and await using', async () => {
    const { fetch: before } = globalThis;
    {
      using made = await mock.intercept();
      expect(made.hosts.length).toBeGreaterThan(0);
      expect(await total()).toBe(237);
    }
    expect(globalThis.fetch).toBe(before);
    {
      await using made = await mock.intercept();
      expect(made.hosts.length).toBeGreaterThan(0);
    }
    expect(globalThis.fetch).toBe(before);
  });

  test('when its mock is closed', async () => {
    const { fetch: before } = globalThis;
    const own = await createMock({ vendors: ['gptbots'] });
    await own.intercept();
    await own.close();
    expect(globalThis.fetch).toBe(before);
  });

  test('nested: the newest answers, the others get what is not its own', async () => {
    await intercept(mock);
    const inner = await intercept(other);
    expect(await total()).toBe(3);
    setKey(`sk-${'0123456789abcdef'.repeat(4)}`);
    expect(await getConversations()).toHaveLength(100);
    inner.restore();
    expect(await total()).toBe(237);
  });

  test('the outer one may end first', async () => {
    const { fetch: before } = globalThis;
    const outer = await intercept(mock);
    const inner = await intercept(other);
    outer.restore();
    expect(await total()).toBe(3);
    inner.restore();
    expect(globalThis.fetch).toBe(before);
  });

  test('twice by the same mock', async () => {
    const first = await intercept(mock);
    await intercept(mock);
    first.restore();
    expect(await total()).toBe(237);
  });

  test('what somebody else has put over it stays', async () => {
    const { fetch: before } = globalThis;
    const made = await intercept();
    const { fetch: ours } = globalThis;
    const theirs = (...args: Parameters<typeof fetch>) => ours(...args);
    globalThis.fetch = theirs;
    made.restore();
    expect(globalThis.fetch).toBe(theirs);
    await withServer(
      (_, outgoing) => void outgoing.end('{"total":1}'),
      async (url) => expect(await total(url)).toBe(1),
    );
    globalThis.fetch = before;
  });
});

test.each([
  ['a path', 'https://api.example.com/v1', 'is not an origin'],
  ['no scheme', 'api.example.com', 'is not an origin'],
  ['another scheme', 'ftp://api.example.com', 'is not an origin'],
  ['all', '*', 'is not an origin'],
])('an origin that is none is refused: %s', async (_, origin, why) => {
  const { fetch: before } = globalThis;
  await expect(mock.intercept({ origins: [origin] })).rejects.toThrow(why);
  expect(globalThis.fetch).toBe(before);
});

test('a document without a host of its own says what to do', async () => {
  const path = await file(
    'local.yaml',
    tinyDocument((document) => (document.servers = [{ url: '/api' }])),
  );
  const local = await createMock({ vendors: [path] });
  await expect(local.intercept()).rejects.toThrow("intercept({ origins: ['https://api.example.com'] })");
  await intercept(local, ['https://notes.example']);
  expect((await fetch('https://notes.example/api/notes')).status).toBe(200);
});

describe('recordings', () => {
  const ways = ['fetch, a text', 'https.get', 'axios'] as const;

  test.each(some(ways, 4))('a replay answers: %s', async (way) => {
    const replay = await createReplay({
      vendors: ['gptbots'],
      fixtures: [await folder()],
      fallback: 'mock',
      env: {},
    });
    await intercept(replay);
    expect((await CLIENTS[way]?.(HOST + PAGE, KEY))?.body.total).toBe(237);
    await replay.close();
    expect(http.request.name).toBe('request');
  });

  test.each(['fetch', 'http'])(
    'a recorder asks the real service at the intercepted origin itself: %s',
    async (way) => {
      let asked = 0;
      await withServer(
        (_, outgoing) => {
          asked += 1;
          outgoing.setHeader('Content-Type', 'application/json');
          outgoing.end('{"notes":[],"page":1,"total":0,"more":false}');
        },
        async (url) => {
          const path = await file(
            'tiny.yaml',
            tinyDocument((document) => (document.servers = [{ url: `${url}/api` }])),
          );
          const out = await folder();
          const recording = await createRecording({ vendors: [path], url, out, env: {} });
          await intercept(recording);
          const target = `${url}/api/notes`;
          if (way === 'fetch') expect((await fetch(target)).status).toBe(200);
          else await new Promise((done) => http.get(target, (answer) => answer.resume().on('end', done)));
          await recording.close();
          expect([asked, (await fixturesOf(out)).length]).toEqual([1, 1]);
        },
      );
    },
  );
});
