import type { Exchange, Send, WireRequest } from './exchange.ts';

/** Sends in-process, without a port: through the `fetch` of an app. */
export function createFetchSend(fetch: (request: Request) => Promise<Response>): Send {
  return async (request: WireRequest): Promise<Exchange> => {
    const at = Date.now();
    const start = performance.now();
    const { method, url, headers, body } = request;
    const response = await fetch(
      new Request(url, {
        method,
        // A port would have told the app its host.
        headers: [['host', new URL(url).host], ...headers.map(([name, value]) => [name, value])] as [
          string,
          string,
        ][],
        ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
      }),
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {
      request,
      response: { status: response.status, headers: [...response.headers], body: bytes, complete: true },
      milliseconds: performance.now() - start,
      at,
    };
  };
}
