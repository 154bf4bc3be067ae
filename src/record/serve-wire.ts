import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isBodiless as hasNoBody } from '../http/bodiless.ts';
import { type Header, headerOf, type WireResponse } from '../http/exchange.ts';
import { toHeaderValue } from '../http/header-value.ts';
import type { Holds } from '../http/holds.ts';
import { readLimited } from '../http/read-limited.ts';
import { toOriginForm } from '../http/request-target.ts';
import type { Unreadable } from '../http/unreadable.ts';
import { clientLeft } from './client-left.ts';
import { type IncomingRequest, withoutHopByHop } from './incoming-request.ts';
import { failed, requestTooLong } from './playback/refusals.ts';

/** A longer request body is refused; no list request needs so much. */
const LONGEST_BODY = 16 * 1024 * 1024;

/**
 * Serves by sending responses exactly as they are: header names as written and as often as they came, bodies
 * encoded, and cut off where they were.
 */
export function createWireListener(
  handle: (asked: IncomingRequest) => Promise<WireResponse>,
  onRefused: (method: string, target: string, why: Unreadable) => void,
  holds: Pick<Holds, 'hold'>,
): RequestListener {
  return (incoming, outgoing) => {
    const left = clientLeft(incoming, outgoing);
    answer(incoming, outgoing, left, { handle, onRefused, holds }).catch((error: Error) => {
      // Nothing is written to a connection that nobody reads from.
      if (left.aborted) incoming.socket.destroy();
      else fail(outgoing, error);
    });
  };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  left: AbortSignal,
  { handle, onRefused, holds }: WireParts,
): Promise<void> {
  const body = await readBody(incoming);
  if (!body) {
    const { response, problem } = requestTooLong(LONGEST_BODY);
    onRefused(incoming.method ?? 'GET', incoming.url ?? '/', {
      ...problem,
      status: 413,
      cause: 'request-too-long',
    });
    send(outgoing, response);
    return;
  }
  const response = await handle({
    method: incoming.method ?? 'GET',
    target: toOriginForm(incoming.url ?? '/'),
    headers: toPairs(incoming.rawHeaders),
    body,
    left,
  });
  if (!response.transport) return send(outgoing, response);
  const { sendBroken } = await import('../http/broken-transport.ts');
  const headers = Object.fromEntries(
    withoutHopByHop(response.headers).map(([name, value]) => [name, toHeaderValue(value)]),
  );
  await sendBroken(outgoing, { ...response, headers }, response.transport, holds);
}

interface WireParts {
  readonly handle: (asked: IncomingRequest) => Promise<WireResponse>;
  readonly onRefused: (method: string, target: string, why: Unreadable) => void;
  /** What holds answers up that are to be late. */
  readonly holds: Pick<Holds, 'hold'>;
}

/** A wrong Content-Length is sent as it is, and then the connection ends, as it did when it was recorded. */
function send(outgoing: ServerResponse, { status, headers, body, complete }: WireResponse): void {
  outgoing.sendDate = false;
  outgoing.strictContentLength = false;
  const kept = withoutHopByHop(headers);
  outgoing.writeHead(
    status,
    kept.flatMap(([name, value]) => [name, toHeaderValue(value)]),
  );
  const isBodiless = outgoing.req.method === 'HEAD' || hasNoBody(status);
  const announced = headerOf(kept, 'content-length');
  const isLie = !isBodiless && announced !== undefined && Number(announced) !== body.length;
  if (complete && !isLie) {
    outgoing.end(isBodiless ? undefined : body);
    return;
  }
  outgoing.flushHeaders();
  const hangUp = () => outgoing.socket?.destroySoon();
  if (body.length === 0) hangUp();
  else outgoing.write(body, hangUp);
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  if (Number(incoming.headers['content-length'] ?? 0) > LONGEST_BODY) return undefined;
  const bytes = await readLimited(incoming, LONGEST_BODY);
  return bytes && new Uint8Array(bytes);
}

/** An error of the server itself: the response says so, and cannot be taken for the vendor's. */
function fail(outgoing: ServerResponse, error: Error): void {
  if (outgoing.headersSent) outgoing.destroy();
  else send(outgoing, failed(error).response);
}

function toPairs(flat: readonly string[]): Header[] {
  const pairs: Header[] = [];
  for (let at = 0; at < flat.length; at += 2) pairs.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return pairs;
}
