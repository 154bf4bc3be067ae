import { UsageError } from '../errors.ts';
import type { Exchange, Header, WireResponse } from '../http/exchange.ts';
import { toExampleValues, toRequestParts } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** An answer of any client, in its parts. */
export interface Received {
  readonly status: number;
  /** Not given: nothing is said about them. */
  readonly headers?: Headers | Iterable<readonly [string, string]> | Readonly<Record<string, HeaderValue>>;
  /** As it came; or already parsed: then it is written as JSON again. */
  readonly body?: unknown;
  /** The address that was asked. */
  readonly url?: string;
}

type HeaderValue = string | number | readonly string[] | undefined;

/** What a client has undone: the headers would lie about the body that it gives. */
const OF_THE_WIRE = /^(content-encoding|content-length|transfer-encoding)$/i;

const WANTED = 'toMatchContract takes a Response of fetch, or { status, headers, body }';

/** What was received as an exchange. Throws a UsageError when it is none, or was read by somebody else. */
export async function receivedExchange(
  spec: Spec,
  operation: Operation,
  received: Response | Received,
): Promise<Exchange> {
  const response = await toWireResponse(received);
  const { method, target, headers, body } = toRequestParts(operation, toExampleValues(spec, operation));
  const url = received.url || `http://${spec.name}.example${target}`;
  return {
    request: { method, url, headers: Object.entries(headers), body },
    response,
    milliseconds: 0,
    at: Date.now(),
  };
}

async function toWireResponse(received: Response | Received): Promise<WireResponse> {
  if (typeof received !== 'object' || received === null)
    throw new UsageError(`${WANTED}, not ${received === null ? 'null' : typeof received}`);
  if (received instanceof Promise || 'then' in received)
    throw new UsageError(`${WANTED}, not a promise of one: await it first`);
  const { status } = received;
  if (!Number.isInteger(status))
    throw new UsageError(`${WANTED}; status is ${JSON.stringify(status) ?? typeof status}, not a number`);
  if (isResponse(received)) return fromResponse(received);
  const body = toBytes(received.body);
  return { status, headers: toPairs(received.headers ?? {}), body, complete: true };
}

async function fromResponse(response: Response): Promise<WireResponse> {
  if (response.bodyUsed)
    throw new UsageError(
      'the body of the response is read already; give toMatchContract the response first, it reads a copy, or give it { status, headers, body }',
    );
  const body = new Uint8Array(await response.clone().arrayBuffer());
  const headers = [...response.headers].filter(([name]) => !OF_THE_WIRE.test(name));
  return { status: response.status, headers, body, complete: true };
}

/** Also that of another realm or a library: what counts is what it can do. */
function isResponse(received: Response | Received): received is Response {
  return 'bodyUsed' in received && 'clone' in received && typeof received.clone === 'function';
}

function toBytes(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (body instanceof ReadableStream || body instanceof Blob)
    throw new UsageError(`${WANTED}; the body must be read: a text, bytes, or a value of JSON`);
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

function toPairs(headers: NonNullable<Received['headers']>): Header[] {
  const pairs = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return pairs.flatMap(([name, value]): Header[] => {
    if (value === undefined || OF_THE_WIRE.test(name)) return [];
    return (Array.isArray(value) ? value : [value]).map((one): Header => [name, String(one)]);
  });
}
