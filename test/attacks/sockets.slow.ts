import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { folder } from '../record/_recording.ts';
import { open, type Program, page, requestOf, withPrograms } from './_program.ts';

/** Few enough for any machine's limit of open files. */
const MANY = 100;

/** A server of each kind that answers pages of a list, and what is in front of it. */
const SERVERS = ['mock', 'record', 'replay'] as const;

async function serve(
  kind: (typeof SERVERS)[number],
  begin: Parameters<Parameters<typeof withPrograms>[0]>[0],
): Promise<Program> {
  const mock = await begin(['mock', 'gptbots']);
  if (kind === 'mock') return mock;
  const out = await folder();
  const recorder = await begin(['record', 'gptbots', '--url', mock.url, '--out', out]);
  if (kind === 'record') return recorder;
  for (const number of [1, 2, 3, 4, 5]) await page(recorder.url, number);
  return begin(['replay', out]);
}

/** How many files and sockets a process has open; undefined where the system does not show it. */
function openFiles({ child }: Program): number | undefined {
  try {
    return readdirSync(`/proc/${child.pid}/fd`).length;
  } catch {
    return undefined;
  }
}

/** Waits for as long as it takes: the runner's own limit is for what never comes. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

describe.each(SERVERS)('%s', (kind) => {
  test('answers others while many connections send a byte now and then', async () => {
    await withPrograms(async (begin) => {
      const server = await serve(kind, begin);
      const whole = await page(server.url, 1);
      const before = openFiles(server);
      const sockets = await Promise.all(Array.from({ length: MANY }, () => open(server.port)));
      const request = requestOf(1);
      for (let at = 0; at < 20; at += 1) {
        for (const socket of sockets) socket.write(request.slice(at, at + 1));
        expect(await page(server.url, 1)).toBe(whole);
      }
      for (const socket of sockets) socket.destroy();
      // What they held is given back.
      if (before !== undefined) await until(() => (openFiles(server) as number) <= before + 5);
      expect(await page(server.url, 2)).not.toBe(whole);
      expect(server.err()).not.toMatch(/bug of confab|\n\s+at /);
    });
  });

  test('answers everything that was asked on one connection before the first answer was read', async () => {
    await withPrograms(async (begin) => {
      const server = await serve(kind, begin);
      const single = await page(server.url, 1);
      const socket = await open(server.port);
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk));
      for (let n = 1; n < MANY; n += 1) socket.write(requestOf(1));
      socket.write(requestOf(1, ['Connection: close']));
      await once(socket, 'close');
      const bodies = Buffer.concat(chunks)
        .toString()
        .split(/HTTP\/1\.1 200 [\s\S]*?\r\n\r\n/)
        .slice(1);
      expect(bodies.length).toBe(MANY);
      expect([...new Set(bodies)]).toEqual([single]);
    });
  });

  test.each<[string, string, number]>([
    ['in the middle of the request line', requestOf(1), 20],
    ['in the middle of a header', requestOf(1), requestOf(1).length - 10],
    [
      'in the middle of a body',
      `${requestOf(1, ['Content-Length: 1000']).replace('GET', 'POST')}{"a":`,
      Number.POSITIVE_INFINITY,
    ],
    ['in the middle of an answer', requestOf(1).repeat(10), Number.POSITIVE_INFINITY],
  ])('survives clients that go %s', async (_, text, length) => {
    await withPrograms(async (begin) => {
      const server = await serve(kind, begin);
      const whole = await page(server.url, 1);
      const before = openFiles(server);
      for (let n = 0; n < MANY; n += 1) {
        const socket = await open(server.port);
        socket.write(text.slice(0, length));
        // Some go at once, some when the first bytes of an answer are there.
        if (n % 2 === 0 && length === Number.POSITIVE_INFINITY && text.startsWith('GET'))
          await Promise.race([once(socket, 'data'), once(socket, 'close')]);
        if (n % 3 === 0) socket.resetAndDestroy();
        else socket.destroy();
      }
      expect(await page(server.url, 1)).toBe(whole);
      if (before !== undefined) await until(() => (openFiles(server) as number) <= before + 5);
      expect(server.err()).not.toMatch(/bug of confab|\n\s+at /);
      expect(server.child.exitCode).toBe(null);
    });
  });
});
