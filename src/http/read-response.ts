import { keepExact } from '../spec/exact-member.ts';
import { isObject, type Json } from '../spec/json.ts';
import { parsePointer, valueAt } from '../spec/json-pointer.ts';
import { scanJson } from '../spec/scan-json.ts';
import { contentTypeOf } from './content-type.ts';
import { decodeBody } from './decode-body.ts';
import { headerOf, type WireResponse } from './exchange.ts';
import type { Reading } from './reading.ts';

/** Far deeper than any real response; the checks recurse, and much more would overflow the stack. */
const MOST_LEVELS = 500;

/** Reads a response: removes the content encoding, decodes the text, parses the JSON, and notes what did not work. */
export function readResponse({ headers, body }: WireResponse): Reading {
  const { bytes, problem, isDecoded } = decodeBody(body, headerOf(headers, 'content-encoding'));
  const type = contentTypeOf(headers);
  const utf8 = decodeText(bytes, 'utf-8', true);
  const text = utf8 ?? decodeText(bytes, type?.charset ?? 'utf-8', false) ?? '';
  return {
    type,
    bytes,
    encodingProblem: problem,
    isDecoded,
    text,
    isUtf8: utf8 !== undefined,
    hasBom: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf,
    ...parse(text),
  };
}

/** When fatal: undefined if the bytes are not valid in the charset. Otherwise an unknown charset is read as UTF-8. */
function decodeText(bytes: Uint8Array, charset: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes);
  } catch {
    return fatal || charset === 'utf-8' ? undefined : decodeText(bytes, 'utf-8', false);
  }
}

function parse(text: string): Pick<Reading, 'json' | 'jsonProblem' | 'notes'> {
  const notes = scanJson(text);
  if (notes.depth > MOST_LEVELS)
    return { json: undefined, jsonProblem: `it is nested deeper than ${MOST_LEVELS} levels`, notes };
  try {
    const json = withoutInfinity(JSON.parse(text) as Json, notes.numbers);
    keepExact(json, notes.numbers);
    return { json, jsonProblem: undefined, notes };
  } catch (error) {
    return { json: undefined, jsonProblem: (error as Error).message, notes };
  }
}

/** A number that JavaScript reads as Infinity is a number, and as large as one can be: no schema is to call it anything else. */
function withoutInfinity(json: Json, numbers: Reading['notes']['numbers']): Json {
  if (json === Number.POSITIVE_INFINITY || json === Number.NEGATIVE_INFINITY) return largest(json);
  for (const { pointer, text } of numbers) {
    const value = Number(text);
    if (Number.isFinite(value)) continue;
    const parent = valueAt(json, pointer.slice(0, pointer.lastIndexOf('/')));
    const key = parsePointer(pointer).at(-1) ?? '';
    if (Array.isArray(parent)) parent[Number(key)] = largest(value);
    else if (isObject(parent) && Object.hasOwn(parent, key)) parent[key] = largest(value);
  }
  return json;
}

function largest(value: number): number {
  return Math.sign(value) * Number.MAX_VALUE;
}
