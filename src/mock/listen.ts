import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { RunError } from '../errors.ts';

export interface Listening {
  readonly server: Server;
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an app on a port; 0 picks a free one. Throws a RunError with a sentence when it cannot. */
export async function listen(app: Hono, port: number, host: string, ownProcess = false): Promise<Listening> {
  // The adaptor answers faster with a Response of its own in the global's place; that is for who owns the process.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: ownProcess }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new RunError(whyNot(cause, port, host), { cause })),
    );
    server.listen(port, host, resolve);
  });
  const { address, family, port: taken } = server.address() as AddressInfo;
  const name = family === 'IPv6' ? `[${address}]` : address;
  return {
    server,
    url: `http://${name}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is taken; choose another with --port, or let --port 0 find a free one`;
  if (code === 'EACCES')
    return `port ${port} on ${host} may not be opened by this user; choose one from 1024 up with --port`;
  if (code === 'EADDRNOTAVAIL')
    return `${host} is not an address of this machine; choose another with --host`;
  if (code === 'ENOTFOUND') return `the host ${host} is not known; choose another with --host`;
  return `port ${port} on ${host} cannot be opened: ${message}`;
}
