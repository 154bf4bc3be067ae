import { decodeBody } from '../http/decode-body.ts';
import { encodeBody } from '../http/encode-body.ts';
import { bodyText, type Exchange, type Header, headerOf, type WireResponse } from '../http/exchange.ts';
import { isForm, type MapText, mapBytes, mapForm, mapHeaders, mapText, mapUrl } from './map-texts.ts';
import type { TextLocation } from './text-location.ts';

/** Maps every text of an exchange where it stands: what is not changed keeps its bytes. */
export function mapExchange(exchange: Exchange, map: MapText): Exchange {
  const { request, response, noAnswer } = exchange;
  const { url, headers, body } = request;
  const location: TextLocation = { of: 'request', in: 'body', name: '', path: [] };
  const mapBody = isForm(headers) ? mapForm : mapText;
  return {
    ...exchange,
    request: {
      ...request,
      url: mapUrl(url, map),
      headers: mapHeaders(headers, 'request', map),
      body: body === undefined ? undefined : mapBody(bodyText(body), location, map),
    },
    response: response && mapResponse(response, map),
    ...(noAnswer && { noAnswer: { ...noAnswer, message: mapText(noAnswer.message, location, map) } }),
  };
}

/** Of a body that cannot be decoded nobody can see what is in it, so only its first bytes stay. */
const FIRST_BYTES = 16;

function mapResponse(response: WireResponse, map: MapText): WireResponse {
  const { body, complete } = response;
  const headers = mapHeaders(response.headers, 'response', map);
  const { bytes, isDecoded, encodings } = decodeBody(body, headerOf(response.headers, 'content-encoding'));
  if (!isDecoded) return { ...response, headers, body: body.subarray(0, FIRST_BYTES) };
  const mapped = mapDecoded(bytes, map);
  if (mapped === bytes) return { ...response, headers };
  const encoded = encodeBody(mapped, encodings.join(', ') || undefined, complete);
  return { ...response, headers: withLength(headers, encoded.length - body.length), body: encoded };
}

function mapDecoded(bytes: Uint8Array, map: MapText): Uint8Array {
  const location: TextLocation = { of: 'response', in: 'body', name: '', path: [] };
  const text = textOf(bytes);
  if (text === undefined) return mapBytes(bytes, location, map);
  const mapped = mapText(text, location, map);
  return mapped === text ? bytes : new TextEncoder().encode(mapped);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A length that was right stays right, and a wrong one stays wrong by as much. */
function withLength(headers: readonly Header[], more: number): Header[] {
  return headers.map(([name, value]) =>
    name.toLowerCase() === 'content-length' && /^\d{1,15}$/.test(value)
      ? [name, String(Math.max(0, Number(value) + more))]
      : [name, value],
  );
}
