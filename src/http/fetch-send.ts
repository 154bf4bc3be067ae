import { type Exchange, headerOf, type Send, type WireRequest, type WireResponse } from './exchange.ts';
import { toHeaderValue } from './header-value.ts';

/** Sends to an app in this process through its `fetch`, without a port. */
export function createFetchSend(fetch: (request: Request) => Promise<Response>): Send {
  return async (request): Promise<Exchange> => {
    const at = Date.now();
    const start = performance.now();
    const facts = () => ({
      origin: 'in-process' as const,
      request,
      milliseconds: performance.now() - start,
      at,
    });
    try {
      const response = await toWireResponse(await fetch(toRequest(request)));
      return { ...facts(), response };
    } catch (error) {
      const message = `${new URL(request.url).origin}: the app threw: ${(error as Error).message}`;
      return { ...facts(), response: undefined, noAnswer: { why: 'reset', message } };
    }
  };
}

function toRequest({ method, url, headers, body }: WireRequest): Request {
  return new Request(url, {
    method,
    headers: [
      // Over a port, HTTP clients add it. A request that came over a port has its client's own, which may be signed.
      ...(headerOf(headers, 'host') === undefined ? [['host', new URL(url).host] as [string, string]] : []),
      ...headers.map(([name, value]): [string, string] => [name, toHeaderValue(value)]),
    ],
    ...(body !== undefined &&
      method !== 'GET' &&
      method !== 'HEAD' && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
}

/** A body whose stream fails is a response that was cut off. */
async function toWireResponse({ status, headers, body }: Response): Promise<WireResponse> {
  const chunks: Uint8Array[] = [];
  let complete = true;
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) chunks.push(chunk);
  } catch {
    complete = false;
  }
  return { status, headers: [...headers], body: new Uint8Array(Buffer.concat(chunks)), complete };
}
