import { toHost } from '../spec/server-hosts.ts';
import type { Interceptor } from './interceptors.ts';

type Fetch = typeof globalThis.fetch;

/** `fetch` that hands what an interceptor wants to it, and everything else on as it came. */
export function interceptFetch(find: (host: string) => Interceptor | undefined): ProxyHandler<Fetch> {
  return {
    apply(original, self, args: Parameters<Fetch>) {
      const url = urlOf(args[0]);
      if (!url || !find(toHost(url))) return Reflect.apply(original, self, args);
      return ask((...others) => Reflect.apply(original, self, others), find, args);
    },
  };
}

async function ask(
  original: Fetch,
  find: (host: string) => Interceptor | undefined,
  args: Parameters<Fetch>,
): Promise<Response> {
  let request = new Request(...args);
  for (let redirects = 0; ; redirects += 1) {
    const one = find(toHost(new URL(request.url)));
    if (!one) return original(request);
    const again = request.redirect === 'follow' && request.body ? request.clone() : request;
    const response = await untilAborted(one.fetch(request), request.signal);
    const target = response.headers.get('location');
    if (!REDIRECTS.includes(response.status) || target === null || request.redirect === 'manual')
      return withUrl(response, request.url, redirects > 0);
    if (request.redirect === 'error') throw failed('unexpected redirect');
    if (redirects === MOST_REDIRECTS) throw failed('redirect count exceeded');
    request = redirected(again, response.status, target);
  }
}

const REDIRECTS = [301, 302, 303, 307, 308];
/** As many as `fetch` follows (Fetch, "HTTP-redirect fetch"). */
const MOST_REDIRECTS = 20;
const OF_THE_BODY = [
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
  'content-length',
];
const FOR_ITS_HOST = ['authorization', 'proxy-authorization', 'cookie', 'host'];

/** The next request (Fetch, "HTTP-redirect fetch"). */
function redirected(request: Request, status: number, target: string): Request {
  if (!URL.canParse(target, request.url)) throw failed('invalid redirect URL');
  const url = new URL(target, request.url);
  const { method } = request;
  const becomesGet = status === 303 ? !['GET', 'HEAD'].includes(method) : status <= 302 && method === 'POST';
  const headers = new Headers(request.headers);
  if (becomesGet) for (const name of OF_THE_BODY) headers.delete(name);
  if (url.origin !== new URL(request.url).origin) for (const name of FOR_ITS_HOST) headers.delete(name);
  const body = becomesGet ? null : request.body;
  return new Request(url, {
    method: becomesGet ? 'GET' : method,
    headers,
    signal: request.signal,
    redirect: request.redirect,
    ...(body && { body, duplex: 'half' }),
  });
}

function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** A response that was made and not fetched has no URL. */
function withUrl(response: Response, url: string, isRedirected: boolean): Response {
  return Object.defineProperties(response, {
    url: { value: url, configurable: true, enumerable: true },
    redirected: { value: isRedirected, configurable: true, enumerable: true },
  });
}

function failed(why: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(why) });
}

function urlOf(input: Parameters<Fetch>[0]): URL | undefined {
  const url = typeof input === 'object' && 'url' in input ? input.url : String(input);
  return URL.canParse(url) ? new URL(url) : undefined;
}
