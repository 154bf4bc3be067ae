import { decodeBody } from '../http/decode-body.ts';
import { headerOf, type WireResponse } from '../http/exchange.ts';
import { toHeaderValue } from '../http/header-value.ts';
import type { IncomingRequest } from './incoming-request.ts';

/** A `Request` as a client's request; of its origin only the host counts, for signatures. */
export async function toIncomingRequest(request: Request): Promise<IncomingRequest> {
  const { pathname, search, host } = new URL(request.url);
  const headers = [...request.headers];
  return {
    method: request.method,
    target: pathname + search,
    // `fetch` adds Host only when it sends.
    headers: headers.some(([name]) => name === 'host') ? headers : [['host', host], ...headers],
    body: new Uint8Array(await request.arrayBuffer()),
    left: request.signal,
  };
}

/** Responses with these have no body (Fetch, "null body status"). */
const BODILESS = [204, 205, 304];

/** A response as `fetch` gives it: decoded by its Content-Encoding, with an error where that cannot be done. */
export function toResponse(response: WireResponse, method: string): Response {
  const headers = new Headers();
  for (const [name, value] of response.headers) headers.append(name, toHeaderValue(value));
  const isBodiless = BODILESS.includes(response.status) || method === 'HEAD';
  return new Response(isBodiless ? null : bodyOf(response), { status: response.status, headers });
}

function bodyOf({ headers, body, complete }: WireResponse): Uint8Array<ArrayBuffer> | ReadableStream | null {
  const label = headerOf(headers, 'content-encoding');
  // Without a Content-Encoding nothing is decoded, whatever the bytes are.
  if (label === undefined) return complete ? new Uint8Array(body) : failing(body, CUT_OFF);
  const { bytes, problem } = decodeBody(body, label);
  if (problem !== undefined && body.length > 0)
    return failing(new Uint8Array(), complete ? `terminated: ${problem}` : CUT_OFF);
  return complete ? new Uint8Array(bytes) : failing(bytes, CUT_OFF);
}

const CUT_OFF = 'terminated: the recorded answer was cut off here';

function failing(bytes: Uint8Array, why: string): ReadableStream<Uint8Array> {
  let isGiven = bytes.length === 0;
  return new ReadableStream({
    pull(controller) {
      if (isGiven) controller.error(new TypeError(why));
      else controller.enqueue(bytes);
      isGiven = true;
    },
  });
}
