import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { removeAbandoned } from '../../src/record/store/write-file.ts';
import { withServer } from '../cli/_loopback.ts';
import { filesOf, folder } from './_recording.ts';

/** The program as it was built: only a process of its own can be killed. */
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
if (!existsSync(CLI)) throw new Error('there is no dist/cli.js: run npm run build first');

const target = (n: number) =>
  `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=${n}&page_size=10`;

async function startRecorder(upstream: string, out: string): Promise<{ child: ChildProcess; url: string }> {
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
  return { child, url };
}

/** Asks for page after page, many at once, until nobody answers; answers with the pages that came whole. */
async function load(url: string, first: number, acknowledged: Map<string, string>): Promise<void> {
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

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(1);
}

const gone = (child: ChildProcess) =>
  new Promise<void>((done) => {
    if (child.signalCode !== null) done();
    else child.on('exit', () => done());
  });

/** Answers with some hundred rows, so that writing takes a while. */
const serve = <T>(use: (url: string) => Promise<T>) =>
  withServer((incoming, outgoing) => {
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(
      JSON.stringify({
        url: incoming.url,
        rows: Array.from({ length: 300 }, (_, n) => ({ id: n, title: `title ${n}` })),
      }),
    );
  }, use);

async function expectAllOnDisk(out: string, acknowledged: ReadonlyMap<string, string>): Promise<number> {
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

describe('kill -9 under load', () => {
  test('loses nothing that was acknowledged and leaves no broken file', async () => {
    await serve(async (upstream) => {
      const out = await folder();
      const acknowledged = new Map<string, string>();
      for (const round of [1, 2, 3]) {
        const { child, url } = await startRecorder(upstream, out);
        const done = load(url, round * 1_000_000, acknowledged);
        await until(() => acknowledged.size >= round * 40);
        child.kill('SIGKILL');
        await Promise.all([done, gone(child)]);
        await expectAllOnDisk(out, acknowledged);
      }
      expect((await createReplay({ vendors: ['gptbots'], fixtures: [out] })).size).toBeGreaterThanOrEqual(
        acknowledged.size,
      );
      await removeAbandoned(out, Date.now() + 3_600_000);
      expect(await expectAllOnDisk(out, acknowledged)).toBe(0);
    });
  });

  test('of one of two recorders on one folder harms neither', async () => {
    await serve(async (upstream) => {
      const out = await folder();
      const [ofA, ofB] = [new Map<string, string>(), new Map<string, string>()];
      const [a, b] = await Promise.all([startRecorder(upstream, out), startRecorder(upstream, out)]);
      // The same pages: both want the same names.
      const done = [load(a.url, 1, ofA), load(b.url, 1, ofB)];
      await until(() => ofA.size >= 40 && ofB.size >= 40);
      a.child.kill('SIGKILL');
      const before = ofB.size;
      await until(() => ofB.size >= before + 20);
      b.child.kill('SIGKILL');
      await Promise.all([...done, gone(a.child), gone(b.child)]);
      await expectAllOnDisk(out, ofA);
      await expectAllOnDisk(out, ofB);
      const takes = new Map<string, number[]>();
      for (const [name, text] of await filesOf(out)) {
        if (!name.endsWith('.json')) continue;
        const { request, take } = parseFixture(text, name);
        takes.set(request.url, [...(takes.get(request.url) ?? []), take].sort());
      }
      expect([...takes.values()].filter((all) => all.length === 2).length).toBeGreaterThan(0);
      for (const all of takes.values()) expect(all).toEqual([1, 2].slice(0, all.length));
    });
  });
});
