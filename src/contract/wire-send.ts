import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Exchange, Header, NoAnswer, Send, WireRequest, WireResponse } from './exchange.ts';
import { headerOf } from './exchange.ts';
import { toHeaderValue } from './header-value.ts';

export interface WireOptions {
  /** How long a whole answer may take, in milliseconds. */
  readonly timeout: number;
  /** The most that is read of a body. Default 32 MiB. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 32 * 1024 * 1024;
/** Long headers are a fault to look at, not a reason to hang up. */
const MAX_HEADER_BYTES = 1024 * 1024;

type Outcome =
  | { readonly response: WireResponse }
  | { readonly noAnswer: NoAnswer }
  /** The server closed a kept connection just when it was used again: it has not seen the request. */
  | 'again';

/** Sends over the network, below fetch: nothing is followed, decoded or normalised. */
export function createWireSend(options: WireOptions): Send {
  // Kept connections that are idle do not keep the process alive.
  const agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  };
  return async (request): Promise<Exchange> => {
    const at = Date.now();
    const start = performance.now();
    let outcome = await exchangeOnce(request, options, agents);
    if (outcome === 'again') outcome = await exchangeOnce(request, options, undefined);
    if (outcome === 'again') outcome = { noAnswer: { why: 'reset', message: hungUp(request.url) } };
    return { request, response: undefined, ...outcome, milliseconds: performance.now() - start, at };
  };
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

function exchangeOnce(
  request: WireRequest,
  { timeout, maxBytes = MAX_BYTES }: WireOptions,
  agents: Agents | undefined,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let sent: ClientRequest | undefined;
    let answered = false;
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      const what = answered ? 'the answer did not end' : 'there was no answer';
      settle({
        noAnswer: { why: 'timeout', message: `${originOf(request.url)}: ${what} within ${timeout} ms` },
      });
      sent?.destroy();
    }, timeout);

    try {
      sent = open(request, agents);
    } catch (error) {
      const message = `${originOf(request.url)}: the request cannot be sent: ${(error as Error).message}`;
      settle({ noAnswer: { why: 'unreachable', message } });
      return;
    }
    sent.on('response', (incoming) => {
      answered = true;
      readAnswer(incoming, maxBytes, (response) => settle({ response }));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // Behind the headers the response tells that it was cut off.
      if (answered) return;
      const isStale = sent?.reusedSocket === true && error.code === 'ECONNRESET';
      settle(isStale ? 'again' : { noAnswer: toNoAnswer(error, request.url) });
    });
    sent.end(request.body);
  });
}

function open({ method, url, headers, body }: WireRequest, agents: Agents | undefined): ClientRequest {
  const { isSecure, authority, host, port, path } = addressOf(url);
  const options = {
    method,
    host,
    port,
    path,
    // A flat list is sent in this order and with these names; then Node adds neither a host nor a length.
    headers: withRequired(headers, authority, method, body).flatMap(([name, value]) => [
      name,
      toHeaderValue(value),
    ]),
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  return isSecure
    ? httpsRequest({ ...options, agent: agents?.https ?? false })
    : httpRequest({ ...options, agent: agents?.http ?? false });
}

function withRequired(
  headers: readonly Header[],
  authority: string,
  method: string,
  body: string | undefined,
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

function readAnswer(
  incoming: IncomingMessage,
  maxBytes: number,
  done: (response: WireResponse) => void,
): void {
  const chunks: Buffer[] = [];
  let [length, tooLong] = [0, false];
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else {
      tooLong = true;
      incoming.destroy();
    }
  });
  // An error is always followed by a close, and `complete` says what was missing.
  incoming.on('error', () => {});
  incoming.on('close', () => {
    done({
      status: incoming.statusCode ?? 0,
      headers: toPairs(incoming.rawHeaders),
      body: new Uint8Array(Buffer.concat(chunks)),
      complete: incoming.complete && !tooLong,
      ...(tooLong && { tooLong }),
    });
  });
}

function toPairs(flat: readonly string[]): Header[] {
  const pairs: Header[] = [];
  for (let at = 0; at < flat.length; at += 2) pairs.push([flat[at] ?? '', flat[at + 1] ?? '']);
  return pairs;
}

function toNoAnswer(error: NodeJS.ErrnoException, url: string): NoAnswer {
  const { code = '' } = error;
  const origin = originOf(url);
  if (code.startsWith('HPE_'))
    return { why: 'not-http', message: `${origin} does not answer in HTTP: ${error.message}` };
  if (code === 'ECONNRESET' || code === 'EPIPE') return { why: 'reset', message: hungUp(url) };
  return { why: 'unreachable', message: `${origin} cannot be reached: ${wordsOf(error)}` };
}

function hungUp(url: string): string {
  return `${originOf(url)} closed the connection without an answer`;
}

/** Of several addresses that were tried, each has an error of its own. */
function wordsOf(error: Error): string {
  const all = error instanceof AggregateError ? (error.errors as Error[]) : [error];
  return all.map(({ message }) => message).join('; ');
}

/** The parts of a URL as they are written: `new URL` would normalise the path. */
function addressOf(url: string) {
  const [, scheme = '', authority = '', target = ''] = /^(https?):\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const [, name = '', port] = /^(?:.*@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority) ?? [];
  if (name === '') throw new Error(`${url} is not an address that begins with http:// or https://`);
  const isSecure = scheme.toLowerCase() === 'https';
  return {
    isSecure,
    authority: authority.replace(/^.*@/, ''),
    host: name.replace(/^\[(.*)\]$/, '$1'),
    port: port === undefined ? (isSecure ? 443 : 80) : Number(port),
    // Only what cannot stand in a request line is escaped.
    path: (target.startsWith('/') ? target : `/${target}`).replaceAll(/[^\x21-\x7e]+/gu, encodeURIComponent),
  };
}

function originOf(url: string): string {
  return /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? url;
}
