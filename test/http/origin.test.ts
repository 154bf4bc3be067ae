import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Exchange } from '../../src/http/exchange.ts';
import { createFetchSend } from '../../src/http/fetch-send.ts';
import { createWireSend } from '../../src/http/wire-send.ts';
import { readReceived } from '../../src/matcher/received.ts';
import { receivedExchange } from '../../src/matcher/received-exchange.ts';
import type { Fixture } from '../../src/record/fixture.ts';
import { toExchange } from '../../src/record/stored-exchange.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';
import { tinyFile } from '../_tiny.ts';

const request = { method: 'GET', url: 'http://127.0.0.1/x', headers: [], body: undefined };
const ended = (source: object): Fixture =>
  ({
    source: { origin: 'https://tiny.example', ...source },
    request: { method: 'GET', url: '/x', headers: [] },
    response: { status: 200, headers: [] },
  }) as unknown as Fixture;

test.each<[Exchange['origin'], string, () => Promise<Exchange>]>([
  ['wire', 'a connection', overWire],
  [
    'wire',
    'a connection that nobody answers',
    () => createWireSend({ timeout: 1000 })({ ...request, url: 'http://127.0.0.1:1/' }),
  ],
  ['in-process', 'an app', () => createFetchSend(async () => new Response('{}'))(request)],
  ['in-process', 'an app that throws', () => createFetchSend(() => Promise.reject(new Error('no')))(request)],
  ['in-process', 'a client of a test', received],
  [
    'recording',
    'a recorder',
    async () => toExchange(ended({ kind: 'recorded', at: '2026-03-20T08:00:00Z' })),
  ],
  [
    'recording',
    'a HAR file',
    async () => toExchange(ended({ kind: 'imported', at: '2026-03-20T08:00:00Z' })),
  ],
  [
    'transcript',
    "a vendor's page",
    async () => toExchange(ended({ kind: 'documentation', read: '2026-03-20' })),
  ],
])('%s: an exchange of %s', async (origin, _, make) => {
  expect((await make()).origin).toBe(origin);
});

async function overWire(): Promise<Exchange> {
  const server = createServer((_, response) => response.end('{}'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return await createWireSend({ timeout: 10_000 })({ ...request, url });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function received(): Promise<Exchange> {
  const [spec] = await loadSpecs({ vendors: [await tinyFile(() => {})] });
  const parts = await readReceived({ status: 200, body: {} });
  return receivedExchange(spec as Spec, spec?.operations[0] as Operation, parts);
}
