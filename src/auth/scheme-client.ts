import type { Cause } from '../spec/causes.ts';
import type { RequestParts } from '../spec/request-values.ts';
import type { Evidence } from '../spec/spec.ts';

/** A request whose URL is absolute and is sent as it is; with or without credentials. */
export interface OutgoingRequest extends Pick<RequestParts, 'method' | 'headers'> {
  readonly url: string;
  readonly body: string | Uint8Array | undefined;
}

export interface SignerOptions {
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  /** A text that was never returned before. */
  readonly nonce: () => string;
}

/** What can be wrong with the credential of one scheme. */
export interface SchemeFlaw {
  /** The cause for which it must be refused. */
  readonly cause: Cause;
  /** Which of several flaws with that cause, for people: `signed for another query`. The plainest one has no name. */
  readonly variant?: string;
  /** The word that stands before it, where that is another scheme's. */
  readonly under?: 'Basic' | 'Bearer';
  /** How well it is known that it must be refused, where that does not follow from there being a credential. */
  readonly evidence?: Evidence;
}

/** What can be wrong with a credential, and of which scheme it is. */
export interface Flaw extends SchemeFlaw {
  readonly scheme: string;
}

/** The client's side of one security scheme. */
export interface SchemeClient {
  /** The flaws that can be produced with what is known of the credential; the plainest of each cause first. */
  readonly flaws: readonly SchemeFlaw[];
  /** Texts that no answer and no report may contain. */
  readonly secrets: readonly string[];
  /** Adds the scheme's credential to a request: the right one, or one with the flaw. */
  apply(request: OutgoingRequest, flaw: SchemeFlaw | undefined): OutgoingRequest | Promise<OutgoingRequest>;
}

/** The request with headers set; those given as undefined are removed. */
export function withHeaders(
  request: OutgoingRequest,
  headers: Readonly<Record<string, string | undefined>>,
): OutgoingRequest {
  const all: Record<string, string | undefined> = { ...request.headers, ...headers };
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...request, headers: Object.fromEntries(kept) };
}
