import { distance } from 'fastest-levenshtein';

/** Names, those first that are spelt most like a text. */
export function nearest(text: string, names: readonly string[]): string[] {
  const far = new Map(names.map((name) => [name, distance(text.slice(0, 100), name)]));
  return [...names].sort((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0));
}
