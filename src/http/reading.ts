import type { Json } from '../spec/json.ts';
import type { ParsedMediaType } from '../spec/media-type.ts';
import type { scanJson } from '../spec/scan-json.ts';

/** What was read of a response, once for all checks. */
export interface Reading {
  /** The Content-Type; undefined when there is none, or it cannot be read. */
  readonly type: ParsedMediaType | undefined;
  /** The body without its content encoding, announced or not; as it was received when it cannot be decoded. */
  readonly bytes: Uint8Array;
  /** What is wrong with the Content-Encoding header, in words. */
  readonly encodingProblem: string | undefined;
  /** False when the body could not be decoded: then nothing can be said about its content. */
  readonly isDecoded: boolean;
  /** The body as UTF-8, or in the announced charset when it is not; what cannot be decoded becomes U+FFFD. */
  readonly text: string;
  readonly isUtf8: boolean;
  readonly hasBom: boolean;
  /** The body's value, when it is JSON. */
  readonly json: Json | undefined;
  /** Why it is not JSON, in words. */
  readonly jsonProblem: string | undefined;
  /** What parsing the JSON text loses. */
  readonly notes: ReturnType<typeof scanJson>;
}
