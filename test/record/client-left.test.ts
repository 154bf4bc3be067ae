import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { parseFixture } from '../../src/record/parse-fixture.ts';
import { rawRequest } from './_raw.ts';
import { answerJson, filesOf, folder, type Stage, withRecording, withReplay } from './_recording.ts';

const target = (page: number) =>
  `/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=${page}&page_size=10`;
const request = (page: number) => rawRequest(target(page)).replace('Connection: close\r\n', '');

/** A service that says when it is asked and when the asking connection is closed, and never answers by itself. */
function silent() {
  const asked: ServerResponse[] = [];
  let [closed, changed] = [0, () => {}];
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise<void>((resolve) => (changed = resolve));
  };
  return {
    answer: (outgoing: ServerResponse, incoming: IncomingMessage) => {
      asked.push(outgoing);
      incoming.socket.once('close', () => {
        closed += 1;
        changed();
      });
      changed();
    },
    asked: (n: number) => until(() => asked.length >= n),
    closed: (n: number) => until(() => closed >= n),
  };
}

const told = async (stage: Stage, n: number) => {
  while (stage.told.length < n) await new Promise((resolve) => setTimeout(resolve, 1));
  return stage.told;
};

describe('a client that leaves before its answer', () => {
  test.each<[string, (socket: ReturnType<typeof connect>) => unknown]>([
    ['by a reset', (socket) => socket.resetAndDestroy()],
    ['by closing', (socket) => socket.destroy()],
    ['by its end of the connection', (socket) => socket.end()],
  ])('%s: the real service is given up, and nothing is recorded', async (_, leave) => {
    const service = silent();
    await withRecording('gptbots', service.answer, async (stage) => {
      const socket = connect(Number(new URL(stage.url).port));
      socket.on('error', () => {});
      socket.write(request(1));
      await service.asked(1);
      leave(socket);
      await service.closed(1);
      expect(await told(stage, 1)).toMatchObject([
        { what: 'aborted', status: 499, request: { method: 'GET', url: target(1) } },
      ]);
      await stage.recording.close();
      expect((await filesOf(stage.out)).size).toBe(0);
      expect(stage.recording.left()).toEqual([]);
    });
  });

  test('with many requests on one connection: all of them are', async () => {
    const service = silent();
    await withRecording('gptbots', service.answer, async (stage) => {
      const socket = connect(Number(new URL(stage.url).port));
      socket.write(Array.from({ length: 100 }, (_, n) => request((n % 50) + 1)).join(''));
      await service.asked(100);
      socket.destroy();
      await service.closed(100);
      expect(new Set((await told(stage, 100)).map(({ what }) => what))).toEqual(new Set(['aborted']));
      expect((await filesOf(stage.out)).size).toBe(0);
    });
  });

  test('before the real service is asked: it is not', async () => {
    await withRecording('gptbots', answerJson({}), async ({ recording, asked, told }) => {
      const left = AbortSignal.abort();
      await expect(recording.fetch(recording.url() + target(1), { signal: left })).rejects.toThrow(/abort/i);
      expect([asked(), told.map(({ what }) => what)]).toEqual([0, ['aborted']]);
    });
  });

  test('in-process: its fetch rejects as the real one does', async () => {
    const service = silent();
    await withRecording('gptbots', service.answer, async ({ recording, told }) => {
      const controller = new AbortController();
      const answer = recording.fetch(recording.url() + target(1), { signal: controller.signal });
      await service.asked(1);
      controller.abort(new Error('enough'));
      await expect(answer).rejects.toThrow('enough');
      await service.closed(1);
      expect(told).toMatchObject([{ what: 'aborted' }]);
    });
  });
});

test('clients that leave at any moment leave whole files or none', async () => {
  const out = await folder();
  await withRecording(
    'gptbots',
    (outgoing, { url }) => setImmediate(() => answerJson({ url })(outgoing, outgoing.req)),
    async (stage) => {
      for (let n = 1; n <= 40; n += 1) {
        const socket = connect(Number(new URL(stage.url).port));
        socket.on('error', () => {});
        await once(socket, 'connect');
        socket.write(request(n));
        await new Promise((resolve) => setTimeout(resolve, n / 2));
        socket.destroy();
      }
      await stage.recording.close();
      // Of some the request did not even arrive.
      expect(new Set(stage.told.map(({ what }) => what))).not.toContain('refused');
      expect(stage.told.length).toBeGreaterThan(0);
      const files = await filesOf(out);
      expect([...files.keys()].sort()).toEqual(
        stage.told.flatMap(({ file }) => (file === undefined ? [] : [file.slice(out.length + 1)])).sort(),
      );
      for (const [name, text] of files) expect(parseFixture(text, name).response.status).toBe(200);
    },
    { out },
  );
});

test('a client that stopped sending still gets what is recorded', async () => {
  const out = await folder();
  await withRecording('gptbots', answerJson({ n: 1 }), ({ url }) => fetch(url + target(1)), { out });
  await withReplay('gptbots', out, async (url) => {
    const socket = connect(Number(new URL(url).port));
    socket.end(request(1));
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 200 OK.*\{"n":1\}$/s);
  });
});
