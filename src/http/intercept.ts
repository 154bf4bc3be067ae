import { UsageError } from '../errors.ts';
import { serverHosts, toHost } from '../spec/server-hosts.ts';
import type { Spec } from '../spec/spec.ts';
import { toOrigin } from './allowed-origins.ts';
import { addInterceptor, asInterceptor } from './interceptors.ts';
import type { Serving } from './serve.ts';

export interface InterceptOptions {
  /** Origins besides those that the specs name, such as that of a server of your own: `https://chat.example.com`. */
  readonly origins?: readonly string[];
}

/** Requests for the vendors' own hosts are answered here until it ends; ends also with `using`. */
export interface Interception extends Disposable, AsyncDisposable {
  /** The hosts whose requests are answered, as the specs write them. */
  readonly hosts: readonly string[];
  /** Ends it: from now on requests go where they went before. */
  restore(): void;
}

/** What answers: in-process for `fetch`, and on a port for node:http. */
export interface Answering {
  readonly specs: readonly Spec[];
  fetch(request: Request): Promise<Response>;
  /** Listens on a free port of 127.0.0.1 for these hosts, and keeps no process running. */
  listen(allowHosts: readonly string[]): Promise<Serving>;
}

/** The host of a server that does not listen, so that its base URL works, too. */
const OWN_HOST = 'confab.localhost';

/**
 * Answers the requests that this process sends to the vendors' own origins; all others go where they went. Throws a
 * UsageError for an origin that is none, and where there is none at all.
 */
export async function intercept(
  { specs, fetch, listen }: Answering,
  { origins = [] }: InterceptOptions = {},
): Promise<Interception> {
  const named = specs.flatMap(serverHosts);
  const added = origins.map(toAddedHost);
  if (named.length + added.length === 0)
    throw new UsageError(
      `intercept: no server of ${specs.map(({ name }) => name).join(', ')} has a host of its own; say for which origins requests are meant: intercept({ origins: ['https://api.example.com'] })`,
    );
  const serving = await listen([
    ...new Set([
      ...named.flatMap(({ allowed }) => allowed),
      ...added.map((host) => host.replace(/:\d+$/, '')),
    ]),
  ]);
  const end = addInterceptor({
    isFor: (host) => host === OWN_HOST || added.includes(host) || named.some((one) => one.matches(host)),
    fetch: (request) => asInterceptor(() => fetch(request)),
    port: serving.port,
  });
  let closing: Promise<unknown> | undefined;
  const restore = () => {
    end();
    closing ??= serving.close();
  };
  return {
    hosts: [...new Set([...named.map(({ name }) => name), ...added])],
    restore,
    [Symbol.dispose]: restore,
    async [Symbol.asyncDispose]() {
      restore();
      await closing;
    },
  };
}

function toAddedHost(text: string): string {
  const origin = toOrigin(text.replace(/\/$/, ''));
  if (origin === undefined || !/^https?:/.test(origin))
    throw new UsageError(
      `intercept: ${JSON.stringify(text)} is not an origin; write it as https://host or https://host:port, without a path`,
    );
  return toHost(new URL(origin));
}
