import type { Json } from '../spec/json.ts';
import type { JsonNotes } from './json-text.ts';

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
  /** The body with its encoding taken off, be it announced or not; as it came when that is not possible. */
  readonly bytes: Uint8Array;
  /** What is wrong with the Content-Encoding, in words. */
  readonly encodingProblem: string | undefined;
  /** False: the encoding could not be taken off, and nothing can be said of what is below it. */
  readonly isDecoded: boolean;
  /** The body as text, in the announced charset when it is not UTF-8; what cannot be decoded becomes U+FFFD. */
  readonly text: string;
  readonly isUtf8: boolean;
  readonly hasBom: boolean;
  /** The body's value, when it is JSON. */
  readonly json: Json | undefined;
  /** Why it is not, in words. */
  readonly jsonProblem: string | undefined;
  /** What the JSON text says besides its value. */
  readonly notes: JsonNotes;
}
