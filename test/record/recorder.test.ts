import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { RunError } from '../../src/errors.ts';
import type { Fixture } from '../../src/record/fixture.ts';
import { createRecorder } from '../../src/record/recorder.ts';
import { createStore } from '../../src/record/store/store.ts';
import { writeDurably } from '../../src/record/store/write-file.ts';
import { some } from '../_some.ts';
import { fixturesOf, folder, type Stage, withRecording, withReplay } from './_recording.ts';

const FIXTURE: Fixture = {
  format: 1,
  vendor: 'tiny',
  operation: 'list',
  take: 1,
  source: {
    kind: 'recorded',
    at: '2026-03-20T08:00:00.000Z',
    origin: 'https://api.example.com',
    milliseconds: 1,
    spec: `sha256:${'0'.repeat(64)}`,
    by: 'a test',
  },
  redacted: [],
  request: { method: 'GET', url: '/list', headers: [] },
  response: { status: 200, headers: [] },
};
const answer = (json: unknown) => ({
  fixture: { ...FIXTURE, response: { ...FIXTURE.response, body: { json: json as any } } },
  key: 'one request',
  greedy: [],
});

/** A disk in memory, which counts what is asked of it. */
function toDisk(taken: readonly string[] = []) {
  const texts = new Map<string, string>(taken.map((file) => [file, '']));
  let isFull = false;
  const disk = {
    texts,
    writes: 0,
    bytes: 0,
    fill: (full: boolean) => (isFull = full),
    files: {
      async write(file: string, text: string, { replace }: { replace: boolean }) {
        disk.writes += 1;
        disk.bytes += text.length;
        await new Promise((resolve) => setImmediate(resolve));
        if (isFull) throw new RunError(`${file} cannot be written: ENOSPC: no space left on device, write`);
        if (!replace && texts.has(file)) return false;
        texts.set(file, text);
        return true;
      },
      read: async (file: string) => new TextEncoder().encode(texts.get(file)),
      has: async (file: string) => texts.has(file),
      async remove(file: string) {
        texts.delete(file);
      },
    },
  };
  return disk;
}
const toRecorder = ({ files }: ReturnType<typeof toDisk>) =>
  createRecorder({ folder: '/out', store: createStore([], []), leaks: () => [], files });
const takes = ({ texts }: ReturnType<typeof toDisk>) =>
  [...texts.values()]
    .flatMap((text) => (text === '' ? [] : [(JSON.parse(text) as Fixture).take]))
    .sort((a, b) => a - b);
const oneTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe('200 identical requests at once', () => {
  test('with different answers are 200 writes', async () => {
    const disk = toDisk();
    const recorder = toRecorder(disk);
    const saved = await Promise.all(oneTo(200).map((n) => recorder.save(answer({ n }), 'next')));
    expect([disk.writes, new Set(saved.map(({ file }) => file)).size]).toEqual([200, 200]);
    expect(takes(disk)).toEqual(oneTo(200));
  });

  test('with one answer are one write, which all of them wait for', async () => {
    const disk = toDisk();
    const recorder = toRecorder(disk);
    const saved = await Promise.all(
      oneTo(200).map(async () => {
        const one = await recorder.save(answer({}), 'next');
        return { ...one, isThere: disk.texts.has(one.file) };
      }),
    );
    expect([disk.writes, disk.texts.size]).toEqual([1, 1]);
    expect(saved.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    expect(saved.every(({ isThere }) => isThere)).toBe(true);
  });

  test('where another recorder took 50 names are 50 writes more', async () => {
    const names = toDisk();
    const other = toRecorder(names);
    for (const n of oneTo(50)) await other.save(answer({ n }), 'next');
    const disk = toDisk([...names.texts.keys()]);
    const recorder = toRecorder(disk);
    await Promise.all(oneTo(200).map((n) => recorder.save(answer({ n }), 'next')));
    expect(disk.writes).toBe(250);
    expect(takes(disk)).toEqual(oneTo(200).map((n) => n + 50));
  });

  test('on a full disk are all refused; once there is room, the first number is free', async () => {
    const disk = toDisk();
    const recorder = toRecorder(disk);
    disk.fill(true);
    for (const make of [(n: number) => ({ n }), () => ({})]) {
      const all = await Promise.allSettled(oneTo(200).map((n) => recorder.save(answer(make(n)), 'next')));
      for (const one of all)
        expect(one).toMatchObject({
          status: 'rejected',
          reason: { message: expect.stringMatching(/ENOSPC/) },
        });
    }
    expect(disk.texts.size).toBe(0);
    disk.fill(false);
    await recorder.save(answer({ n: 7 }), 'next');
    expect(recorder.written()).toHaveLength(1);
  });
});

describe('anew', () => {
  const recordAnew = async (out: string, statuses: readonly number[]) => {
    let n = 0;
    await withRecording(
      'gptbots',
      (outgoing) => {
        const status = statuses[Math.min(n, statuses.length - 1)];
        n += 1;
        // 0: hangs up without an answer.
        if (status === 0) outgoing.destroy();
        else outgoing.writeHead(status ?? 200, { 'Content-Type': 'application/json' }).end(`{"n":${n}}`);
      },
      async ({ url }) => {
        for (const _ of statuses) await fetch(url + TARGET);
      },
      { out, mode: 'all' },
    );
    return (await fixturesOf(out)).length;
  };

  test.each<[string, number[], number]>([
    ['as often as before', [200, 200, 200], 3],
    ['less often than before: the later ones are removed', [200], 1],
    ['and the service did not answer once: all stay', [200, 0], 3],
    ['and it never answered: all stay', [0], 3],
  ])('%s', async (_, statuses, files) => {
    const out = await folder();
    expect(await recordAnew(out, [200, 200, 200])).toBe(3);
    expect(await recordAnew(out, statuses)).toBe(files);
  });

  test('200 at once in the place of 50', async () => {
    const disk = toDisk();
    const store = createStore([], []);
    const options = { folder: '/out', store, leaks: () => [], files: disk.files };
    const before = createRecorder(options);
    for (const n of oneTo(50)) await before.save(answer({ n }), 'next');
    disk.writes = 0;
    const recorder = createRecorder(options);
    await Promise.all(oneTo(200).map((n) => recorder.save(answer({ n: -n }), 'anew')));
    expect([disk.writes, takes(disk)]).toEqual([200, oneTo(200)]);
    expect([...disk.texts.values()].every((text) => text.includes('"n": -'))).toBe(true);
  });
});

describe('the end', () => {
  test('waits for what is being written, and writes nothing that comes later', async () => {
    const disk = toDisk();
    const recorder = toRecorder(disk);
    const saving = oneTo(40).map((n) => recorder.save(answer({ n }), 'next'));
    expect(await recorder.end(60_000)).toEqual({ removed: [], leaked: [], left: [] });
    expect(disk.texts.size).toBe(40);
    await Promise.all(saving);
    await expect(recorder.save(answer({ n: 41 }), 'next')).rejects.toThrow(/the recorder has ended/);
    expect(disk.texts.size).toBe(40);
  });

  test('does not wait for a disk that hangs, and says what is left', async () => {
    const disk = toDisk();
    const recorder = toRecorder(disk);
    await recorder.save(answer({ n: 1 }), 'next');
    await recorder.save(answer({ n: 1 }), 'next');
    disk.files.write = () => new Promise(() => {});
    for (const n of [2, 3]) recorder.save(answer({ n }), 'next');
    expect((await recorder.end(20)).left).toEqual([
      '2 recordings could not be written in time',
      '1 file could not be searched once more for credentials in time: look at them before you commit them',
    ]);
  });

  test('on a full disk says that repeats could not be noted', async () => {
    const { files } = toDisk();
    let isFull = false;
    const write: typeof writeDurably = async (file, ...rest) => {
      if (isFull) throw new RunError(`${file} cannot be written: ENOSPC`);
      return writeDurably(file, ...rest);
    };
    const recorder = createRecorder({
      folder: await folder(),
      store: createStore([], []),
      leaks: () => [],
      files: { ...files, write, has: async (file) => existsSync(file) },
    });
    await recorder.save(answer({}), 'next');
    await recorder.save(answer({}), 'next');
    isFull = true;
    expect((await recorder.end(60_000)).left).toEqual([
      'of 1 recording it could not be noted how often the same answer came',
    ]);
  });
});

/** Answers with one letter after the other, then with the last one again. */
const spelling = (letters: string) => {
  let n = 0;
  return (outgoing: any) => {
    const letter = letters[Math.min(n, letters.length - 1)];
    n += 1;
    outgoing.writeHead(200, { 'Content-Type': 'application/json', 'X-Request-Id': String(n) });
    outgoing.end(JSON.stringify({ letter, requestId: String(n) }));
  };
};
const TARGET = '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10';
const ask = async (url: string, times: number) => {
  let word = '';
  for (let n = 0; n < times; n += 1) word += ((await (await fetch(url + TARGET)).json()) as any).letter;
  return word;
};
const record = (
  letters: string,
  use: (stage: Stage) => Promise<unknown>,
  out: string,
  mode: 'all' | 'missing' = 'missing',
) => withRecording('gptbots', spelling(letters), use, { out, mode });
/** The answers on the disk in their order, each with how often it came. */
const kept = async (out: string) =>
  (await fixturesOf(out))
    .sort((a, b) => a.take - b.take)
    .map(({ times = 1, response }) => `${(response.body as any).json.letter}${times > 1 ? times : ''}`)
    .join(' ');

describe('a sequence of answers', () => {
  test.each<[string, string]>(
    some<[string, string]>(
      [
        ['A', 'A'],
        ['AA', 'A2'],
        ['AAA', 'A3'],
        ['AB', 'A B'],
        ['ABA', 'A B A'],
        ['AABBBA', 'A2 B3 A'],
        ['ABAB', 'A B A B'],
        ['ABBA', 'A B2 A'],
      ],
      4,
    ),
  )('%s is kept as %s and played in its order', async (letters, files) => {
    const out = await folder();
    await record(
      letters,
      async ({ url, told }) => {
        expect(await ask(url, letters.length)).toBe(letters);
        expect(told.map(({ what }) => what)).toEqual(
          [...letters].map((letter, n) => (letter === letters[n - 1] ? 'repeated' : 'recorded')),
        );
      },
      out,
    );
    expect(await kept(out)).toBe(files);
    await withReplay('gptbots', out, async (url) =>
      expect(await ask(url, letters.length + 2)).toBe(letters + letters.slice(-1).repeat(2)),
    );
    await withReplay(
      'gptbots',
      out,
      async (url) => {
        await ask(url, letters.length);
        expect((await fetch(url + TARGET)).headers.get('x-confab-cause')).toBe('used-up');
      },
      { sequence: true },
    );
  });

  test('is kept in its order, but for its end, when the recorder never came to its end', async () => {
    const out = await folder();
    await record(
      'AABCC',
      async ({ url }) => {
        await ask(url, 5);
        expect(await kept(out)).toBe('A2 B C');
      },
      out,
    );
    expect(await kept(out)).toBe('A2 B C2');
  });

  test('names the file that it is the same as', async () => {
    const out = await folder();
    await record(
      'AA',
      async ({ url, told, recording }) => {
        await ask(url, 2);
        expect(told.map(({ file }) => file)).toEqual([told[0]?.file, told[0]?.file]);
        expect(recording.written()).toEqual([told[0]?.file]);
      },
      out,
    );
  });
});

describe('a client that runs twice', () => {
  test.each<[string, (stage: Stage) => unknown, number]>([
    ['in one process', () => {}, 6],
    ['after rewind()', ({ recording }) => recording.rewind(), 3],
  ])('%s adds no file', async (_, between, asked) => {
    for (const mode of ['missing', 'all'] as const) {
      const out = await folder();
      await record(
        'A',
        async (stage) => {
          await ask(stage.url, 3);
          between(stage);
          await ask(stage.url, 3);
          expect([mode, stage.asked()]).toEqual([mode, mode === 'all' ? 6 : asked]);
        },
        out,
        mode,
      );
      expect([mode, await kept(out)]).toEqual([mode, `A${asked}`]);
    }
  });

  test('in two processes adds no file, and the second one needs no service', async () => {
    const out = await folder();
    await record('A', ({ url }) => ask(url, 3), out);
    await record(
      'A',
      async ({ url, asked }) => {
        expect([await ask(url, 3), asked()]).toEqual(['AAA', 0]);
        await ask(url, 2);
        expect(asked()).toBe(2);
      },
      out,
    );
    expect(await kept(out)).toBe('A5');
  });

  test('anew, with fewer answers, leaves those of the second run', async () => {
    const out = await folder();
    await record('ABC', ({ url }) => ask(url, 3), out, 'all');
    await record('DDE', ({ url }) => ask(url, 3), out, 'all');
    expect(await kept(out)).toBe('D2 E');
  });

  test('after its files were removed writes them again', async () => {
    const out = await folder();
    await record(
      'A',
      async ({ url, told }) => {
        await ask(url, 2);
        await rm(told[0]?.file ?? '');
        await ask(url, 1);
        expect(told.map(({ what }) => what)).toEqual(['recorded', 'repeated', 'recorded']);
      },
      out,
    );
    expect(await kept(out)).toBe('A');
  });

  test('anew after rewind() replaces what it recorded', async () => {
    const out = await folder();
    await record(
      'ABCD',
      async ({ url, recording }) => {
        await ask(url, 2);
        recording.rewind();
        await ask(url, 2);
      },
      out,
      'all',
    );
    expect(await kept(out)).toBe('C D');
  });
});
