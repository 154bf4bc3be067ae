import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Exchange, Header, NoAnswer, WireRequest, WireResponse } from './exchange.ts';
import { headerOf } from './exchange.ts';
import { toHeaderValue } from './header-value.ts';
import { hungUp, toNoAnswer, tookTooLong } from './no-answer.ts';
import { originOf, toWireAddress } from './wire-address.ts';

interface WireOptions {
  /** How long a whole response may take, in milliseconds. */
  readonly timeout: number;
  /** How much of a body is read at most. Default 64 MiB. */
  readonly maxBytes?: number;
  /**
   * Nothing is smoothed over: a connection that is closed when it is used again is told, and what came of an answer
   * that does not end in time. Else such a request is sent anew, and such an answer is none.
   */
  readonly tellsAll?: boolean;
}

const MAX_BYTES = 64 * 1024 * 1024;
/** Node refuses headers beyond 16 KiB; the checks shall see them. */
const MAX_HEADER_BYTES = 1024 * 1024;

type Attempt =
  | { readonly response: WireResponse }
  | { readonly noAnswer: NoAnswer }
  /** The server closed a kept-alive connection just when it was used again, and has not seen the request. */
  | 'again';

/** A Send that can be told that nobody waits for the answer any more: then there is none. */
type WireSend = (request: WireRequest, stopped?: AbortSignal) => Promise<Exchange>;

/** Sends over the network with node:http, as fetch would follow redirects, decode bodies and normalise URLs. */
export function createWireSend(options: WireOptions): WireSend {
  // Idle kept-alive connections do not keep the process running.
  const agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  };
  let isReused = true;
  return async (request, stopped): Promise<Exchange> => {
    const at = Date.now();
    const start = performance.now();
    let outcome = await exchangeOnce(request, options, isReused ? agents : undefined, stopped);
    if (outcome === 'again' && !options.tellsAll)
      outcome = await exchangeOnce(request, options, undefined, stopped);
    if (outcome === 'again') {
      outcome = { noAnswer: hungUp(request.url) };
      // A server that closes its connections is not blamed for it again and again.
      isReused = false;
    }
    return {
      origin: 'wire',
      request,
      response: undefined,
      ...outcome,
      milliseconds: performance.now() - start,
      at,
    };
  };
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

function exchangeOnce(
  request: WireRequest,
  { timeout, maxBytes = MAX_BYTES, tellsAll = false }: WireOptions,
  agents: Agents | undefined,
  stopped: AbortSignal | undefined,
): Promise<Attempt> {
  return new Promise((resolve) => {
    let sent: ClientRequest | undefined;
    let reading: ResponseReader | undefined;
    const settle = (outcome: Attempt) => {
      clearTimeout(timer);
      stopped?.removeEventListener('abort', stop);
      resolve(outcome);
    };
    const stop = () => {
      settle({ noAnswer: { why: 'reset', message: `${originOf(request.url)}: the request was given up` } });
      sent?.destroy();
    };
    const timer = setTimeout(() => {
      if (reading && tellsAll) return reading.stop();
      settle({ noAnswer: tookTooLong(request.url, timeout, reading !== undefined) });
      sent?.destroy();
    }, timeout);

    if (stopped?.aborted) return stop();
    stopped?.addEventListener('abort', stop, { once: true });
    try {
      sent = open(request, agents);
    } catch (error) {
      const message = `${originOf(request.url)}: the request cannot be sent: ${(error as Error).message}`;
      settle({ noAnswer: { why: 'unreachable', message } });
      return;
    }
    sent.on('response', (incoming) => {
      reading = readAnswer(incoming, maxBytes, (response) => settle({ response }));
    });
    // A server that switches to another protocol without being asked: what follows is not HTTP.
    sent.on('upgrade', (incoming, socket) => {
      socket.destroy();
      settle({ response: { ...headOf(incoming), body: new Uint8Array(), complete: true } });
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // After the headers an error means that the response was cut off, or that more came than it announced.
      if (reading) reading.failed(error);
      else if (sent?.reusedSocket === true && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '')) settle('again');
      else settle({ noAnswer: toNoAnswer(error, request.url) });
    });
    // As bytes: with a body of text, Node would write the headers in the encoding of that text.
    sent.end(request.body === undefined ? undefined : Buffer.from(request.body));
  });
}

function open({ method, url, headers, body }: WireRequest, agents: Agents | undefined): ClientRequest {
  const { isSecure, authority, host, port, path } = toWireAddress(url);
  const options = {
    method,
    host,
    port,
    path,
    // Node sends a flat list in its order and spelling, and adds neither Host nor Content-Length to it.
    headers: withRequired(headers, authority, method, body).flatMap(([name, value]) => [
      name,
      toHeaderValue(value),
    ]),
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  const request = isSecure
    ? httpsRequest({ ...options, agent: agents?.https ?? false })
    : httpRequest({ ...options, agent: agents?.http ?? false });
  // Their size is limited already, and Node would leave out what comes behind 2,000 of them.
  request.maxHeadersCount = 0;
  return request;
}

function withRequired(
  headers: readonly Header[],
  authority: string,
  method: string,
  body: WireRequest['body'],
): Header[] {
  const all: Header[] = [...headers];
  if (headerOf(headers, 'host') === undefined) all.unshift(['Host', authority]);
  const isFramed = ['content-length', 'transfer-encoding'].some(
    (name) => headerOf(headers, name) !== undefined,
  );
  if (!isFramed && (body !== undefined || /^(POST|PUT|PATCH)$/.test(method)))
    all.push(['Content-Length', String(Buffer.byteLength(body ?? ''))]);
  return all;
}

interface ResponseReader {
  /** Ends an answer that does not end itself. */
  stop(): void;
  failed(error: NodeJS.ErrnoException): void;
}

function readAnswer(
  incoming: IncomingMessage,
  maxBytes: number,
  done: (response: WireResponse) => void,
): ResponseReader {
  const chunks: Buffer[] = [];
  let [length, tooLong, surplus, unended] = [0, false, false, false];
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else {
      tooLong = true;
      incoming.destroy();
    }
  });
  // Each error is followed by a close, and then `complete` tells whether something is missing.
  incoming.on('error', () => {});
  incoming.on('close', () => {
    done({
      ...headOf(incoming),
      body: new Uint8Array(Buffer.concat(chunks)),
      complete: incoming.complete && !tooLong,
      ...(tooLong && { tooLong }),
      ...(surplus && { surplus }),
      ...(unended && { unended }),
    });
  });
  return {
    stop() {
      unended = true;
      incoming.destroy();
    },
    failed({ code = '' }) {
      // After the announced end the parser accepts only another response, or nothing.
      surplus ||= incoming.complete && code.startsWith('HPE_');
    },
  };
}

function headOf({ statusCode = 0, rawHeaders }: IncomingMessage): Pick<WireResponse, 'status' | 'headers'> {
  const headers: Header[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return { status: statusCode, headers };
}
