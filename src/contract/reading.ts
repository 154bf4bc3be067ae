import type { Json } from '../spec/json.ts';
import { headerOf, type WireResponse } from './exchange.ts';

/** A Content-Type, parsed once: type, suffix and charset are looked at one by one. */
export interface ContentType {
  /** `application/json`, in lower case. */
  readonly essence: string;
  /** `json` of `application/problem+json`; '' when there is none. */
  readonly suffix: string;
  /** In lower case; undefined when it is not said. */
  readonly charset: string | undefined;
}

/** What a response says, read once for all checks. */
export interface Reading {
  /** undefined: there is none, or it cannot be read. */
  readonly type: ContentType | undefined;
  /** The body with its Content-Encoding taken off; as it came when that is not possible. */
  readonly bytes: Uint8Array;
  /** Why the Content-Encoding cannot be taken off, in words. */
  readonly encodingProblem: string | undefined;
  /** The body as text; what is not UTF-8 becomes U+FFFD. */
  readonly text: string;
  readonly isUtf8: boolean;
  readonly hasBom: boolean;
  /** The body's value, when it is JSON. */
  readonly json: Json | undefined;
  /** Why it is not, in words. */
  readonly jsonProblem: string | undefined;
}
