import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { interceptFetch } from './intercept-fetch.ts';
import { interceptRequest } from './intercept-request.ts';

/** Who answers requests of this process that are for certain hosts. */
export interface Interceptor {
  /** Of a host with its port, without one that its scheme has anyway. */
  isFor(host: string): boolean;
  /** For requests of `fetch`. */
  fetch(request: Request): Promise<Response>;
  /** For requests of node:http and node:https: a port of 127.0.0.1 that answers alike. */
  readonly port: number;
}

const active: Interceptor[] = [];
const answering = new AsyncLocalStorage<true>();
let restore: (() => void) | undefined;

/**
 * Takes requests from now on; of several that want a request the newest gets it. Gives a function that ends it: with the
 * last one, what was put in the place of Node's own is gone.
 */
export function addInterceptor(one: Interceptor): () => void {
  active.push(one);
  restore ??= putInPlace();
  return () => {
    const at = active.indexOf(one);
    if (at >= 0) active.splice(at, 1);
    if (active.length > 0) return;
    restore?.();
    restore = undefined;
  };
}

/** What an interceptor itself asks for while it answers is not for it: a recorder asks the real service. */
export function asInterceptor<T>(answer: () => T): T {
  return answering.run(true, answer);
}

function interceptorFor(host: string): Interceptor | undefined {
  return answering.getStore() ? undefined : active.findLast((one) => one.isFor(host));
}

/**
 * Puts ours in the place of Node's functions. Whoever looks sees the same function: its name, its length and what others
 * have put on it. What somebody else has put over ours in the meantime stays; ours then lets everything through.
 */
function putInPlace(): () => void {
  const { request } = http;
  const ofRequest = (protocol: 'http:' | 'https:') => interceptRequest(protocol, request, interceptorFor);
  const ended = [
    ...replaceIn(http, { request: ofRequest('http:'), get: ofRequest('http:') }),
    ...replaceIn(https, { request: ofRequest('https:'), get: ofRequest('https:') }),
    ...('fetch' in globalThis ? replaceIn(globalThis, { fetch: interceptFetch(interceptorFor) }) : []),
  ];
  // So that `import { request } from 'node:https'` sees them, too.
  syncBuiltinESMExports();
  return () => {
    for (const end of ended) end();
    syncBuiltinESMExports();
  };
}

function replaceIn<T extends object>(
  owner: T,
  handlers: Record<string, ProxyHandler<never>>,
): (() => void)[] {
  return Object.entries(handlers).map(([name, handler]) => {
    const own = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor;
    const ours = new Proxy(Reflect.get(owner, name) as never, handler);
    Object.defineProperty(owner, name, { ...own, value: ours });
    return () => {
      if (Reflect.get(owner, name) === ours) Object.defineProperty(owner, name, own);
    };
  });
}
