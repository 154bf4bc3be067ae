import { SpecError } from '../errors.ts';
import type { Json } from './json.ts';
import { parsePointer } from './json-pointer.ts';
import { MOST_LEVELS, TOO_DEEP } from './most-levels.ts';
import { scanJson } from './scan-json.ts';
import type { Source } from './source.ts';

/** The same for a text of JSON; undefined for one that is none, and may still be YAML. */
export function parseJsonSource(file: string, text: string): Source | undefined {
  const { duplicates, depth, error } = scanJson(text);
  if (depth > MOST_LEVELS) throw new SpecError(TOO_DEEP, { file });
  if (error !== undefined) return undefined;
  const value = JSON.parse(text) as Json;
  const at = createPlaces(file, text);
  const [twice] = duplicates;
  if (twice === undefined) return { file, value, texts: [text], at };
  const name = JSON.stringify(parsePointer(twice).at(-1));
  throw new SpecError(`the key ${name} stands twice in one object; take one of them out`, at(twice));
}

/** Where the members of an object or a list begin: what a reader looks at (the key), and the value. */
type Members = ReadonlyMap<string, { readonly shown: number; readonly value: number }>;

/** Finds lines when they are asked for: nearly all documents have nothing wrong, and nobody asks. */
function createPlaces(file: string, text: string): Source['at'] {
  const known = new Map<number, Members>();
  let breaks: readonly number[] | undefined;
  let ends: ReadonlyMap<number, number> | undefined;
  const membersAt = (start: number) => {
    ends ??= endsOfContainers(text);
    const members = known.get(start) ?? readMembers(text, start, ends);
    known.set(start, members);
    return members;
  };
  return (pointer) => {
    let shown = text.search(/\S/);
    let value = shown;
    for (const part of parsePointer(pointer)) {
      const member = membersAt(value).get(part);
      if (!member) break;
      ({ shown, value } = member);
    }
    breaks ??= breaksIn(text);
    return { file, line: countBelow(breaks, shown) + 1, pointer };
  };
}

/** The members of the value that begins at an offset of valid JSON; of a key that stands twice the last. */
function readMembers(text: string, start: number, ends: ReadonlyMap<number, number>): Members {
  const found = new Map<string, { shown: number; value: number }>();
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return found;
  let at = skipSpace(text, start + 1);
  for (let index = 0; !'}]'.includes(text[at] as string); index += 1) {
    const shown = at;
    let name = String(index);
    if (isObject) {
      const end = endOfText(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    found.set(name, { shown, value: at });
    at = skipSpace(text, ends.get(at) ?? endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

/** Shorter objects and lists are sooner read than looked up. */
const LEAST_KEPT = 200;

/** Where the objects and lists of valid JSON end, by where they begin: who looks for one place steps over all others. */
function endsOfContainers(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at) - 1;
    else if (code === BRACE || code === BRACKET) open.push(at);
    else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) {
      const start = open.pop() as number;
      if (at - start > LEAST_KEPT) ends.set(start, at + 1);
    }
  }
  return ends;
}

const [QUOTE, BRACE, BRACKET, CLOSING_BRACE, CLOSING_BRACKET] = [0x22, 0x7b, 0x5b, 0x7d, 0x5d];

function breaksIn(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return breaks;
}

function endOfValue(text: string, start: number): number {
  // A number or a word ends at what cannot be a part of it.
  if (!'"{['.includes(text[start] as string)) return indexOf(text, /[\s,}\]]/g, start);
  let [at, open] = [start, 0];
  do {
    at = indexOf(text, /["{}[\]]/g, at);
    const character = text[at];
    if (character === '"') at = endOfText(text, at);
    else {
      open += character === '{' || character === '[' ? 1 : -1;
      at += 1;
    }
  } while (open > 0);
  return at;
}

function indexOf(text: string, wanted: RegExp, from: number): number {
  wanted.lastIndex = from;
  return wanted.exec(text)?.index ?? text.length;
}

/** Where a text ends that begins at an offset of valid JSON. */
export function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text[before] === '\\') before -= 1;
    if ((end - before) % 2 === 1) return end + 1;
  }
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
}

/** How many of some sorted numbers are below another. */
function countBelow(sorted: readonly number[], most: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < most) low = middle + 1;
    else high = middle;
  }
  return low;
}
