import { shortened } from './shortened.ts';

const MOST_CHARACTERS = 200;

/** A value as JSON in a sentence. It is cut: an answer must not grow with what a client sends. */
export function valueExcerpt(value: unknown): string {
  return shortened(JSON.stringify(value) ?? 'nothing', MOST_CHARACTERS);
}
