import { once } from 'node:events';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { withServer } from '../cli/_loopback.ts';
import { gone, startRecorder, target, until } from './_built.ts';
import { filesOf, folder } from './_recording.ts';

/** Numbers its answers; `more` is in each. */
const numbering = <T>(use: (url: string, answered: () => number) => Promise<T>, more: object = {}) => {
  let n = 0;
  return withServer(
    (_, outgoing) => {
      n += 1;
      outgoing.setHeader('content-type', 'application/json');
      outgoing.end(JSON.stringify({ n, ...more }));
    },
    (url) => use(url, () => n),
  );
};
const numberOf = (text: string, name: string) => {
  const { take, response } = parseFixture(text, name);
  return { take, n: (response.body as any).json.n as number };
};
const oneTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);
/** How the program ended: its exit code, or the signal. */
const ended = async ({ child }: Awaited<ReturnType<typeof startRecorder>>) => {
  const [code, signal] = await once(child, 'close');
  return code ?? signal;
};
const pipelined = (first: number, count: number) =>
  Array.from(
    { length: count },
    (_, n) => `GET ${target(first + n)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  ).join('');

describe('200 identical requests at once', () => {
  test('are 200 takes, each of an answer of its own', async () => {
    await numbering(async (upstream) => {
      const out = await folder();
      const recorder = await startRecorder(upstream, out);
      const got = await Promise.all(
        oneTo(200).map(
          async () => ((await (await fetch(recorder.url + target(1))).json()) as any).n as number,
        ),
      );
      recorder.child.kill('SIGINT');
      expect(await ended(recorder)).toBe(0);
      const kept = [...(await filesOf(out))].map(([name, text]) => numberOf(text, name));
      expect(sorted(kept.map(({ take }) => take))).toEqual(oneTo(200));
      expect(sorted(kept.map(({ n }) => n))).toEqual(sorted(got));
    });
  });

  test('with one answer are one file, also after kill -9', async () => {
    await withServer(
      (_, outgoing) => outgoing.setHeader('content-type', 'application/json').end('{"n":1}'),
      async (upstream) => {
        const out = await folder();
        const { child, url } = await startRecorder(upstream, out);
        await Promise.all(oneTo(200).map(async () => (await fetch(url + target(1))).text()));
        child.kill('SIGKILL');
        await gone(child);
        expect([...(await filesOf(out))].map(([name, text]) => numberOf(text, name))).toEqual([
          { take: 1, n: 1 },
        ]);
      },
    );
  });

  test('lose nothing that was acknowledged by kill -9', async () => {
    await numbering(async (upstream) => {
      const out = await folder();
      const acknowledged = new Set<number>();
      for (const round of [1, 2, 3]) {
        const { child, url } = await startRecorder(upstream, out);
        // What was recorded before is played first.
        const asking = oneTo(400).map(async () => {
          const n = await fetch(url + target(1)).then(
            async (response) => ((await response.json()) as any).n as number,
            () => undefined,
          );
          if (n !== undefined) acknowledged.add(n);
        });
        await until(() => acknowledged.size >= round * 50);
        child.kill('SIGKILL');
        await Promise.allSettled([...asking, gone(child)]);
        const kept = new Set<number>();
        for (const [name, text] of await filesOf(out))
          if (name.endsWith('.json')) kept.add(numberOf(text, name).n);
        for (const n of acknowledged) expect(kept).toContain(n);
      }
    });
  });
});

describe('1,000 requests on one connection', () => {
  test('that were given up are not worked for, and an interrupt ends the program', async () => {
    await numbering(async (upstream) => {
      const out = await folder();
      const recorder = await startRecorder(upstream, out);
      const socket = connect(Number(new URL(recorder.url).port));
      socket.on('error', () => {});
      await once(socket, 'connect');
      await new Promise((sent) => socket.write(pipelined(1, 1000), sent));
      socket.destroy();
      await until(() => /aborted/.test(recorder.err()));
      recorder.child.kill('SIGINT');
      expect(await ended(recorder)).toBe(0);
      const files = await filesOf(out);
      const recorded = (recorder.err().match(/^recorded/gm) ?? []).length;
      const aborted = (recorder.err().match(/^aborted/gm) ?? []).length;
      // What was being written when the client left is written to its end.
      expect([files.size, recorded + aborted]).toEqual([recorded, 1000]);
      expect(aborted).toBeGreaterThan(0);
      for (const [name, text] of files) parseFixture(text, name);
    });
  });

  test('that a service never answers do not keep it from ending, and it says what was left', async () => {
    let asked = 0;
    await withServer(
      () => {
        asked += 1;
      },
      async (upstream) => {
        const out = await folder();
        const recorder = await startRecorder(upstream, out);
        const socket = connect(Number(new URL(recorder.url).port));
        socket.on('error', () => {});
        socket.write(pipelined(1, 1000));
        await until(() => asked === 1000);
        recorder.child.kill('SIGINT');
        expect(await ended(recorder)).toBe(3);
        expect(recorder.out()).toContain('\n  1,000 answers of the real service did not come in time\n');
        expect((await filesOf(out)).size).toBe(0);
        socket.destroy();
      },
    );
  });
});

test('misses of a replay leave nothing behind', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = () => {
    for (let n = 0; n < 3; n += 1) collect();
    return process.memoryUsage().heapUsed;
  };
  const replay = await createReplay({ env: {} });
  let next = 1;
  const miss = async (times: number) => {
    for (const last = next + times; next < last; next += 1) {
      const response = await replay.fetch(`${replay.url()}${target(next)}&pad=${'x'.repeat(1000)}`);
      expect(response.status).toBe(501);
      await response.text();
    }
  };
  // What is remembered of the last thousand requests is full by then.
  await miss(2000);
  const before = heap();
  await miss(4000);
  // They were 3.7 KB each: 15 MB.
  expect(heap() - before).toBeLessThan(2_000_000);
});
