import { once } from 'node:events';
import { Agent, type RequestListener, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Serving, serve } from '../../src/http/serve.ts';
import { createMock } from '../../src/mock/create-mock.ts';

const open = (listener: RequestListener) => serve(listener, { port: 0, host: '127.0.0.1' });

/** A server that answers when it is told to. */
async function held() {
  const asked: ServerResponse[] = [];
  let heard = () => {};
  const server = await open((_, outgoing) => {
    asked.push(outgoing);
    heard();
  });
  const hears = async (count: number) => {
    while (asked.length < count) await new Promise<void>((resolve) => (heard = resolve));
  };
  return { ...server, asked, hears };
}

/** Resolves when the end has begun and waits for answers. */
function ending(close: Serving['close']): Promise<{ closing: Promise<number> }> {
  return new Promise((resolve) => {
    const closing: Promise<number> = close({ onWait: () => resolve({ closing }) });
  });
}

interface Got {
  readonly text: string;
  readonly connection: string | undefined;
}

function get(url: string, agent?: Agent): Promise<Got> {
  return new Promise((resolve, reject) => {
    request(url, { agent: agent ?? false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ text, connection: response.headers.connection }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

/** Sends text and gives all that came until the other side hung up. */
async function talk(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let all = '';
  socket.on('data', (chunk) => (all += chunk));
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  return all;
}

const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('the end of a server', () => {
  test('waits for the answers that are owed, says that their connections end, and takes nobody new', async () => {
    const { url, port, asked, hears, close } = await held();
    const agent = new Agent({ keepAlive: true });
    const answers = Array.from({ length: 20 }, () => get(url, agent));
    await hears(20);
    const waiting: number[] = [];
    const closing = close({ onWait: (count) => waiting.push(count), onCut: () => waiting.push(-1) });
    await expect.poll(() => waiting).toEqual([20]);
    await expect(get(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    for (const outgoing of asked) outgoing.end('whole');
    expect(await Promise.all(answers)).toEqual(Array(20).fill({ text: 'whole', connection: 'close' }));
    expect([await closing, waiting, port > 0]).toEqual([0, [20], true]);
    agent.destroy();
  });

  test('ends at once when nothing is asked, also with connections that are idle or never asked', async () => {
    const { url, port, close } = await open((_, outgoing) => outgoing.end('x'));
    const agent = new Agent({ keepAlive: true });
    await get(url, agent);
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    const half = connect(port, '127.0.0.1');
    half.write('GET / HTTP/1.1\r\nHo');
    await once(half, 'connect');
    const said: number[] = [];
    expect(await close({ within: 3_600_000, onWait: (count) => said.push(count) })).toBe(0);
    expect(said).toEqual([]);
    agent.destroy();
  });

  test('sends an answer to its end that its client reads slowly', async () => {
    const size = 64 * 1024 * 1024;
    const { port, close, hears, asked } = await held();
    const socket = connect(port, '127.0.0.1').pause();
    socket.write(GET);
    await hears(1);
    // Ended, but by far not sent.
    asked[0]?.end(Buffer.alloc(size));
    const { closing } = await ending(close);
    let length = 0;
    socket.on('data', (chunk) => (length += chunk.length)).resume();
    await once(socket, 'close');
    expect(length).toBeGreaterThan(size);
    expect(await closing).toBe(0);
  });

  test('answers whatever was in the pipe of one connection', async () => {
    const { port, asked, hears, close } = await held();
    const got = talk(port, GET + GET + GET);
    await hears(3);
    const { closing } = await ending(close);
    for (const [n, outgoing] of asked.entries()) outgoing.end(`answer ${n}`);
    const text = await got;
    expect(text.match(/answer \d/g)).toEqual(['answer 0', 'answer 1', 'answer 2']);
    expect(text.match(/^connection: [a-z-]+/gim)).toEqual([
      'Connection: keep-alive',
      'Connection: keep-alive',
      'Connection: close',
    ]);
    expect(await closing).toBe(0);
  });

  test('hangs up after an answer that had begun', async () => {
    const { port, asked, hears, close } = await held();
    const got = talk(port, GET);
    await hears(1);
    asked[0]?.write('begun ');
    const { closing } = await ending(close);
    asked[0]?.end('and ended');
    expect(await got).toMatch(/begun [\s\S]*and ended/);
    expect(await closing).toBe(0);
  });

  test('does not work for requests that come after it', async () => {
    const { port, asked, hears, close } = await held();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    socket.write(GET);
    await hears(1);
    await ending(close);
    socket.write(GET);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(1);
    asked[0]?.end('first');
    await once(socket, 'close');
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(1);
  });

  test('tells clients that ask again and again that it ends: none meets a connection that is closed', async () => {
    const { port, close } = await open((_, outgoing) => outgoing.end('x'));
    const connected: Promise<unknown>[] = [];
    /** Asks until it is told that the connection ends; how it ended. */
    const client = () =>
      new Promise<string>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(GET));
        connected.push(once(socket, 'data'));
        socket.on('data', (chunk) => {
          if (/connection: close/i.test(chunk.toString())) resolve('told');
          else socket.write(GET);
        });
        socket.on('error', ({ message }) => resolve(message));
        socket.on('close', () => resolve('closed'));
      });
    const clients = Array.from({ length: 40 }, client);
    await connected[0];
    // Most connections were not taken yet: Node takes one in a turn of its event loop.
    expect(await close()).toBe(0);
    expect(await Promise.all(clients)).toEqual(Array(40).fill('told'));
  });

  test('cuts off what takes too long, and says how much', async () => {
    const { url, asked, hears, close } = await held();
    const answers = Promise.allSettled([get(url), get(url), get(url)]);
    await hears(3);
    asked[0]?.write('half');
    const said: unknown[] = [];
    const cut = await close({
      within: 20,
      onWait: (count) => said.push(['waits', count]),
      onCut: (count) => said.push(['cut', count]),
    });
    expect([cut, said]).toEqual([
      3,
      [
        ['waits', 3],
        ['cut', 3],
      ],
    ]);
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  test('a client that is gone is owed nothing, whatever else it had asked', async () => {
    const { port, hears, close } = await held();
    const socket = connect(port, '127.0.0.1');
    socket.write(GET + GET + GET);
    await hears(3);
    socket.destroy();
    await once(socket, 'close');
    const said: number[] = [];
    expect(await close({ within: 3_600_000, onCut: (count) => said.push(count) })).toBe(0);
    expect(said).toEqual([]);
  });
});

test('idle connections live longer than those of usual clients', async () => {
  const { url, close } = await open((_, outgoing) => outgoing.end('x'));
  const response = await fetch(url);
  expect(response.headers.get('keep-alive')).toBe('timeout=65');
  await response.text();
  await close();
});

describe('mock.close()', () => {
  test('waits for answers, can be called twice, and before listening', async () => {
    const mock = await createMock({ vendors: ['gptbots'], rows: 50 });
    expect(await mock.close()).toBe(0);
    const { port } = await mock.listen();
    const target =
      '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
    const ask = `GET ${target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer app-x\r\n\r\n`;
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    socket.write(ask.repeat(40));
    await once(socket, 'data');
    expect(await Promise.all([mock.close(), mock.close()])).toEqual([0, 0]);
    if (!socket.closed) await once(socket, 'close');
    expect(text.match(/"total":50/g)).toHaveLength(40);
    await mock.listen();
    await mock.close();
  });
});
