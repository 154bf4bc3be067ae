import { UsageError } from '../errors.ts';
import type { Exchange, Header, WireResponse } from '../http/exchange.ts';
import { toExampleRequest } from '../spec/example-request.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** A response that any client received, in its parts. */
export interface Received {
  readonly status: number;
  /** When they are not given, nothing is checked that needs them. */
  readonly headers?: Headers | Iterable<readonly [string, string]> | Readonly<Record<string, HeaderValue>>;
  /** Text or bytes as received; a parsed value is written as JSON again. */
  readonly body?: unknown;
  /** The address of the request. */
  readonly url?: string;
}

type HeaderValue = string | number | readonly string[] | undefined;

/** Clients decode bodies, so these headers no longer describe the body that they hand out. */
const TRANSFER_HEADERS = /^(content-encoding|content-length|transfer-encoding)$/i;

const WANTED = 'toMatchContract takes a Response of fetch, or { status, headers, body }';

/** What was received, as an exchange. Throws a UsageError when it is no response, or its body was read already. */
export async function receivedExchange(
  spec: Spec,
  operation: Operation,
  received: Response | Received,
): Promise<Exchange> {
  const response = await toWireResponse(received);
  const { method, target, headers, body } = toExampleRequest(spec, operation);
  const url = received.url || `http://${spec.name}.example${target}`;
  return {
    origin: 'in-process',
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
  const headers = [...response.headers].filter(([name]) => !TRANSFER_HEADERS.test(name));
  return { status: response.status, headers, body, complete: true };
}

/** Also one of another realm or of a library, so its members are tested instead of its class. */
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
    if (value === undefined || TRANSFER_HEADERS.test(name)) return [];
    return (Array.isArray(value) ? value : [value]).map((one): Header => [name, String(one)]);
  });
}
