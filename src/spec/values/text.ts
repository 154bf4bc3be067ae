import { createPicker, mix } from '../../text/hash.ts';
import type { JsonObject } from '../json.ts';
import type { LocatedSchema } from '../located-schema.ts';
import { compilePattern } from '../pattern.ts';
import { patternText } from '../pattern-text.ts';
import type { TimeFormat } from '../time-format.ts';
import { earlierFieldOf, isTime, timeFormats } from '../value-words.ts';
import { base64Text, formatTexts, isBase64 } from './formats.ts';
import { isNumber, said } from './parts.ts';

/** Makes a text by a schema of nothing but texts: the part of the generator that is a library's. */
export type LibraryText = (schema: JsonObject, seed: number) => string;

/** Nobody wants to see longer texts, though a schema allow them. */
const MORE_CHARACTERS = 100;
const TRIES = 12;
/** How often is repeated what may be, from short texts to long ones. */
const LONGER = [1, 3, 7, 15, 31, 63, 127, 255, 0, 2, 4, 5, 6, 9, 11, 13, 20, 25, 40, 50, 100, 511];

/** A text that fulfils length, pattern and format of all parts, as far as one is found. */
export function makeText(
  parts: readonly LocatedSchema[],
  seed: number,
  library: LibraryText,
  name?: string,
): string {
  const least = Math.max(0, ...said(parts, 'minLength', isNumber));
  const most = Math.min(...said(parts, 'maxLength', isNumber));
  const patterns = said(parts, 'pattern', (value): value is string => typeof value === 'string');
  const isLong = (text: string) => lengthOf(text) >= least && lengthOf(text) <= most;
  const fits = (text: string) => isLong(text) && patterns.every((one) => compilePattern(one).test(text));

  const formatted = parts.flatMap(
    ({ schema }) => timeText(schema, seed) ?? formatTexts(schema.format, seed, name) ?? [],
  );
  const known = formatted.find(fits);
  if (known !== undefined) return known;
  const ofBytes = parts.find(({ schema }) => isBase64(schema))?.schema;
  if (ofBytes && patterns.length === 0)
    return base64Text(seed, least, most, ofBytes.contentEncoding === 'base64url');
  if (patterns.length === 0) return plainText(least, most, createPicker(seed));
  const bounds = {
    ...(least > 0 && { minLength: least }),
    maxLength: Math.min(most, least + MORE_CHARACTERS),
  };
  let text = '';
  for (let n = 0; n < TRIES; n += 1) {
    const pattern = patterns[n % patterns.length] as string;
    text = library({ type: 'string', ...bounds, pattern }, n === 0 ? seed : mix(seed + n));
    if (fits(text)) return text;
    // The library makes texts of a length that forget their pattern.
    // One that is open at its end has room for more there.
    const longer = LONGER.map((more) => patternText(pattern, more, createPicker(mix(seed + n))))
      .flatMap((one) => [one, lengthened(one, least, most)])
      .find(fits);
    if (longer !== undefined) return longer;
  }
  return text;
}

/** A time as the document's hints say that it is written. */
function timeText(schema: JsonObject, seed: number): string | undefined {
  if (!isTime(schema)) return undefined;
  const [first] = timeFormats(schema);
  // A time that comes after another one names it.
  const day = (createPicker(seed)(DAYS) + (earlierFieldOf(schema) === undefined ? 0 : DAYS)) * 86_400_000;
  const text = JSON.parse((first as TimeFormat).write(FIRST_DAY + day));
  return typeof text === 'string' ? text : undefined;
}

const FIRST_DAY = Date.UTC(2010, 0);
const DAYS = 2500;

/** Whether a text is one that comes up here again and again, so that it tells nothing of what it stands in. */
export function isCommonText(text: string): boolean {
  return COMMON.test(text);
}

const WORDS = (
  'amber basin cedar delta ember field glade harbor island juniper kettle lantern meadow north ' +
  'orchard pebble quarry river silver timber upland valley willow yellow zephyr'
).split(' ');

// Longer texts are cut anywhere, and those of a format are a name at a place for examples.
const COMMON = new RegExp(
  `^(?:(?:${WORDS.join('|')})(?: (?:${WORDS.join('|')})){0,2}(?: [a-z]*)?|\\S*example\\.com\\S*)$`,
);

/** Two words, or as many as a length wants. */
function plainText(least: number, most: number, pick: (n: number) => number): string {
  const word = () => WORDS[pick(WORDS.length)] as string;
  const words = [word(), word()];
  for (let length = words.join(' ').length; length < least; length += (words.at(-1)?.length ?? 0) + 1)
    words.push(word());
  const text = words.join(' ').slice(0, most);
  return text.endsWith(' ') ? `${text.slice(0, -1)}s` : text;
}

function lengthened(text: string, least: number, most: number): string {
  const points = [...text];
  while (points.length < least) points.push('x');
  return points.slice(0, most).join('');
}

/** JSON Schema counts code points. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
