import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMock, createRecording, createReplay } from '../dist/index.js';

export const TARGET =
  '/v1/bot/conversation/page?conversation_type=ALL&start_time=0&end_time=4102444800000&page=1&page_size=10';
/** In every answer of the real service. */
export const PRIVATE = 'a private conversation';

const folder = () => mkdtemp(join(tmpdir(), 'confab-browser-'));

/** A real service that lets any page read, as vendors' do, and how often it was asked. */
export async function createService() {
  let asked = 0;
  const service = await listening(
    createServer((incoming, outgoing) => {
      asked += 1;
      outgoing.setHeader('Access-Control-Allow-Origin', incoming.headers.origin ?? '*');
      outgoing.setHeader('Access-Control-Allow-Credentials', 'true');
      outgoing.setHeader('Access-Control-Allow-Headers', 'authorization');
      outgoing.setHeader('Content-Type', 'application/json');
      outgoing.end(JSON.stringify({ list: [{ subject: PRIVATE }], total: 1 }));
    }),
  );
  return { ...service, asked: () => asked };
}

/** A server of somebody's web page. */
export function servePage() {
  return listening(
    createServer((_, outgoing) => {
      outgoing.setHeader('Content-Type', 'text/html');
      // The server ends while the page is open.
      outgoing.setHeader('Connection', 'close');
      outgoing.end('<!doctype html><title>a page</title><body>');
    }),
  );
}

/** Starts our servers, the recorder with the user's key. `onRefused` is called for each request that may not enter. */
export async function createStarters(serviceUrl, onRefused) {
  const started = async (server, port) => {
    const { url } = await server.listen({ port });
    return { url, close: () => server.close({ within: 0 }) };
  };
  const recorder = async ({ port = 0, out, ...options } = {}) =>
    started(
      await createRecording({
        vendors: ['gptbots'],
        url: serviceUrl,
        out: out ?? (await folder()),
        mode: 'all',
        env: { CONFAB_GPTBOTS_KEY: 'app-the-users-own-key' },
        tell: ({ what, status }) => what === 'refused' && status === 403 && onRefused(),
        ...options,
      }),
      port,
    );
  const fixtures = await folder();
  const seeding = await recorder({ out: fixtures });
  await fetch(seeding.url + TARGET);
  await seeding.close();
  return {
    recorder,
    replay: async ({ port = 0 } = {}) =>
      started(await createReplay({ vendors: ['gptbots'], fixtures: [fixtures] }), port),
    mock: async ({ port = 0, ...options } = {}) =>
      started(await createMock({ vendors: ['gptbots'], ...options }), port),
  };
}

async function listening(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
