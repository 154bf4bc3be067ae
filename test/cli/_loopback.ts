import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createMock } from '../../src/mock/create-mock.ts';
import type { MockOptions } from '../../src/mock/mock.ts';

/** A server on a free port of this machine, while something is done with it. */
export async function withServer<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

/** A mock on a port whose answers are changed on the way. */
export async function withMock<T>(
  options: MockOptions,
  change: (response: Response, request: Request) => Response | Promise<Response>,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const mock = await createMock({ strictKeys: true, ...options });
  const answer = async (request: Request) => change(await mock.fetch(request.clone()), request);
  return withServer(getRequestListener(answer, { overrideGlobalObjects: false }), use);
}

/** A listener that does what it wants with its connections: no HTTP. */
export async function withSocket<T>(
  listener: (socket: Socket) => void,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const open = new Set<Socket>();
  const server = createSocketServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    listener(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    for (const socket of open) socket.destroy();
    await new Promise((done) => server.close(done));
  }
}

/** An address where nothing listens. */
export async function closedPort(): Promise<string> {
  return withServer(
    () => {},
    async (url) => url,
  );
}
