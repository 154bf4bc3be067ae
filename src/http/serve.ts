import { createServer, type RequestListener } from 'node:http';
import { answerClientErrors } from './client-errors.ts';
import type { CorsOptions } from './cors.ts';
import { createDrain, type EndOptions } from './drain.ts';
import { createGuard } from './guard.ts';
import { lendingWarning } from './lending.ts';
import { openPort, toAddress } from './open-port.ts';
import { type TurnedAway, turnAway } from './turned-away.ts';
import { whyUnreadable } from './unreadable.ts';

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly allowHosts?: readonly string[];
  readonly allowOrigins?: readonly string[];
  /** Whose pages may read answers, though they are of another origin. */
  readonly cors?: CorsOptions | undefined;
  /** The process may end while this listens. */
  readonly unref?: boolean;
  /** Whose keys this server adds to requests; then pages of other origins are kept out. */
  readonly lent?: readonly string[];
  /** Told once whose keys others may use, if anybody may. */
  readonly warn?: (sentence: string) => void;
  /** Called for each request that may not enter. */
  readonly onRefused?: (method: string, target: string, why: TurnedAway) => void;
}

/** Target and headers; it is what Node has unless it is started with another limit. */
const LONGEST_HEAD = 16 * 1024;

export interface Serving {
  readonly url: string;
  readonly port: number;
  /** Stops listening, and resolves to how many answers were cut off because they took too long. */
  close(options?: EndOptions): Promise<number>;
}

/**
 * Clients keep idle connections for 30 to 60 seconds. A server that closes them earlier closes one now and then at the
 * moment at which it is used again, and the client sees a reset.
 */
const IDLE = 65_000;

/**
 * Serves on a port what may enter; 0 takes a free one. Throws a RunError when the port cannot be had, and a
 * UsageError when keys would be lent to other machines and the user did not say that they may be.
 */
export async function serve(listener: RequestListener, options: ServeOptions): Promise<Serving> {
  const { port, host, allowHosts = [], allowOrigins = [], lent = [], warn, onRefused } = options;
  const listening = { host, address: await toAddress(host, port) };
  const warning = lendingWarning(listening, allowHosts, allowOrigins, lent);
  const guard = createGuard({ listening, allowHosts, ...(lent.length > 0 && { allowOrigins }) });
  const cors = options.cors && (await import('./cors.ts')).createCors(options.cors);
  const server = createServer(
    // Node measures its limit for headers from the end of the request before, so it must be longer than the idle time.
    { keepAliveTimeout: IDLE, headersTimeout: IDLE + 1000, maxHeaderSize: LONGEST_HEAD },
    (incoming, outgoing) => {
      begun(outgoing);
      if (!drain.admit(outgoing)) return;
      const { method = 'GET', url = '/', rawHeaders } = incoming;
      const why = whyUnreadable(url, rawHeaders) ?? guard(url, rawHeaders);
      if (why === undefined) {
        if (!cors?.(incoming, outgoing)) listener(incoming, outgoing);
        return;
      }
      onRefused?.(method, url, why);
      turnAway(outgoing, why);
    },
  );
  const drain = createDrain(server);
  const begun = answerClientErrors(server);
  // Their size is limited already, and Node would leave out what is too many.
  server.maxHeadersCount = 0;
  const opened = await openPort(server, port, listening);
  if (options.unref) server.unref();
  if (warning !== undefined) warn?.(warning);
  return { ...opened, close: drain.end };
}
