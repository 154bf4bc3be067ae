import { isAnyArrayBuffer, isPromise, isUint8Array } from 'node:util/types';
import { UsageError } from '../errors.ts';
import type { Header } from '../http/exchange.ts';

/** A response in its parts, whichever client received it. */
export interface Received {
  readonly status: number;
  /** When they are not given, nothing is checked that needs them. */
  readonly headers?: Headers | Iterable<readonly [string, unknown]> | Readonly<Record<string, unknown>>;
  /** Text or bytes as received; a parsed value is written as JSON again. */
  readonly body?: unknown;
  /** The address of the request. */
  readonly url?: string;
}

/** What axios resolves with, or the error that it throws for a status which is no success. */
export type AxiosAnswer =
  | { readonly status: number; readonly headers: object; readonly data: unknown; readonly config: object }
  | { readonly isAxiosError: boolean; readonly message: string; readonly response?: unknown };

/** Playwright's `APIResponse`; the `Response` of a page has the same methods. */
export interface PlaywrightAnswer {
  status(): number;
  headers(): Readonly<Record<string, string>>;
  body(): Promise<Uint8Array>;
  url(): string;
}

/** Every form in which an answer can be given. */
export type AnyResponse = Response | Received | AxiosAnswer | PlaywrightAnswer;

/** The same for every form: the parts as bytes and pairs. */
export interface ReceivedParts {
  readonly status: number;
  /** undefined: nothing is known of them. */
  readonly headers: readonly Header[] | undefined;
  readonly body: Uint8Array;
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

const WANTED =
  'the answer must be a response of fetch, axios or Playwright, or an object with status, headers and body';

/** Reads an answer of any form. Throws a UsageError for what is none, or has no body any more. */
export async function readReceived(received: unknown): Promise<ReceivedParts> {
  if (typeof received !== 'object' || received === null)
    throw new UsageError(`${WANTED}, not ${received === null ? 'null' : typeof received}`);
  if (isPromise(received) || 'then' in received)
    throw new UsageError(`${WANTED}, not a promise of one: await it first`);
  if (isPlaywright(received)) return fromPlaywright(received);
  if ('isAxiosError' in received) return readReceived(answerOf(received as AxiosError));
  const { status } = received as { status?: unknown };
  if (!Number.isInteger(status))
    throw new UsageError(`${WANTED}; status is ${JSON.stringify(status) ?? typeof status}, not a number`);
  if (isFetch(received)) return fromFetch(received);
  if ('data' in received && 'config' in received) return fromAxios(received as AxiosResponse);
  const { headers, body, url } = received as Received;
  return { status: status as number, headers: headers && toPairs(headers), body: toBytes(body), url };
}

/** Clients may come from another realm or be a copy of the class, so members are tested, not classes. */
function isFetch(received: object): received is Response {
  return 'bodyUsed' in received && 'clone' in received && typeof received.clone === 'function';
}

function isPlaywright(received: object): received is PlaywrightAnswer {
  return ['status', 'headers', 'body'].every(
    (name) => typeof (received as Record<string, unknown>)[name] === 'function',
  );
}

async function fromFetch(response: Response): Promise<ReceivedParts> {
  const { status, url } = response;
  if (response.bodyUsed)
    throw new UsageError(
      'the body of the response was read before; check the response first, which reads a copy, or give { status, headers, body }',
    );
  const body = new Uint8Array(await response.clone().arrayBuffer());
  return { status, headers: toPairs(response.headers), body, url };
}

async function fromPlaywright(response: PlaywrightAnswer): Promise<ReceivedParts> {
  const parts = { status: response.status(), headers: toPairs(response.headers()), url: response.url() };
  try {
    return { ...parts, body: toBytes(await response.body()) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `the body of the response is gone (${(error as Error).message}); check the response before it is disposed`,
    );
  }
}

type AxiosError = Extract<AxiosAnswer, { isAxiosError: boolean }>;
type AxiosResponse = Exclude<AxiosAnswer, AxiosError>;

function answerOf({ response, message }: AxiosError): unknown {
  if (response !== undefined) return response;
  throw new UsageError(`axios got no answer that could be checked: ${message}`);
}

function fromAxios({ status, headers, data, config }: AxiosResponse): ReceivedParts {
  const { method, url } = config as { method?: string; url?: string };
  return {
    status,
    headers: toPairs(headers as NonNullable<Received['headers']>),
    body: toBytes(data),
    method: method?.toUpperCase(),
    url: url !== undefined && URL.canParse(url) ? url : undefined,
  };
}

/** Clients decode bodies, so these headers no longer describe the body that they hand out. */
const TRANSFER_HEADERS = /^(content-encoding|content-length|transfer-encoding)$/i;

function toPairs(headers: NonNullable<Received['headers']>): Header[] {
  const pairs = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return pairs.flatMap(([name, value]): Header[] => {
    if (value === undefined || value === null || TRANSFER_HEADERS.test(name)) return [];
    return (Array.isArray(value) ? value : [value]).map((one): Header => [name, String(one)]);
  });
}

function toBytes(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (isUint8Array(body)) return body;
  if (isAnyArrayBuffer(body)) return new Uint8Array(body);
  if (isUnread(body))
    throw new UsageError(`${WANTED}; the body must be read: a text, bytes, or a value of JSON`);
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A stream or a blob. */
function isUnread(body: unknown): boolean {
  return ['getReader', 'pipe', 'arrayBuffer'].some(
    (name) => typeof (body as Record<string, unknown>)[name] === 'function',
  );
}
