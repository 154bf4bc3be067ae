import { RunError } from '../errors.ts';
import { decodeBody } from '../http/decode-body.ts';
import { type Header, headerOf } from '../http/exchange.ts';
import { type Matcher, meantMatch, type RouteMatch } from '../spec/match.ts';
import type { StoredRequest } from './fixture.ts';
import { toStoredBody } from './stored-body.ts';
import { toHeaderLine } from './stored-exchange.ts';

/** A request as a client sent it to the replay or the recorder. */
export interface IncomingRequest {
  /** Upper case. */
  readonly method: string;
  /** Path and query as they were sent, with the vendor's mount in front when there is one. */
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** Aborts when the client does not wait for the answer any more. */
  readonly left?: AbortSignal;
}

/** The operation that a request is for; a server that answers GET also answers HEAD. */
export function matchOperation(matcher: Matcher, incoming: IncomingRequest): ReturnType<Matcher['match']> {
  const { method, target, headers } = incoming;
  const path = askedPath(incoming);
  let found = matcher.match(method, path);
  if ('miss' in found && method === 'HEAD') found = matcher.match('GET', path);
  if ('miss' in found) return found;
  return meantMatch(found, {
    query: target.slice(path.length + 1),
    header: (name) => headerOf(headers, name),
  });
}

export function askedPath({ target }: IncomingRequest): string {
  return target.split('?', 1)[0] as string;
}

/** A longer body of a request is refused, also one that is so long when it is decoded; no list request needs so much. */
export const LONGEST_REQUEST = 16 * 1024 * 1024;

export class RequestTooLong extends RunError {}

/**
 * The request as it is stored: at the vendor's own path, without the headers of this connection, and with a decoded
 * body, as an encoded one could not be compared or searched for secrets.
 */
export function toStoredRequest(
  { method, target, headers, body }: IncomingRequest,
  { route }: RouteMatch,
): StoredRequest {
  const label = headerOf(headers, 'content-encoding');
  const { bytes, isDecoded, isTooLong } =
    label === undefined
      ? { bytes: body, isDecoded: false, isTooLong: false }
      : decodeBody(body, label, LONGEST_REQUEST);
  if (isTooLong)
    throw new RequestTooLong(`The request has more than ${LONGEST_REQUEST} bytes when it is decoded`);
  const stored = toStoredBody(bytes);
  const kept = withoutHopByHop(headers).filter(
    ([name]) =>
      !/^(host|content-length)$/i.test(name) && !(isDecoded && name.toLowerCase() === 'content-encoding'),
  );
  return {
    method,
    url: target.slice(route.mount.length),
    headers: kept.map(toHeaderLine),
    ...(stored && { body: stored }),
  };
}

/** Headers about the connection, not the message (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  // The next server answers it by itself.
  'expect',
];

/** The headers that are passed on: without those of this connection, and those that its Connection header names. */
export function withoutHopByHop(headers: readonly Header[]): Header[] {
  const named = (headerOf(headers, 'connection') ?? '').split(',').map((name) => name.trim().toLowerCase());
  return headers.filter(([name]) => ![...HOP_BY_HOP, ...named].includes(name.toLowerCase()));
}
