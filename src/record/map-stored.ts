import { bodyTypeOf } from '../redact/forms/map-bytes.ts';
import { mapBody, mapHeaders, mapJson, mapUrl } from '../redact/map-texts.ts';
import type { TextLocation } from '../redact/text-location.ts';
import type { TextMap } from '../redact/text-map.ts';
import type { StoredBody, StoredRequest, StoredResponse } from './fixture.ts';
import { toHeader, toHeaderLine } from './stored-exchange.ts';

export function mapRequest(request: StoredRequest, map: TextMap): StoredRequest {
  return {
    method: request.method,
    url: mapUrl(request.url, map),
    ...mapMessage(request, 'request', map),
  };
}

/** `wire` is left as it is. */
export function mapResponse(response: StoredResponse, map: TextMap): StoredResponse {
  return { ...response, ...mapMessage(response, 'response', map) };
}

function mapMessage(
  { headers, body }: Pick<StoredRequest, 'headers' | 'body'>,
  of: TextLocation['of'],
  map: TextMap,
): Pick<StoredRequest, 'headers' | 'body'> {
  const pairs = headers.map(toHeader);
  return {
    headers: mapHeaders(pairs, of, map).map(toHeaderLine),
    ...(body && { body: mapStored(body, pairs, of, map) }),
  };
}

function mapStored(
  body: StoredBody,
  headers: readonly ReturnType<typeof toHeader>[],
  of: TextLocation['of'],
  map: TextMap,
): StoredBody {
  if ('json' in body) return { json: mapJson(body.json, { of, in: 'body', name: '', path: [] }, map) };
  const old = 'text' in body ? body.text : new Uint8Array(Buffer.from(body.base64, 'base64'));
  const mapped = mapBody(old, bodyTypeOf(headers), of, map);
  if (mapped === old) return body;
  return typeof mapped === 'string' ? { text: mapped } : { base64: Buffer.from(mapped).toString('base64') };
}
