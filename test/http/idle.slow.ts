import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createReplay } from '../../src/create-playback.ts';
import { createMock } from '../../src/mock/create-mock.ts';
import { answerJson, folder, withRecording } from '../record/_recording.ts';

const GET =
  'GET /v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=9&page=1&page_size=10 HTTP/1.1\r\n' +
  'Host: localhost\r\nAuthorization: Bearer app-x\r\n\r\n';

/** Asks, is idle as long as the longest of the usual pools keeps a connection, and asks again on it. */
async function reuse(url: string): Promise<number> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk));
  const answers = () => text.match(/HTTP\/1\.1 200/g)?.length ?? 0;
  socket.write(GET);
  await once(socket, 'data');
  await sleep(61_000);
  expect(socket.closed).toBe(false);
  socket.write(GET);
  // A reset rejects, and an end settles: nothing waits for the clock of a busy machine.
  while (answers() < 2 && !socket.closed) await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  socket.destroy();
  return answers();
}

test.concurrent('the mock: a connection that was idle for 61 seconds is still good', async () => {
  const mock = await createMock({ vendors: ['gptbots'] });
  expect(await reuse((await mock.listen()).url)).toBe(2);
  await mock.close();
});

test.concurrent('the replay too', async () => {
  const replay = await createReplay({ vendors: ['gptbots'], fixtures: [await folder()], fallback: 'mock' });
  expect(await reuse((await replay.listen()).url)).toBe(2);
  await replay.close();
});

test.concurrent('the recorder too', async () => {
  await withRecording('gptbots', answerJson({ list: [] }), async ({ url }) => {
    expect(await reuse(url)).toBe(2);
  });
});
