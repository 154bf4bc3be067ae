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
  /** The line of the value at a pointer, or of its nearest ancestor that the text has; undefined when not known. */
  line(pointer: string): number | undefined;
}
