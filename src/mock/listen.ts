import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono/tiny';
import { openPort } from '../http/open-port.ts';

interface Listening {
  readonly server: Server;
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an app on a port; 0 takes a free one. Throws a RunError when the port cannot be had. */
export async function listen(app: Hono, port: number, host: string, ownProcess = false): Promise<Listening> {
  // The adaptor is faster with its own class in the place of the global Response, which only a process that does
  // nothing else may replace.
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
