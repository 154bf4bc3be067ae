import type { Json } from '../spec/json.ts';
import type { ParsedMediaType } from '../spec/media-type.ts';
import type { JsonNotes } from './json-text.ts';

/** What a response says, read once for all checks. */
export interface Reading {
  /** undefined: there is none, or it cannot be read. */
  readonly type: ParsedMediaType | undefined;
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
