import { CHECKING_WORDS } from './checking-words.ts';
import { RECORDING_WORDS } from './recording-words.ts';
import { SERVING_WORDS } from './serving-words.ts';
import type { ConfigWord } from './word.ts';

/** Every word that a flag stands behind: a new flag is an entry in one of these tables. */
export const WORDS: Readonly<Record<string, ConfigWord>> = {
  ...SERVING_WORDS,
  ...CHECKING_WORDS,
  ...RECORDING_WORDS,
};
