import { createHash } from 'node:crypto';
import { type Exchange, headerOf, type WireResponse } from '../http/exchange.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { version } from '../version.ts';
import { toDecodedBody } from './decoded-body.ts';
import { type Fixture, FORMAT, MOST_HEADERS, type StoredRequest, type StoredResponse } from './fixture.ts';
import { withoutHopByHop } from './incoming-request.ts';
import { matchKey } from './match-key.ts';
import type { Redactor } from './redactor.ts';
import { specDigest } from './spec-digest.ts';
import { toStoredBody } from './stored-body.ts';
import { toHeader, toHeaderLine } from './stored-exchange.ts';

export interface NewFixture {
  /** Its take is 1 until the recorder has chosen a file. */
  readonly fixture: Fixture;
  readonly key: string;
  readonly greedy: ReturnType<Redactor['exchange']>['greedy'];
}

interface RecordingContext {
  readonly spec: Spec;
  readonly operation: Operation;
  /** The request with the vendor's own path. */
  readonly request: StoredRequest;
  readonly redactor: Redactor;
  readonly kind: 'recorded' | 'imported';
}

/**
 * An exchange as it is recorded: redacted, with a readable body and the facts about its bytes; or a sentence why it
 * cannot be recorded.
 */
export function toFixture(
  exchange: Exchange,
  response: WireResponse,
  context: RecordingContext,
): NewFixture | string {
  const { spec, operation, request, redactor, kind } = context;
  if (response.status < 200 || response.status > 599)
    return `the status ${response.status} is none that an answer can have`;
  const tooMany = [request, response].find(({ headers }) => headers.length > MOST_HEADERS);
  if (tooMany) return `it has ${tooMany.headers.length} headers; a recording has at most ${MOST_HEADERS}`;
  const body = toDecodedBody(response);
  if (typeof body === 'string') return body;
  // What could be decoded has lost this header.
  const encoding = request.body && headerOf(request.headers.map(toHeader), 'content-encoding');
  if (encoding) return `the request is encoded as ${encoding}, and nobody can see which secrets are in it`;
  const redacted = redactor.exchange(request, toStoredResponse(response, body));
  const fixture: Fixture = {
    format: FORMAT,
    vendor: spec.name,
    operation: operation.id,
    take: 1,
    source: {
      kind,
      at: new Date(exchange.at).toISOString(),
      origin: new URL(exchange.request.url).origin,
      milliseconds: Math.round(exchange.milliseconds),
      spec: specDigest(spec),
      by: `confabulate ${version()}`,
    },
    redacted: redacted.redacted,
    request: redacted.request,
    response: redacted.response,
  };
  return { fixture, key: matchKey(operation, redacted.request), greedy: redacted.greedy };
}

function toStoredResponse(
  response: WireResponse,
  { bytes, encoding }: Exclude<ReturnType<typeof toDecodedBody>, string>,
): StoredResponse {
  const body = toStoredBody(bytes);
  return {
    status: response.status,
    headers: withoutHopByHop(response.headers).map(toHeaderLine),
    wire: {
      ...(encoding !== undefined && { encoding }),
      bytes: response.body.length,
      sha256: createHash('sha256').update(response.body).digest('hex'),
      ...(!response.complete && { complete: false as const }),
    },
    ...(body && { body }),
  };
}
