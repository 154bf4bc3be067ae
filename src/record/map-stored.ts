import {
  isForm,
  type MapText,
  mapBytes,
  mapForm,
  mapHeaders,
  mapJson,
  mapText,
  mapUrl,
} from '../redact/map-texts.ts';
import type { TextLocation } from '../redact/text-location.ts';
import type { StoredBody, StoredRequest, StoredResponse } from './fixture.ts';
import { toHeader, toHeaderLine } from './stored-exchange.ts';

export function mapRequest(request: StoredRequest, map: MapText): StoredRequest {
  return {
    method: request.method,
    url: mapUrl(request.url, map),
    headers: mapLines(request.headers, 'request', map),
    ...(request.body && {
      body: mapBody(request.body, 'request', map, isForm(request.headers.map(toHeader))),
    }),
  };
}

/** `wire` is left as it is. */
export function mapResponse(response: StoredResponse, map: MapText): StoredResponse {
  return {
    ...response,
    headers: mapLines(response.headers, 'response', map),
    ...(response.body && { body: mapBody(response.body, 'response', map, false) }),
  };
}

function mapLines(lines: readonly string[], of: TextLocation['of'], map: MapText): string[] {
  return mapHeaders(lines.map(toHeader), of, map).map(toHeaderLine);
}

function mapBody(body: StoredBody, of: TextLocation['of'], map: MapText, form: boolean): StoredBody {
  const location: TextLocation = { of, in: 'body', name: '', path: [] };
  if ('json' in body) return { json: mapJson(body.json, location, map) };
  if ('text' in body)
    return { text: form ? mapForm(body.text, location, map) : mapText(body.text, location, map) };
  const bytes = Buffer.from(body.base64, 'base64');
  const mapped = mapBytes(bytes, location, map);
  return mapped === bytes ? body : { base64: Buffer.from(mapped).toString('base64') };
}
