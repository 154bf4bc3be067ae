import { encodeBody } from '../http/encode-body.ts';
import type { Exchange, Header, WireResponse } from '../http/exchange.ts';
import type { Fixture, StoredBody, StoredResponse } from './fixture.ts';
import { toBytes } from './stored-body.ts';

/** A fixture as an exchange, which is what checks look at. */
export function toExchange({ source, request, response }: Fixture): Exchange {
  const isDocumented = source.kind === 'documentation';
  return {
    origin: isDocumented ? 'transcript' : 'recording',
    request: {
      method: request.method,
      url: source.origin + request.url,
      headers: request.headers.map(toHeader),
      body: request.body && toText(request.body),
    },
    response: toWireResponse(response),
    milliseconds: isDocumented ? 0 : source.milliseconds,
    at: Date.parse(isDocumented ? source.read : source.at),
  };
}

/** The response as it goes over the wire: encoded as it was, with a Content-Length that fits. */
export function toWireResponse({ status, headers, body, wire }: StoredResponse): WireResponse {
  const complete = wire?.complete ?? true;
  const bytes = encodeBody(toBytes(body), wire?.encoding, complete);
  // White space was not stored: a length that was right is adjusted, and a wrong one stays wrong by as much.
  const toLength = (announced: string): string =>
    wire === undefined
      ? String(bytes.length)
      : /^\d{1,15}$/.test(announced)
        ? String(Math.max(0, Number(announced) - wire.bytes + bytes.length))
        : announced;
  return {
    status,
    headers: headers
      .map(toHeader)
      .map(
        ([name, value]): Header => [name, name.toLowerCase() === 'content-length' ? toLength(value) : value],
      ),
    body: bytes,
    complete,
  };
}

/** Bytes that are not UTF-8 stay bytes. */
function toText(body: StoredBody): string | Uint8Array {
  return 'base64' in body
    ? toBytes(body)
    : new TextDecoder('utf-8', { ignoreBOM: true }).decode(toBytes(body));
}

/** Splits `Name: value`. */
export function toHeader(line: string): Header {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

export function toHeaderLine([name, value]: Header): string {
  return `${name}: ${value}`;
}
