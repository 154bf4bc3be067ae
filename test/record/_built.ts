import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { withServer } from '../cli/_loopback.ts';
import { filesOf } from './_recording.ts';

/** The program as it was built: only a process of its own can be killed. */
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
if (!existsSync(CLI)) throw new Error('there is no dist/cli.js: run npm run build first');

export const target = (n: number) =>
  `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=${n}&page_size=10`;

export async function startRecorder(
  upstream: string,
  out: string,
): Promise<{ child: ChildProcess; url: string; out: () => string; err: () => string }> {
  const child = spawn(process.execPath, [
    CLI,
    'record',
    'gptbots',
    '--url',
    upstream,
    '--out',
    out,
    '--port',
    '0',
  ]);
  let text = '';
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /on (http:\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', () => reject(new Error(errors)));
  });
  return { child, url, out: () => text, err: () => errors };
}

/** Asks for page after page, many at once, until nobody answers; answers with the pages that came whole. */
export async function load(url: string, first: number, acknowledged: Map<string, string>): Promise<void> {
  let next = first;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (;;) {
        const path = target(next++);
        try {
          const response = await fetch(url + path);
          const text = await response.text();
          if (response.status === 200) acknowledged.set(path, text);
        } catch {
          return;
        }
      }
    }),
  );
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(1);
}

export const gone = (child: ChildProcess) =>
  new Promise<void>((done) => {
    if (child.signalCode !== null) done();
    else child.on('exit', () => done());
  });

/** Answers with some hundred rows, so that writing takes a while. */
export const serve = <T>(use: (url: string) => Promise<T>) =>
  withServer((incoming, outgoing) => {
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(
      JSON.stringify({
        url: incoming.url,
        rows: Array.from({ length: 300 }, (_, n) => ({ id: n, title: `title ${n}` })),
      }),
    );
  }, use);

export async function expectAllOnDisk(
  out: string,
  acknowledged: ReadonlyMap<string, string>,
): Promise<number> {
  const files = await filesOf(out);
  const kept = new Map<string, string>();
  for (const [name, text] of files) {
    expect(name).toMatch(/\.json$|\/\.[^/]+\.[0-9a-f]{12}\.tmp$/);
    if (!name.endsWith('.json')) continue;
    const { request, response } = parseFixture(text, name);
    kept.set(request.url, JSON.stringify((response.body as { json: unknown }).json));
  }
  for (const [path, text] of acknowledged) expect(kept.get(path), path).toBe(text);
  return files.size - kept.size;
}
