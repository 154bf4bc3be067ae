import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folder } from '../record/_recording.ts';
import { withServer } from './_loopback.ts';

/** The program as it was built: only a process of its own gets signals. */
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
if (!existsSync(CLI)) throw new Error('there is no dist/cli.js: run npm run build first');

const TARGET = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page_size=10&page=';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly err: () => string;
  /** The exit code, or the signal that killed it. */
  readonly ended: Promise<number | string | null>;
}

async function start(...argv: string[]): Promise<Started> {
  const child = spawn(process.execPath, [CLI, ...argv, '--port', '0']);
  let [out, err] = ['', ''];
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  child.stderr.on('data', (chunk) => (err += chunk));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const found = /on (http:\/\/[\d.:]+)/.exec(out)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', () => reject(new Error(err)));
  });
  return { child, url, err: () => err, ended };
}

/** A recorder in front of a service that has been asked three times and answers when it is told to. */
async function withThreeAsked(
  use: (started: Started, answers: Promise<Response>[], held: ServerResponse[]) => Promise<void>,
): Promise<void> {
  const held: ServerResponse[] = [];
  await withServer(
    (_, outgoing) => {
      held.push(outgoing);
    },
    async (upstream) => {
      const started = await start('record', 'gptbots', '--url', upstream, '--out', await folder());
      try {
        const answers = [1, 2, 3].map((page) => fetch(started.url + TARGET + page));
        for (const one of answers) one.catch(() => {});
        await expect.poll(() => held.length, { timeout: 60_000 }).toBe(3);
        await use(started, answers, held);
      } finally {
        started.child.kill('SIGKILL');
      }
    },
  );
}

describe.each(SIGNALS)('%s', (signal) => {
  test('a recorder answers what it was asked, and ends with 0', async () => {
    await withThreeAsked(async ({ child, err, ended }, answers, held) => {
      child.kill(signal);
      await expect
        .poll(err, { timeout: 60_000 })
        .toContain('confab: waits for 3 answers, 5 s at most; a second signal ends it at once\n');
      for (const outgoing of held)
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"list":[]}');
      for (const answer of answers) {
        const response = await answer;
        expect([response.headers.get('connection'), await response.json()]).toEqual(['close', { list: [] }]);
      }
      expect(await ended).toBe(0);
      expect(err()).not.toContain('cut off');
    });
  });

  test('what is not there in time is cut off: 3', async () => {
    await withThreeAsked(async ({ child, err, ended }, answers) => {
      child.kill(signal);
      expect(await ended).toBe(3);
      expect(err()).toContain('confab: 3 answers cut off: not whole after 5 s\n');
      expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(
        Array(3).fill('rejected'),
      );
    });
  });

  test('the second signal ends it at once, with the code of a shell', async () => {
    await withThreeAsked(async ({ child, err, ended }) => {
      child.kill(signal);
      await expect.poll(err, { timeout: 60_000 }).toContain('waits for 3 answers');
      child.kill('SIGTERM');
      expect(await ended).toBe(128 + constants.signals.SIGTERM);
      expect(err()).not.toContain('cut off');
    });
  });

  test.each([['mock', 'gptbots'], ['replay']])(
    '%s %s without requests ends at once with 0',
    async (...argv) => {
      const { child, err, ended } = await start(...argv);
      child.kill(signal);
      expect([await ended, err()]).toEqual([0, '']);
    },
  );
});
