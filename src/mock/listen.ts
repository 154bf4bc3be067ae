import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono/tiny';
import { openPort } from '../http/open-port.ts';

interface Listening {
  readonly server: Server;
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an app on a port; 0 picks a free one. Throws a RunError with a sentence when it cannot. */
export async function listen(app: Hono, port: number, host: string, ownProcess = false): Promise<Listening> {
  // The adaptor answers faster with a Response of its own in the global's place; that is for who owns the process.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: ownProcess }) as Server;
  const { url } = await openPort(server, port, host);
  return {
    server,
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
