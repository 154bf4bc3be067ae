import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  type request,
} from 'node:http';
import { connect, type Socket } from 'node:net';
import { urlToHttpOptions } from 'node:url';
import { toHost } from '../spec/server-hosts.ts';
import type { Interceptor } from './interceptors.ts';

type Answer = (response: IncomingMessage) => void;
type Options = RequestOptions & { readonly href?: string };

/** `request` and `get` that send what an interceptor wants to its port, and everything else on as it came. */
export function interceptRequest(
  protocol: 'http:' | 'https:',
  plainRequest: typeof request,
  find: (host: string) => Interceptor | undefined,
): ProxyHandler<never> {
  return {
    apply(original: (...args: unknown[]) => ClientRequest, self: unknown, args: unknown[]) {
      const { options, answer } = read(args);
      const url = options && urlOf(options, protocol);
      const one = url && find(toHost(url));
      if (!one) return Reflect.apply(original, self, args);
      const made = plainRequest(toPlain(options, url, one.port), answer);
      // Clients read it; of the connection, which is a plain one, nobody is told.
      Object.assign(made, { protocol: url.protocol });
      if (original.name === 'get') made.end();
      return made;
    },
  } as ProxyHandler<never>;
}

/** The arguments in one form, as Node reads them; no options where Node would throw. */
function read(args: readonly unknown[]): {
  readonly options?: Options;
  readonly answer?: Answer | undefined;
} {
  const [first, ...rest] = args;
  const isText = typeof first === 'string';
  if (isText && !URL.canParse(first)) return {};
  const isUrl = isText || (typeof first === 'object' && first !== null && 'searchParams' in first);
  const [options, answer] = isUrl ? rest : args;
  const ofUrl = isUrl ? urlToHttpOptions(new URL(String(first))) : {};
  if (typeof options === 'function') return { options: ofUrl, answer: options as Answer };
  return { options: { ...ofUrl, ...(options ?? {}) }, answer: answer as Answer | undefined };
}

/** Where a request goes; undefined for one over a local socket. A request to an HTTP proxy names its true address in its path. */
function urlOf(options: Options, protocol: string): URL | undefined {
  const { socketPath, host, hostname, port, path, agent } = options;
  if (socketPath) return undefined;
  if (/^https?:\/\//i.test(path ?? '')) return parsed(path as string);
  const scheme = options.protocol ?? (agent as { protocol?: string } | undefined)?.protocol ?? protocol;
  const name = hostname || host || 'localhost';
  const at = port ?? options.defaultPort;
  return parsed(`${scheme}//${isBareIPv6(name) ? `[${name}]` : name}${at ? `:${at}` : ''}`);
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

function isBareIPv6(name: string): boolean {
  return name.includes(':') && !name.startsWith('[');
}

/** The request without TLS, over a connection to the port; its Host is still the one that it was for. */
function toPlain(options: Options, url: URL, port: number): RequestOptions {
  const {
    createConnection: _,
    localAddress: __,
    _defaultAgent: ___,
    ...kept
  } = options as Options & {
    readonly _defaultAgent?: unknown;
  };
  const path = /^https?:\/\//i.test(kept.path ?? '') ? url.pathname + url.search : kept.path;
  const defaultPort = url.protocol === 'https:' ? 443 : 80;
  return {
    ...kept,
    ...(path !== undefined && { path }),
    protocol: 'http:',
    hostname: url.hostname,
    port: url.port === '' ? defaultPort : Number(url.port),
    defaultPort,
    agent: new PortAgent(port),
  };
}

/** Connects to one port, wherever the request is for. */
class PortAgent extends Agent {
  readonly #port: number;

  constructor(port: number) {
    super();
    this.#port = port;
  }

  override createConnection(): Socket {
    return connect(this.#port, '127.0.0.1');
  }
}
