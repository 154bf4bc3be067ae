import { toPointer } from './json-pointer.ts';

/** What is lost when a JSON text is parsed: parsers keep the last of two equal keys and round long numbers. */
interface JsonNotes {
  /** JSON pointers of keys that occur twice in one object. */
  readonly duplicates: readonly string[];
  /** Numbers that JavaScript rounds. */
  readonly numbers: readonly { readonly pointer: string; readonly text: string }[];
  /** The offset at which the text stops being JSON; the text's length when it only ends too early. */
  readonly error: number | undefined;
  /** How many levels of objects and lists it nests. */
  readonly depth: number;
}

interface Container {
  readonly keys: Set<string> | undefined;
  key: string;
  index: number;
}

/** Of duplicates more would only make reports longer; numbers are also ids, one in each row. */
const MOST_NOTES = 100;
const MOST_NUMBERS = 10_000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
const WORDS = ['true', 'false', 'null'];

/** Scans a JSON text once, without recursion, so that a deeply nested one cannot overflow the stack. */
export function scanJson(text: string): JsonNotes {
  const duplicates: string[] = [];
  const numbers: { pointer: string; text: string }[] = [];
  const frames: Container[] = [];
  let [at, depth] = [skipSpace(text, 0), 0];
  let wants: 'value' | 'item' | 'key' | 'first key' | 'separator' = 'value';
  const pointer = () => toPointer(frames.map(({ keys, key, index }) => (keys ? key : index)));
  const notes = (error?: number): JsonNotes => ({ duplicates, numbers, error, depth });

  while (wants !== 'separator' || frames.length > 0) {
    if (at >= text.length) return notes(text.length);
    const character = text[at] as string;
    const top = frames.at(-1);
    if (wants === 'separator') {
      const isClose = character === (top?.keys ? '}' : ']');
      if (isClose) frames.pop();
      else if (character !== ',') return notes(at);
      else if (top?.keys) wants = 'key';
      else {
        (top as Container).index += 1;
        wants = 'value';
      }
      at += 1;
    } else if (character === '}' && wants === 'first key') {
      frames.pop();
      wants = 'separator';
      at += 1;
    } else if (wants === 'key' || wants === 'first key') {
      if (character !== '"') return notes(at);
      const end = endOfString(text, at);
      if (end.error !== undefined) return notes(end.error);
      const frame = top as Container;
      frame.key = textOf(text, at, end.at);
      if (frame.keys?.has(frame.key) && duplicates.length < MOST_NOTES) duplicates.push(pointer());
      frame.keys?.add(frame.key);
      at = skipSpace(text, end.at);
      if (text[at] !== ':') return notes(at);
      at += 1;
      wants = 'value';
    } else if (character === ']' && wants === 'item') {
      frames.pop();
      wants = 'separator';
      at += 1;
    } else if (character === '{' || character === '[') {
      frames.push({ keys: character === '{' ? new Set() : undefined, key: '', index: 0 });
      depth = Math.max(depth, frames.length);
      wants = character === '{' ? 'first key' : 'item';
      at += 1;
    } else {
      const end = endOfScalar(text, at, character);
      if (end.error !== undefined) return notes(end.error);
      const scalar = /[-\d]/.test(character) ? text.slice(at, end.at) : '';
      if (isRounded(scalar) && numbers.length < MOST_NUMBERS)
        numbers.push({ pointer: pointer(), text: scalar });
      at = end.at;
      wants = 'separator';
    }
    at = skipSpace(text, at);
  }
  return notes(at < text.length ? at : undefined);
}

interface End {
  readonly at: number;
  readonly error?: number;
}

function endOfScalar(text: string, start: number, character: string): End {
  if (character === '"') return endOfString(text, start);
  NUMBER.lastIndex = start;
  if (NUMBER.test(text)) return { at: NUMBER.lastIndex };
  const word = WORDS.find((one) => one[0] === character) ?? '';
  if (word !== '' && text.startsWith(word, start)) return { at: start + word.length };
  const isCut = word.startsWith(text.slice(start, start + word.length)) && word !== '';
  return { at: start, error: isCut && start + word.length > text.length ? text.length : start };
}

/** What a string says that stands at these offsets. */
function textOf(text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end - 1);
  return plain.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : plain;
}

/** Signs that stand for themselves. A document is mostly these, so that they are not looked at one by one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPED = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

function endOfString(text: string, start: number): End {
  let at = start + 1;
  for (;;) {
    PLAIN.lastIndex = at;
    PLAIN.test(text);
    at = PLAIN.lastIndex;
    if (at >= text.length) return { at: text.length, error: text.length };
    const code = text.charCodeAt(at);
    if (code === 0x22) return { at: at + 1 };
    if (code < 0x20) return { at, error: at };
    ESCAPED.lastIndex = at;
    if (!ESCAPED.test(text)) return { at, error: at + 6 > text.length ? text.length : at };
    at = ESCAPED.lastIndex;
  }
}

/** Whether it is an integer beyond 2^53, or too large for a double. */
function isRounded(text: string): boolean {
  if (text.length < 16 && !/[eE]/.test(text)) return false;
  const value = Number(text);
  return !Number.isFinite(value) || (/^-?\d+$/.test(text) && !Number.isSafeInteger(value));
}

function skipSpace(text: string, start: number): number {
  SPACE.lastIndex = start;
  SPACE.test(text);
  return SPACE.lastIndex;
}
