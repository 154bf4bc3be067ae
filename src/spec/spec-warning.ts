import { SpecError } from '../errors.ts';
import type { Place } from './source.ts';

/** What is wrong in a document, or not looked at, and hinders nothing: told at the start, an error where it is to be strict. */
export interface SpecWarning {
  /** One clause without a full stop, as the messages of errors are. */
  readonly message: string;
  readonly place: Place;
}

/** The same words as if it were an error: file, line, what is wrong, pointer. */
export function toWarningText({ message, place }: SpecWarning): string {
  return new SpecError(message, place).message;
}

/** Takes a warning down. */
export type WarnOfSpec = (message: string, place: Place) => void;

/** Writes warnings into a list; the same one at the same place only once. */
export function createWarn(list: Pick<SpecWarning[], 'push'>): WarnOfSpec {
  const known = new Set<string>();
  return (message, place) => {
    const key = `${place.file} ${place.pointer} ${message}`;
    if (known.has(key)) return;
    known.add(key);
    list.push({ message, place });
  };
}
