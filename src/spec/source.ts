import type { Json } from './json.ts';

/** A YAML or JSON document that knows on which line each of its values stands. */
export interface Source extends Lines {
  readonly value: Json;
}

/** Where a message points to. */
export interface Lines {
  readonly file: string;
  /** The documents as they were written, if they are at hand. */
  readonly texts?: readonly string[];
  /** The place of the value at a pointer, or of its nearest ancestor that the text has. */
  at(pointer: string): Place;
}

/** Where something stands: in the document, or in the overlay that put it there. */
export interface Place {
  readonly file: string;
  /** Counted from 1; undefined where the text is not at hand. */
  readonly line: number | undefined;
  /** Into the document, whichever file it is in. */
  readonly pointer: string;
}

/** A document whose text is not at hand. */
export function withoutLines(file: string): Lines {
  return { file, at: (pointer) => ({ file, line: undefined, pointer }) };
}
