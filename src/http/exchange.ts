export type Header = readonly [name: string, value: string];

/** A request as it goes over the wire. */
export interface WireRequest {
  /** Upper case. */
  readonly method: string;
  /** Absolute, as it is sent: nothing is normalised. */
  readonly url: string;
  readonly headers: readonly Header[];
  /** As text, or the bytes of what is none. */
  readonly body: string | Uint8Array | undefined;
  /** The cause for which its credential must be refused: it is wrong on purpose. */
  readonly flaw?: string;
}

/** A response as it came over the wire: nothing decoded, nothing followed. */
export interface WireResponse {
  readonly status: number;
  /** In their order, repeated ones as often as they came, names as written. */
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** False: the connection ended before the announced end of the body, or it was not read to its end. */
  readonly complete: boolean;
  /** True: the body is longer than anybody wants to read, and was left. */
  readonly tooLong?: boolean;
  /** True: more came behind the announced end of the body. */
  readonly surplus?: boolean;
}

export const NO_ANSWER_REASONS = ['unreachable', 'timeout', 'reset', 'not-http'] as const;

/** Why there is no response at all. */
export interface NoAnswer {
  readonly why: (typeof NO_ANSWER_REASONS)[number];
  /** A sentence: the system's own words with the address. */
  readonly message: string;
}

/** One request with its response. */
export interface Exchange {
  readonly request: WireRequest;
  readonly response: WireResponse | undefined;
  readonly noAnswer?: NoAnswer;
  /** From the first byte sent to the last one received. */
  readonly milliseconds: number;
  /** When it was sent, in epoch milliseconds. */
  readonly at: number;
  /** Where it is kept, of a recorded one. */
  readonly file?: string;
}

/** Sends one request; never throws for what the target does. */
export type Send = (request: WireRequest) => Promise<Exchange>;

/** A request's body for people, and for what only reads texts; of bytes that are none what can be read of them. */
export function bodyText(body: WireRequest['body']): string {
  return typeof body === 'string' ? body : Buffer.from(body ?? []).toString('utf8');
}

/** A header's value, several joined by a comma as HTTP allows; the name in any letter case. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  const lower = name.toLowerCase();
  const values = headers.filter(([one]) => one.toLowerCase() === lower).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}
