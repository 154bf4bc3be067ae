import type { Cause } from '../spec/causes.ts';
import type { RequestParts } from '../spec/request-values.ts';

/** A request whose URL is absolute and will be sent as it is. */
export interface Unproven extends Pick<RequestParts, 'method' | 'headers'> {
  readonly url: string;
  readonly body: string | Uint8Array | undefined;
}

export interface ClientOptions {
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  /** A text that was never given before. */
  readonly nonce: () => string;
}

/** What can be wrong with one scheme's credential. */
export interface SchemeFlaw {
  /** The cause that it must be refused for. */
  readonly cause: Cause;
  /** For people, of what is not the plainest way to that cause: `signed for another query`. */
  readonly way?: string;
}

/** A way in which a credential can be wrong, and the scheme that has it. */
export interface Flaw extends SchemeFlaw {
  readonly scheme: string;
}

/** The client's side of one security scheme. */
export interface SchemeClient {
  /** The ways to fail that can be made of what is known; the plainest of each cause first. */
  readonly flaws: readonly SchemeFlaw[];
  /** What nobody may see: no answer has it, and no report. */
  readonly secrets: readonly string[];
  apply(request: Unproven, flaw: SchemeFlaw | undefined): Unproven | Promise<Unproven>;
}

/** The request with headers set; a name given as undefined is taken away. */
export function withHeaders(
  request: Unproven,
  headers: Readonly<Record<string, string | undefined>>,
): Unproven {
  const all: Record<string, string | undefined> = { ...request.headers, ...headers };
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...request, headers: Object.fromEntries(kept) };
}
