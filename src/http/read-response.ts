import { keepExact } from '../spec/exact-member.ts';
import type { Json } from '../spec/json.ts';
import { contentTypeOf } from './content-type.ts';
import { decodeBody } from './decode-body.ts';
import { headerOf, type WireResponse } from './exchange.ts';
import { scanJson } from './json-text.ts';
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
    const json = JSON.parse(text) as Json;
    keepExact(json, notes.numbers);
    return { json, jsonProblem: undefined, notes };
  } catch (error) {
    return { json: undefined, jsonProblem: (error as Error).message, notes };
  }
}
