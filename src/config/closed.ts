import { closest, distance } from 'fastest-levenshtein';
import { isObject, type Json, member } from '../spec/json.ts';
import { below, type ConfigKind, type Problem } from './kinds.ts';

/** A word that an object may have. */
export interface Member {
  readonly kind: ConfigKind;
  /** What editors show. */
  readonly about: string;
  readonly required?: boolean;
}

/** An object that has these words and no others. */
export function closed(
  members: Readonly<Record<string, Member>>,
  elsewhere: (word: string) => string | undefined = () => undefined,
): ConfigKind {
  const words = Object.keys(members);
  const required = words.filter((word) => members[word]?.required);

  function refuseWord(word: string, value: Json, variables: boolean): Problem[] {
    const known = Object.hasOwn(members, word) ? members[word] : undefined;
    if (!known) return [{ path: [word], text: unknown(word, words, elsewhere(word)) }];
    // A word with nothing behind it is a line that somebody has not finished.
    if (value === null) return [{ path: [word], text: 'has no value; write one, or take the word out' }];
    return below(word, known.kind.refuse(value, variables));
  }

  return {
    schema: {
      type: 'object',
      ...(required.length > 0 && { required }),
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(members).map(([word, { kind, about }]) => [
          word,
          { description: about, ...kind.schema },
        ]),
      ),
    },
    refuse(value, variables) {
      if (!isObject(value))
        return [{ path: [], text: `must have words of its own, such as ${words[0]}`, shown: value }];
      const missing = required.filter((word) => member(value, word) === undefined);
      return [
        ...missing.map((word) => ({ path: [], text: `needs the word ${word}` })),
        ...Object.entries(value).flatMap(([word, one]) => refuseWord(word, one, variables)),
      ];
    },
  };
}

/** With the nearest word, where one is near. */
function unknown(word: string, words: readonly string[], elsewhere: string | undefined): string {
  const nearest = closest(word, words);
  const isNear = distance(word.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, word.length / 2);
  if (elsewhere !== undefined) return `is not a word here; ${elsewhere}`;
  if (isNear) return `is not a word here; did you mean ${nearest}?`;
  return `is not a word here; there is: ${words.join(', ')}`;
}
