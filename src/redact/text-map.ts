import type { TextLocation } from './text-location.ts';

/** Maps the texts of an exchange, wherever they are found. */
export interface TextMap {
  /** A whole value, by the place where it stands: its name says what it is. Numbers too, as a rule may be about one. */
  place<T extends string | number>(value: T, location: TextLocation): T;
  /** Any text: by what is known, and by forms that tell what they are. */
  text(value: string, location: TextLocation): string;
}
