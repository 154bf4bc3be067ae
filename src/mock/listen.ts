import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono/tiny';
import type { CorsOptions } from '../http/cors.ts';
import { type Serving, serve } from '../http/serve.ts';

interface ListenOptions {
  readonly port: number;
  readonly host: string;
  readonly allowHosts: readonly string[];
  readonly ownProcess: boolean;
  readonly unref?: boolean;
  readonly cors?: CorsOptions | undefined;
}

/** Serves an app on a port; 0 takes a free one. Throws a RunError when the port cannot be had. */
export async function listen(
  app: Pick<Hono, 'fetch'>,
  { ownProcess, ...options }: ListenOptions,
): Promise<Serving> {
  const listener = getRequestListener(app.fetch, {
    // The adaptor is faster with its own class in the place of the global Response, which only a process that does
    // nothing else may replace.
    overrideGlobalObjects: ownProcess,
    // HTTP/1.0 needs no Host header, but a Request needs a URL.
    hostname: 'localhost',
  });
  return serve(listener, options);
}
