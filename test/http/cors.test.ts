import { afterAll, describe, expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { some } from '../_some.ts';
import { answerJson, fixturesOf, folder, withRecording } from '../record/_recording.ts';
import { send } from '../wire/_wire.ts';

const PAGE =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
const MINE = 'http://localhost:5173';
const preflight = (origin = MINE, headers = 'authorization') => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': headers,
    'sec-fetch-site': 'cross-site',
  },
});
const get = (origin = MINE) => ({ headers: { origin, authorization: 'Bearer app-any' } });
const corsOf = (headers: object) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

type Server = { listen(): Promise<{ port: number }>; close(): Promise<unknown> };
const open: Server[] = [];
afterAll(() => Promise.all(open.map((one) => one.close())));
const started = async (server: Server) => {
  open.push(server);
  return (await server.listen()).port;
};
const SERVERS = {
  mock: async (cors: string[], vendors = ['gptbots']) => started(await createMock({ vendors, cors })),
  'replay --fallback mock': async (cors: string[], vendors = ['gptbots']) =>
    started(await createReplay({ vendors, cors, fixtures: [await folder()], fallback: 'mock', env: {} })),
};
const OTHERS = {
  ...SERVERS,
  replay: async (cors: string[], vendors = ['gptbots']) =>
    started(await createReplay({ vendors, cors, fixtures: [await folder()], env: {} })),
};

describe.each(some(Object.entries(OTHERS), 4))('%s, without --cors', (_, start) => {
  test('says that the answer is not known, and names the two ways', async () => {
    const port = await start([]);
    const { status, headers, bytes } = await send(port, { target: PAGE, ...preflight() });
    expect([status, headers['x-confab-cause'], corsOf(headers)]).toEqual([501, 'preflight-unknown', {}]);
    const { title, detail } = JSON.parse(bytes.toString());
    expect(title).toBe('How gptbots answers a preflight is not known');
    for (const way of ['server.proxy', 'docs/testing.md', `--cors ${MINE};`, "cors: ['*']"])
      expect(detail).toContain(way);
  });

  test.each(
    some(
      [
        ['below its vendor', `/gptbots${PAGE}`, preflight(), 'preflight-unknown'],
        ['of a page without an origin', PAGE, preflight('null'), 'preflight-unknown'],
        ['of a hostile origin', PAGE, preflight('"><script>'), 'preflight-unknown'],
        ['for a path that nobody has', '/v1/nothing', preflight(), 'no-such-operation'],
        ['OPTIONS by hand', PAGE, { method: 'OPTIONS' }, 'no-such-operation'],
        [
          'for a method that the path does not have',
          PAGE,
          { ...preflight(), headers: { ...preflight().headers, 'access-control-request-method': 'PATCH' } },
          'no-such-operation',
        ],
      ],
      3,
    ),
  )('%s', async (_, target, sent, cause) => {
    const { status, headers, bytes } = await send(await start([]), { target, ...sent });
    expect([status, headers['x-confab-cause']]).toEqual([501, cause]);
    expect(bytes.toString()).not.toContain('<script>');
  });
});

