import type { BrokenTransport } from './broken-transport.ts';
export type Header = readonly [name: string, value: string];

/** A request as it is sent. */
export interface WireRequest {
  /** In upper case. */
  readonly method: string;
  /** Absolute, and sent without being normalised. */
  readonly url: string;
  readonly headers: readonly Header[];
  /** Text, or bytes where it is not text. */
  readonly body: string | Uint8Array | undefined;
  /** The cause for which the request must be refused, when its credential is wrong on purpose. */
  readonly flaw?: string;
}

/** A response as it was received: not decoded, redirects not followed. */
export interface WireResponse {
  readonly status: number;
  /** In the order and spelling in which they were received, repeated ones included. */
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** False when the connection ended before the body did, or the body was not read to its end. */
  readonly complete: boolean;
  /** True when reading stopped because the body is too long. */
  readonly tooLong?: boolean;
  /** True when it is incomplete because it had not ended in time. */
  readonly unended?: boolean;
  /** True when more bytes followed the announced end of the body. */
  readonly surplus?: boolean;
  /** What becomes of it on its way, when it is sent. */
  readonly transport?: BrokenTransport;
}

export const NO_ANSWER_REASONS = ['unreachable', 'timeout', 'reset', 'not-http'] as const;

/** Why a request got no response. */
export interface NoAnswer {
  readonly why: (typeof NO_ANSWER_REASONS)[number];
  /** A sentence for people, with the address. */
  readonly message: string;
}

/**
 * wire: sent over a connection. in-process: handed to an app or by a client, so what only a connection shows is
 * missing. recording: written by a program, and read again. transcript: copied by hand from a vendor's page.
 */
export const ORIGINS = ['wire', 'in-process', 'recording', 'transcript'] as const;
type Origin = (typeof ORIGINS)[number];

/** One request with its response. */
export interface Exchange {
  readonly origin: Origin;
  readonly request: WireRequest;
  readonly response: WireResponse | undefined;
  readonly noAnswer?: NoAnswer;
  /** From the first byte sent to the last one received. */
  readonly milliseconds: number;
  /** When it was sent, in epoch milliseconds. */
  readonly at: number;
  /** The file of a recorded one. */
  readonly file?: string;
}

/** Sends one request. Whatever the target does is part of the exchange, never an exception. */
export type Send = (request: WireRequest) => Promise<Exchange>;

/** A request's body as text; bytes that are not UTF-8 become replacement characters. */
export function bodyText(body: WireRequest['body']): string {
  return typeof body === 'string' ? body : Buffer.from(body ?? []).toString('utf8');
}

/** The value of a header by its name in any letter case; repeated ones are joined by a comma, as HTTP allows. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  const lower = name.toLowerCase();
  const values = headers.filter(([one]) => one.toLowerCase() === lower).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}
