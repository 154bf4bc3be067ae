import type { Exchange } from '../http/exchange.ts';
import { headersOf, type ServedExchange } from './served-exchange.ts';

/** As `fetch` sees a server without a port. */
const ORIGIN = 'http://confab.localhost';

/** What a server keeps of an exchange as any other exchange, for redaction and checks. */
export function servedAsExchange(served: ServedExchange): Exchange {
  const { at, ms, method, target, body, response, cut } = served;
  return {
    origin: 'in-process',
    request: {
      method,
      url: ORIGIN + target,
      headers: headersOf(served),
      body: body.length === 0 ? undefined : body,
    },
    response: {
      status: response.status,
      headers: Object.entries(response.headers),
      body: method === 'HEAD' ? NO_BYTES : bytesOf(response.body),
      complete: cut === undefined,
    },
    milliseconds: ms,
    at,
  };
}

const NO_BYTES = new Uint8Array();

function bytesOf(body: string | Uint8Array | null): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : (body ?? NO_BYTES);
}

/** The target of such an exchange's request. */
export function servedTarget({ request: { url } }: Pick<Exchange, 'request'>): string {
  return url.slice(ORIGIN.length);
}
