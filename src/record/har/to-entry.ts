import { STATUS_CODES } from 'node:http';
import { type Header, headerOf } from '../../http/exchange.ts';
import type { Json, JsonObject } from '../../spec/json.ts';
import { version } from '../../version.ts';
import type { Fixture, StoredBody } from '../fixture.ts';
import { splitUrl } from '../match-key.ts';
import { toBytes } from '../stored-body.ts';
import { toHeader } from '../stored-exchange.ts';

/** The text before and after the entries of a HAR 1.2 file. */
export function harFrame(): readonly [before: string, after: string] {
  const creator = JSON.stringify({ name: 'confabulate', version: version() });
  return [`{\n"log": {\n"version": "1.2",\n"creator": ${creator},\n"entries": [`, ']\n}\n}\n'];
}

/** A fixture as an entry of a HAR file: bodies decoded, as browsers write them. */
export function toEntry(
  { vendor, operation, take, source, request, response }: Fixture,
  file: string,
): JsonObject {
  const isDocumented = source.kind === 'documentation';
  const time = isDocumented ? 0 : source.milliseconds;
  const [asked, answered] = [request.headers.map(toHeader), response.headers.map(toHeader)];
  const sent = toBytes(request.body);
  const came = toBytes(response.body);
  const type = (headers: readonly Header[]) => headerOf(headers, 'content-type') ?? '';
  const wire = response.wire?.bytes ?? came.length;
  return {
    startedDateTime: new Date(isDocumented ? source.read : source.at).toISOString(),
    time,
    request: {
      method: request.method,
      url: source.origin + request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: asked.map(toPair),
      queryString: splitUrl(request.url).query.map(toPair),
      ...(request.body && { postData: { mimeType: type(asked), ...toText(request.body, sent) } }),
      headersSize: -1,
      bodySize: sent.length,
    },
    response: {
      status: response.status,
      statusText: STATUS_CODES[response.status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: answered.map(toPair),
      content: {
        size: came.length,
        compression: came.length - wire,
        mimeType: type(answered),
        ...(response.body && toText(response.body, came)),
      },
      redirectURL: headerOf(answered, 'location') ?? '',
      headersSize: -1,
      bodySize: wire,
      ...(response.wire?.complete === false && { _error: 'the connection ended before the body did' }),
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    _confab: { file, vendor, operation, take, source: { ...source } as unknown as Json },
  };
}

function toText(body: StoredBody, bytes: Uint8Array): JsonObject {
  if ('base64' in body) return { text: body.base64, encoding: 'base64' };
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

function toPair([name, value]: readonly [string, string]): JsonObject {
  return { name, value };
}
