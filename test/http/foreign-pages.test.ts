import { describe, expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { createGuard } from '../../src/http/guard.ts';
import { some } from '../_some.ts';
import { closedPort } from '../cli/_loopback.ts';
import { run } from '../cli/_run.ts';
import { serving } from '../cli/_serving.ts';
import { rawRequest, sendRaw } from '../record/_raw.ts';
import { type Answer, answerJson, folder, withRecording } from '../record/_recording.ts';

const LOOPBACK = { host: '127.0.0.1', address: '127.0.0.1' };
const TARGET = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10';
const KEY = { CONFAB_GPTBOTS_KEY: 'app-the-users-own-key' };

/** Whether a request with these headers, as `Name: value`, may enter. */
function may(
  lines: readonly string[],
  allowOrigins: readonly string[] = [],
  host = 'localhost:4010',
): boolean {
  const headers = [`Host: ${host}`, ...lines].flatMap((line) => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  return createGuard({ listening: LOOPBACK, allowHosts: [], allowOrigins })('/', headers) === undefined;
}

describe('where a key is added', () => {
  test.each<[string, string[]]>(
    some<[string, string[]]>(
      [
        ['a program, which says nothing', []],
        ['the user, who types the address', ['Sec-Fetch-Site: none']],
        ['a page of the server itself', ['Sec-Fetch-Site: same-origin']],
        ['its form', ['Origin: http://localhost:4010', 'Sec-Fetch-Site: same-origin']],
        ['its origin in capitals', ['ORIGIN: HTTP://LOCALHOST:4010']],
      ],
      3,
    ),
  )('%s may ask', (_, lines) => {
    expect(may(lines)).toBe(true);
  });

  test.each<[string, string[]]>(
    some<[string, string[]]>(
      [
        ['a page of another origin', ['Origin: https://evil.example', 'Sec-Fetch-Site: cross-site']],
        ['an older browser, without Sec-Fetch-Site', ['Origin: https://evil.example']],
        ['an img, a script or a link of a page', ['Sec-Fetch-Site: cross-site']],
        ['a page of another port', ['Origin: http://localhost:5173', 'Sec-Fetch-Site: same-site']],
        ['its img', ['Sec-Fetch-Site: same-site']],
        ['a site that no standard knows', ['Sec-Fetch-Site: next-door']],
        ['a site without a value', ['Sec-Fetch-Site:']],
        ['a page without an origin', ['Origin: null']],
        ['an origin without a value', ['Origin:']],
        ['an origin that is none', ['Origin: localhost:4010']],
        ['another scheme', ['Origin: https://localhost:4010']],
        ['another name of this machine', ['Origin: http://127.0.0.1:4010']],
        ['the origin with a user', ['Origin: http://a@localhost:4010']],
        ['several origins', ['Origin: http://localhost:4010', 'Origin: https://evil.example']],
        ['a list of origins', ['Origin: http://localhost:4010 https://evil.example']],
        ['several sites', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Site: same-origin']],
        [
          'a foreign origin that calls itself own',
          ['Origin: https://evil.example', 'Sec-Fetch-Site: same-origin'],
        ],
      ],
      4,
    ),
  )('%s may not', (_, lines) => {
    expect(may(lines)).toBe(false);
    expect(may(lines, ['http://mine.example', 'app://mine'])).toBe(false);
    expect(may(lines, ['*'])).toBe(true);
  });

  test.each(
    some(
      [
        ['http://mine.example', 'http://mine.example', true],
        ['http://mine.example:80/', 'HTTP://MINE.example', true],
        ['http://mine.example', 'https://mine.example', false],
        ['http://mine.example', 'http://mine.example:8080', false],
        ['http://mine.example', 'http://a.mine.example', false],
        ['http://mine.example', 'http://mine.example.evil.example', false],
        ['https://bücher.example', 'https://xn--bcher-kva.example', true],
        ['chrome-extension://abcdef', 'chrome-extension://abcdef', true],
        ['chrome-extension://abcdef', 'chrome-extension://bcdefg', false],
      ],
      4,
    ),
  )('--allow-origin %s and a page of %s: %s', (allowed, origin, expected) => {
    expect(may([`Origin: ${origin}`, 'Sec-Fetch-Site: cross-site'], [allowed])).toBe(expected);
  });

  test.each(
    some(
      [
        '',
        'null',
        'mine.example',
        'localhost:5173',
        'http://',
        'http://mine.example/app',
        'http://*.example',
        'http://a b',
      ],
      4,
    ),
  )('--allow-origin %j is no origin', async (allowed) => {
    const { code, err } = await run(['replay', '--allow-origin', allowed]);
    expect([code, err]).toEqual([
      1,
      `confab: allow-origin: ${JSON.stringify(allowed)} is not the origin of a page; write it as scheme://host or scheme://host:port, such as http://localhost:5173\n`,
    ]);
  });

  test('without an own host no origin is the own one', () => {
    const guard = createGuard({ listening: LOOPBACK, allowHosts: [], allowOrigins: [] });
    expect(guard('/', ['Origin', 'null'])?.cause).toBe('origin-not-allowed');
  });
});

test('where no key is added, pages are not told apart', () => {
  const guard = createGuard({ listening: LOOPBACK, allowHosts: [] });
  expect(guard('/', ['Host', 'localhost', 'Origin', 'https://evil.example'])).toBeUndefined();
});

/** A vendor that lets every page read its answers. */
const permissive: Answer = (outgoing, incoming) => {
  outgoing.setHeader('Access-Control-Allow-Origin', '*');
  answerJson({ list: ['private'], total: 1 })(outgoing, incoming);
};
const EVIL = ['Origin: https://evil.example', 'Sec-Fetch-Site: cross-site'];

describe('over a port', () => {
  test.each(some(['missing', 'all', 'through', 'compare'] as const, 4))(
    'record --mode %s: the real service is not asked, nothing is played, preflights neither',
    async (mode) => {
      const out = await folder();
      await withRecording('gptbots', permissive, ({ url }) => fetch(url + TARGET), { out });
      await withRecording(
        'gptbots',
        permissive,
        async ({ url, asked, told }) => {
          for (const [method, lines] of [
            ['GET', EVIL],
            ['GET', ['Sec-Fetch-Site: cross-site']],
            ['POST', ['Origin: null']],
            ['HEAD', EVIL],
            ['OPTIONS', [...EVIL, 'Access-Control-Request-Method: GET']],
          ] as const) {
            const { head, headers, body } = await sendRaw(url, rawRequest(TARGET, lines, method));
            expect([method, head]).toEqual([method, 'HTTP/1.1 403 Forbidden']);
            expect(headers).toContain('x-confab-cause: origin-not-allowed');
            expect(headers.join('\n')).not.toMatch(/access-control/i);
            expect(body.toString()).not.toContain('private');
          }
          expect(asked()).toBe(0);
          expect(told.map(({ what }) => what)).toEqual(Array(5).fill('refused'));
        },
        { mode, out, env: KEY },
      );
    },
  );

  test('a page that --allow-origin names gets the list, and a program needs no such thing', async () => {
    const allowOrigins = ['http://mine.example'];
    await withRecording(
      'gptbots',
      permissive,
      async ({ url, asked }) => {
        const page = await sendRaw(
          url,
          rawRequest(TARGET, ['Origin: http://mine.example', 'Sec-Fetch-Site: cross-site']),
        );
        expect(page.head).toBe('HTTP/1.1 200 OK');
        expect(page.headers).toContain('Access-Control-Allow-Origin: *');
        expect((await sendRaw(url, rawRequest(TARGET.replace('page=1', 'page=2')))).head).toBe(
          'HTTP/1.1 200 OK',
        );
        expect(asked()).toBe(2);
      },
      { env: KEY, allowOrigins },
    );
  });

  test.each(
    some(
      [
        ['an empty environment', {}, {}],
        ['a mode that never asks', KEY, { mode: 'replay' }],
      ] as const,
      4,
    ),
  )('%s: there is no key to lend', async (_, env, options) => {
    const out = await folder();
    await withRecording('gptbots', permissive, ({ url }) => fetch(url + TARGET), { out });
    await withRecording(
      'gptbots',
      permissive,
      async ({ url }) => {
        expect((await sendRaw(url, rawRequest(TARGET, EVIL))).head).toBe('HTTP/1.1 200 OK');
      },
      { out, env, ...options },
    );
  });

  test.each(
    some(
      [
        ['--fallback upstream', { fallback: 'upstream' }],
        ['--expired record', { expiry: { maxAge: 1, action: 'record' } }],
      ] as const,
      4,
    ),
  )('replay %s', async (_, options) => {
    const url = await closedPort();
    const replay = await createReplay({
      vendors: ['gptbots'],
      fixtures: [await folder()],
      url,
      env: KEY,
      ...options,
    });
    const { url: at } = await replay.listen();
    expect((await sendRaw(at, rawRequest(TARGET, EVIL))).head).toBe('HTTP/1.1 403 Forbidden');
    await replay.close();
  });
});

describe('beyond loopback', () => {
  const start = async (...more: string[]) => [
    'record',
    'gptbots',
    '--url',
    await closedPort(),
    '--out',
    await folder(),
    '--host',
    '0.0.0.0',
    ...more,
  ];

  test('a key is not lent unless --allow-host says that it may be', async () => {
    const { code, err } = await run([...(await start()), '--port', '0'], { env: KEY });
    expect([code, err]).toEqual([
      1,
      'confab: host: on 0.0.0.0 every machine that reaches this one could use your key of gptbots (CONFAB_GPTBOTS_KEY), without having it. ' +
        'Listen on 127.0.0.1; or, if they are meant to, name the host that they ask for: --allow-host name\n',
    ]);
  });

  test('then it is said whose key is lent to whom', async () => {
    const { ran } = await serving(await start('--allow-host', 'confab'), async () => {}, KEY);
    expect([ran.code, ran.err]).toEqual([
      0,
      'confab: warning: your key of gptbots (CONFAB_GPTBOTS_KEY) is added to the requests of every machine that reaches 0.0.0.0\n',
    ]);
  });

  test('without a key nobody needs to say anything', async () => {
    const { ran } = await serving(await start(), async () => {});
    expect([ran.code, ran.err]).toEqual([0, '']);
  });
});

test('--allow-origin * is warned of', async () => {
  const { ran } = await serving(
    ['record', 'gptbots', '--url', await closedPort(), '--out', await folder(), '--allow-origin', '*'],
    async () => {},
    KEY,
  );
  expect(ran.err).toMatch(
    /is added to the requests of every web page that is open in a browser which reaches this server\n$/,
  );
});
