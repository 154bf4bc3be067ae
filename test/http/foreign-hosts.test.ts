import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { some } from '../_some.ts';
import { withServer } from '../cli/_loopback.ts';
import { run } from '../cli/_run.ts';
import { sendRaw } from '../record/_raw.ts';
import { answerJson, filesOf, folder, withRecording } from '../record/_recording.ts';
import { KEY, SERVERS, type Server } from './_servers.ts';

const TARGET = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10';
describe.each(some(Object.entries(SERVERS), 4))('%s', (_, start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());

  const send = (first: string, ...hosts: string[]) =>
    sendRaw(
      server.url,
      [first, ...hosts.map((host) => `Host: ${host}`), 'Authorization: Bearer app-x', 'Connection: close']
        .join('\r\n')
        .concat('\r\n\r\n'),
    );

  test.each(
    some(
      [
        ['a rebound name', `GET ${TARGET} HTTP/1.1`, ['attacker.example']],
        ['a rebound name with a port', `GET ${TARGET} HTTP/1.1`, ['attacker.example:4010']],
        ['HTTP/1.0 with a rebound name', `GET ${TARGET} HTTP/1.0`, ['attacker.example']],
        ['a preflight', `OPTIONS ${TARGET} HTTP/1.1`, ['attacker.example']],
        ['HEAD', `HEAD ${TARGET} HTTP/1.1`, ['attacker.example']],
        ['a POST', `POST ${TARGET} HTTP/1.1`, ['attacker.example']],
        ['a path that nobody knows', 'GET /_confab/scopes HTTP/1.1', ['attacker.example']],
        ['two hosts', `GET ${TARGET} HTTP/1.1`, ['localhost', 'attacker.example']],
        ['a target with a host of its own', `GET http://attacker.example${TARGET} HTTP/1.1`, ['localhost']],
        ['a host of 10,000 letters', `GET ${TARGET} HTTP/1.1`, ['a'.repeat(10_000)]],
        ['no host at all', `GET ${TARGET} HTTP/1.1`, ['']],
      ],
      4,
    ),
  )('%s gets nothing', async (name, first, hosts) => {
    const before = server.told.length;
    const { head, headers, body } = await send(first, ...hosts);
    expect(head).toBe('HTTP/1.1 403 Forbidden');
    expect(headers).toContain('x-confab-cause: host-not-allowed');
    expect(headers).toContain('content-type: application/problem+json');
    expect(headers.join('\n')).not.toMatch(/access-control/i);
    if (name !== 'HEAD')
      expect(JSON.parse(body.toString())).toEqual({
        title: expect.any(String),
        status: 403,
        detail: expect.any(String),
      });
    else expect(body).toHaveLength(0);
    expect(body.length).toBeLessThan(800);
    expect(server.asked()).toBe(0);
    const told = server.told.slice(before);
    if (server.told.length > 0) expect(told).toMatchObject([{ what: 'refused', status: 403 }]);
    expect(JSON.stringify(told).length).toBeLessThan(1500);
  });

  test.each(
    some(
      [
        ['localhost', `GET ${TARGET} HTTP/1.1`, ['localhost']],
        ['localhost with another port', `GET ${TARGET} HTTP/1.1`, ['LOCALHOST.:1']],
        ['a name below localhost', `GET ${TARGET} HTTP/1.1`, ['gptbots.localhost']],
        ['HTTP/1.0 without a host', `GET ${TARGET} HTTP/1.0`, []],
        ['a name that is allowed', `GET ${TARGET} HTTP/1.1`, ['confab:4010']],
        ['a name below an allowed one', `GET ${TARGET} HTTP/1.1`, ['a.b.test']],
        ['a target with an allowed host', `GET http://confab${TARGET} HTTP/1.1`, ['confab']],
      ],
      3,
    ),
  )('%s gets an answer', async (_, first, hosts) => {
    expect((await send(first, ...hosts)).head).toBe('HTTP/1.1 200 OK');
  });
});

test('what was refused is in no file', async () => {
  const out = await folder();
  await withRecording(
    'gptbots',
    answerJson({}),
    async ({ url }) => {
      await sendRaw(url, `GET ${TARGET} HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n`);
      expect((await filesOf(out)).size).toBe(0);
    },
    { out, env: KEY },
  );
});

test.each([['mock'], ['record', 'gptbots', '--url', 'http://127.0.0.1:9'], ['replay']])(
  'confab %s says what --allow-host must be',
  async (...argv) => {
    const { code, err } = await run([...argv, '--allow-host', 'http://confab']);
    expect([code, err]).toEqual([
      1,
      'confab: allow-host: "http://confab" is not the name of a host; write it as name or *.name, without http:// and path\n',
    ]);
  },
);

test('confab record tells of it in a line that a stranger cannot make longer', async () => {
  await withServer(
    () => {},
    async (url) => {
      const { serving } = await import('../cli/_serving.ts');
      const { ran } = await serving(
        ['record', 'gptbots', '--url', url, '--out', await folder()],
        (at) =>
          sendRaw(
            at,
            `GET /${'p'.repeat(9000)}?q HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n`,
          ),
        KEY,
      );
      expect(ran.err).toMatch(
        /^refused {2}403 GET \/p{199}…\n {2}This server does not go by that name: .*--allow-host attacker\.example/,
      );
      expect(ran.code).toBe(3);
    },
  );
});
