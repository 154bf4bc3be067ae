import { decodeBody } from '../http/decode-body.ts';
import { encodeBody } from '../http/encode-body.ts';
import { type Exchange, type Header, headerOf, type WireResponse } from '../http/exchange.ts';
import { bodyTypeOf } from './forms/map-bytes.ts';
import { mapBody, mapHeaders, mapText, mapUrl } from './map-texts.ts';
import type { TextLocation } from './text-location.ts';
import type { TextMap } from './text-map.ts';

const MESSAGE: TextLocation = { of: 'request', in: 'body', name: '', path: [] };

/** Maps every text of an exchange where it stands: what is not changed keeps its bytes. */
export function mapExchange(exchange: Exchange, map: TextMap): Exchange {
  const { request, response, noAnswer } = exchange;
  const { url, headers, body } = request;
  return {
    ...exchange,
    request: {
      ...request,
      url: mapUrl(url, map),
      headers: mapHeaders(headers, 'request', map),
      body: body === undefined ? undefined : mapBody(body, bodyTypeOf(headers), 'request', map),
    },
    response: response && mapResponse(response, map),
    ...(noAnswer && { noAnswer: { ...noAnswer, message: mapText(noAnswer.message, MESSAGE, map) } }),
  };
}

/** Of a body that cannot be decoded nobody can see what is in it, so only its first bytes stay. */
const FIRST_BYTES = 16;

function mapResponse(response: WireResponse, map: TextMap): WireResponse {
  const { body, complete } = response;
  const headers = mapHeaders(response.headers, 'response', map);
  const { bytes, isDecoded, encodings } = decodeBody(body, headerOf(response.headers, 'content-encoding'));
  if (!isDecoded) return { ...response, headers, body: body.subarray(0, FIRST_BYTES) };
  const mapped = mapBody(bytes, bodyTypeOf(response.headers), 'response', map) as Uint8Array;
  if (mapped === bytes) return { ...response, headers };
  const encoded = encodeBody(mapped, encodings.join(', ') || undefined, complete);
  return { ...response, headers: withLength(headers, encoded.length - body.length), body: encoded };
}

/** A length that was right stays right, and a wrong one stays wrong by as much. */
function withLength(headers: readonly Header[], more: number): Header[] {
  return headers.map(([name, value]) =>
    name.toLowerCase() === 'content-length' && /^\d{1,15}$/.test(value)
      ? [name, String(Math.max(0, Number(value) + more))]
      : [name, value],
  );
}
