import type { Cause } from '../spec/causes.ts';
import type { Marks } from './marks.ts';

/** What an authenticator reads of a request. Nothing is decoded, as signatures cover what was sent. */
export interface AuthRequest {
  /** In upper case: GET. */
  readonly method: string;
  /** The path as sent; where the vendor is mounted under a prefix, also the path without it. */
  readonly paths: readonly string[];
  /** The query string as sent, without the question mark; empty when there is none. */
  readonly query: string;
  /** A header's value by its lower-case name; repeated ones joined by a comma, as Node gives them. */
  header(name: string): string | undefined;
  /** The lower-case names of all headers that were sent. */
  headerNames(): Iterable<string>;
  readonly body: string | Uint8Array;
}

/**
 * The marks are those of the credential; of a refused one only the scope is read, unless it is the magic word that
 * refuses it.
 */
export type AuthOutcome = Marks &
  (
    | { readonly ok: true; readonly principal: string }
    /** `details` fills the placeholders of the failure's example, e.g. {parameter} or {stringToSign}. */
    | { readonly ok: false; readonly cause: Cause; readonly details?: Readonly<Record<string, string>> }
  );

export type Authenticator = (request: AuthRequest) => AuthOutcome | Promise<AuthOutcome>;

export interface AuthOptions {
  /** Credentials that are accepted besides the schemes' own test credentials; a pair is written `id:secret`. */
  readonly known: readonly string[];
  /** Refuse a well-formed plain key that is not known. Signatures are verified either way. */
  readonly strict: boolean;
  /** The real clock, in epoch milliseconds: credentials expire by it, while rows stand still. */
  readonly now: () => number;
}
