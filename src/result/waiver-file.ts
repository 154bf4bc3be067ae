import { existsSync } from 'node:fs';
import { closest } from 'fastest-levenshtein';
import { SpecError } from '../errors.ts';
import { PROGRAM } from '../program.ts';
import { isObject, type Json, type JsonObject } from '../spec/json.ts';
import { toPointer, valueAt } from '../spec/json-pointer.ts';
import { readSource } from '../spec/load.ts';
import type { Source } from '../spec/source.ts';
import type { Waiver } from './waivers.ts';

const WORDS = ['check', 'pointer', 'vendor', 'operation', 'reason', 'expires'] as const;
type Word = (typeof WORDS)[number];
const REQUIRED: readonly Word[] = ['check', 'reason', 'expires'];

/**
 * Reads a file of waivers for some checks, by name; `file#/pointer` is a list within a file. Throws a SpecError for a
 * file that cannot be read or has none.
 */
export async function readWaivers(file: string, checks: readonly string[]): Promise<Waiver[]> {
  const [, whole = file, base = ''] = /^(.*)#(\/.*)$/s.exec(file) ?? [];
  if (base === '' || existsSync(file)) return toWaivers(await readSource(file), checks);
  const source = await readSource(whole);
  const value = valueAt(source.value, base) ?? null;
  return toWaivers({ ...source, value, at: (pointer) => source.at(base + pointer) }, checks);
}

/** The waivers of a parsed file. Throws a SpecError with the line for the first thing that is wrong. */
export function toWaivers(source: Source, checks: readonly string[]): Waiver[] {
  if (!Array.isArray(source.value)) {
    throw problem(
      source,
      [],
      `this is not a list of waivers: each begins with "- ", and has ${REQUIRED.join(', ')}`,
    );
  }
  return source.value.map((value, index) => toWaiver(source, value, index, checks));
}

function toWaiver(source: Source, value: Json, index: number, checks: readonly string[]): Waiver {
  const fail = (text: string, word?: string) =>
    problem(source, word === undefined ? [index] : [index, word], text);
  if (!isObject(value)) throw fail(`a waiver has the words ${REQUIRED.join(', ')}; this is ${shown(value)}`);
  checkWords(value, fail);
  const text = (word: Word) => textOf(value, word, fail);
  const check = text('check') ?? '';
  if (!checks.includes(check)) {
    throw fail(
      `there is no check ${check}; did you mean ${closest(check, checks)}? ${PROGRAM} check --list names them all`,
      'check',
    );
  }
  const pointer = text('pointer');
  if (pointer !== undefined && !/^(\/([^~]|~[01])*)?$/s.test(pointer)) {
    throw fail(
      `pointer: ${pointer} is not a JSON pointer into the response body, such as /data/list/*/id`,
      'pointer',
    );
  }
  const expires = text('expires') ?? '';
  if (!isDay(expires))
    throw fail(`expires: ${expires} is not a day, written YYYY-MM-DD such as 2027-01-31`, 'expires');
  return {
    check,
    pointer,
    vendor: text('vendor'),
    operation: text('operation'),
    reason: text('reason') ?? '',
    expires,
    file: source.file,
    line: source.at(toPointer([index])).line,
  };
}

type Fail = (text: string, word?: string) => SpecError;

function checkWords(value: JsonObject, fail: Fail): void {
  const unknown = Object.keys(value).find((key) => !WORDS.some((word) => word === key));
  if (unknown !== undefined)
    throw fail(`a waiver does not know the word ${unknown}; allowed: ${WORDS.join(', ')}`, unknown);
  const missing = REQUIRED.find((word) => !Object.hasOwn(value, word));
  if (missing === undefined) return;
  const why: Partial<Record<Word, string>> = {
    reason: ': why the finding is accepted',
    expires: ': the last day on which it is accepted, YYYY-MM-DD',
  };
  throw fail(`the waiver needs the word ${missing}${why[missing] ?? ''}`);
}

function textOf(value: JsonObject, word: Word, fail: Fail): string | undefined {
  const found = Object.hasOwn(value, word) ? value[word] : undefined;
  if (found === undefined) return undefined;
  if (typeof found !== 'string') throw fail(`${word} must be a text, not ${shown(found)}`, word);
  // An empty pointer is the whole body.
  if (found.trim() === '' && word !== 'pointer') throw fail(`${word} must not be empty`, word);
  return found;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function shown(value: Json): string {
  return Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : JSON.stringify(value);
}

function problem(source: Source, path: readonly (string | number)[], text: string): SpecError {
  const pointer = toPointer(path);
  return new SpecError(text, source.at(pointer));
}
