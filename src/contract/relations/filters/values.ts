import type { Json } from '../../../spec/json.ts';
import { swapCase } from '../../../text/swap-case.ts';
import type { RowReader } from '../rows.ts';

/** The values that rows show in a field, the most frequent first; those that are nothing or no plain value are left out. */
export function seenValues(rows: readonly Json[], reader: RowReader, field: string): Json[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = reader.value(row, field);
    if (value === undefined || value === null || value === '' || typeof value === 'object') continue;
    const key = JSON.stringify(value);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([key]) => JSON.parse(key) as Json);
}

/** The most frequent, a rare one, the last row's, and one with characters that are easily lost on the way. */
export function tellingValues(rows: readonly Json[], reader: RowReader, field: string): Json[] {
  const seen = seenValues(rows, reader, field);
  const last = rows.at(-1);
  const ofLast = last === undefined ? undefined : reader.value(last, field);
  const tricky = seen.find((value) => /[^\w.-]/u.test(String(value)));
  const found = [seen[0], seen.at(-1), seen.find((value) => value === ofLast), tricky];
  return [...new Set(found.filter((value) => value !== undefined))];
}

/** Parts of texts that rows show: one that many have, from the middle, in another letter case, with characters that are easily lost. */
export function tellingParts(texts: readonly string[]): string[] {
  const parts = texts.map((text) => partOf(text, 1 / 3)).filter((part) => part !== undefined);
  const cased = parts.find((part) => swapCase(part) !== part);
  const found = [
    commonPart(texts),
    parts[Math.floor(parts.length / 2)],
    parts.at(-1),
    cased && swapCase(cased),
    // What a URL, a query language or an encoding takes for itself.
    ...[/ /, /[%_\\]/, /['"&+#<>]/, /[^\x20-\x7e]/u].map((pattern) => partAround(texts, pattern)),
    // Not in any row, or only in few: taken as a wildcard they would give every row.
    '%',
    '_',
  ];
  return [...new Set(found.filter((part) => part !== undefined && part !== ''))] as string[];
}

/** Values that nobody is likely to have: of the type that a term takes, the likeliest to be allowed first. */
export function strangeValues(types: readonly string[], seen: readonly Json[]): Json[] {
  const texts = ['nobody-has-this', 'nobodyhasthis', 'NOBODYHASTHIS', '0nobody0', 'f'.repeat(24), 'zz'];
  const last = seen.findLast((value) => typeof value === 'string');
  const turned = typeof last === 'string' ? [[...last].reverse().join(''), `${last}0`] : [];
  const numbers = seen.filter((value) => typeof value === 'number');
  const largest = Math.max(0, ...numbers.map(Math.ceil));
  const near = Array.from({ length: 20 }, (_, n) => n).filter((n) => !numbers.includes(n));
  return [
    ...(types.includes('string') || types.includes('array') || types.length === 0
      ? [...texts, ...turned]
      : []),
    ...(types.includes('integer') || types.includes('number')
      ? [987_654_321, largest + 1, largest + 1000, ...near, -1]
      : []),
    ...(types.includes('boolean') ? [true, false] : []),
  ].filter((value) => !seen.includes(value));
}

/** Of different values in order: one in the middle, and two around it; near the beginning when there are many. */
export function middleOf<T>(sorted: readonly T[], most = 40): { low: T; middle: T; high: T } | undefined {
  if (sorted.length < 3) return undefined;
  const place = Math.max(1, Math.min(Math.floor(sorted.length / 2), most));
  return {
    low: sorted[Math.floor(place / 2)] as T,
    middle: sorted[place] as T,
    high: sorted[Math.min(sorted.length - 1, place + Math.ceil(place / 2))] as T,
  };
}

/** A part of a text from about a place of it, whole characters and no blanks at its ends; not the text itself. */
export function partOf(text: string, place: number): string | undefined {
  const characters = [...text];
  if (characters.length < 3) return undefined;
  const start = Math.max(1, Math.floor(characters.length * place));
  const part = characters
    .slice(start, start + 8)
    .join('')
    .trim();
  return [...part].length < 2 ? undefined : part;
}

/** Two characters that stand together in as many texts as possible, but not in all of them. */
function commonPart(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const characters = [...text];
    const pairs = characters.slice(1).map((one, index) => `${characters[index]}${one}`);
    for (const pair of new Set(pairs))
      if (/^[\p{L}\p{N}]{2}$/u.test(pair)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  let best: [part: string | undefined, count: number] = [undefined, 1];
  for (const [pair, count] of counts) if (count > best[1] && count < texts.length) best = [pair, count];
  return best[0];
}

/** A part with such a character in its middle. */
function partAround(texts: readonly string[], pattern: RegExp): string | undefined {
  for (const text of texts) {
    const characters = [...text];
    const at = characters.findIndex(
      (one, index) => index > 0 && index < characters.length - 1 && pattern.test(one),
    );
    if (at < 0) continue;
    const part = characters.slice(Math.max(0, at - 3), at + 4).join('');
    if (part === part.trim()) return part;
  }
  return undefined;
}