describe.each(some(Object.entries(SERVERS), 4))('%s', (_, start) => {
  test('answers as the vendor does where that is known', async () => {
    const target = '/conversation/list';
    for (const cors of [[], ['*']]) {
      const { status, headers } = await send(await start(cors, ['chatnio']), { target, ...preflight() });
      expect([status, headers['access-control-max-age'], headers['access-control-allow-origin']]).toEqual([
        200,
        '7200',
        MINE,
      ]);
    }
  });

  test('--cors answers the preflight, and lets the page read answers and their headers', async () => {
    const port = await start([MINE]);
    const asked = await send(port, { target: PAGE, ...preflight(MINE, 'authorization, x-mine') });
    expect([asked.status, asked.bytes.length, corsOf(asked.headers)]).toEqual([
      204,
      0,
      {
        'access-control-allow-origin': MINE,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': 'authorization, x-mine',
        'access-control-max-age': '600',
      },
    ]);
    const { status, headers } = await send(port, { target: PAGE, ...get() });
    expect([status, headers['access-control-allow-origin'], headers.vary]).toEqual([200, MINE, 'Origin']);
    expect(headers['access-control-expose-headers']).toContain('x-confab-operation');
    const refused = await send(port, { target: '/nothing', ...get() });
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([501, MINE]);
  });

  test('--cors with an origin is for its pages only', async () => {
    const port = await start([MINE]);
    for (const origin of [
      'http://localhost:5174',
      'https://localhost:5173',
      'null',
      'http://localhost:5173.evil.test',
    ]) {
      expect((await send(port, { target: PAGE, ...preflight(origin) })).status).toBe(501);
      const { status, headers } = await send(port, { target: PAGE, ...get(origin) });
      expect([status, corsOf(headers)]).toEqual([200, {}]);
    }
  });

  test('--cors alone is for every page, by its own origin', async () => {
    const port = await start(['*']);
    for (const origin of ['https://any.example', 'null']) {
      expect((await send(port, { target: PAGE, ...preflight(origin) })).status).toBe(204);
      const { headers } = await send(port, { target: PAGE, ...get(origin) });
      expect(headers['access-control-allow-origin']).toBe(origin);
    }
    expect(
      corsOf((await send(port, { target: PAGE, headers: { authorization: 'Bearer app-any' } })).headers),
    ).toEqual({});
  });

  test('a page on the web may ask this machine (Private Network Access)', async () => {
    const { method, headers } = preflight();
    const sent = { method, headers: { ...headers, 'access-control-request-private-network': 'true' } };
    const answer = await send(await start(['*']), { target: PAGE, ...sent });
    expect(answer.headers['access-control-allow-private-network']).toBe('true');
  });

  test('--cors opens nothing of the server itself', async () => {
    const port = await start(['*']);
    for (const target of ['/_confab/scopes', '/_confab?x', '/_confab'])
      expect(corsOf((await send(port, { target, ...preflight() })).headers)).toEqual({});
  });
});

describe('a recorder', () => {
  const KEY = { CONFAB_GPTBOTS_KEY: 'app-the-users-own-key' };
  const vendor = answerJson({ list: [], total: 0 });

  test.each([
    ['without --cors the refusal names it', { env: {} }, 501],
    ['with --cors it answers', { env: {}, cors: [MINE] }, 204],
    ['where a key is added --cors does not let pages in', { env: KEY, cors: ['*'] }, 403],
    ['--allow-origin lets them in', { env: KEY, cors: ['*'], allowOrigins: [MINE] }, 204],
  ])('%s', async (_, options, status) => {
    await withRecording(
      'gptbots',
      vendor,
      async ({ url, asked }) => {
        const answer = await send(Number(new URL(url).port), { target: PAGE, ...preflight() });
        expect([answer.status, asked()]).toEqual([status, 0]);
      },
      options,
    );
  });

  test('what it adds is in no recording, and stands in the place of what the service says', async () => {
    const own = (outgoing: Parameters<typeof vendor>[0], incoming: Parameters<typeof vendor>[1]) => {
      outgoing.setHeader('Access-Control-Allow-Origin', 'https://console.example');
      return vendor(outgoing, incoming);
    };
    await withRecording(
      'gptbots',
      own,
      async ({ url, out }) => {
        const { headers } = await send(Number(new URL(url).port), { target: PAGE, ...get() });
        expect(headers['access-control-allow-origin']).toBe(MINE);
        const text = JSON.stringify(await fixturesOf(out));
        expect(text).toContain('https://console.example');
        expect(text).not.toContain(`Origin: ${MINE}`);
      },
      { env: {}, cors: ['*'] },
    );
  });
});

test.each(some([['localhost:5173'], ['http://localhost:5173/app'], [''], ['null'], ['*.example.com']], 3))(
  'what is no origin is refused: %j',
  async (cors) => {
    const why = `cors: ${JSON.stringify(cors)} is not the origin of a page`;
    await expect(createMock({ vendors: ['gptbots'], cors: [cors] })).rejects.toThrow(why);
    await expect(
      createReplay({ vendors: ['gptbots'], fixtures: [await folder()], cors: [cors] }),
    ).rejects.toThrow(why);
  },
);
