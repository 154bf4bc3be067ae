import type { Json } from '../spec/json.ts';
import { endOfText } from '../spec/json-source.ts';
import { scanJson } from '../spec/scan-json.ts';
import type { StoredBody } from './fixture.ts';

/** A decoded body as it is stored; undefined when it is empty. */
export function toStoredBody(bytes: Uint8Array): StoredBody | undefined {
  if (bytes.length === 0) return undefined;
  const text = toText(bytes);
  if (text === undefined) return { base64: Buffer.from(bytes).toString('base64') };
  const json = toLosslessJson(text);
  return json === undefined ? { text } : { json };
}

/** The bytes of a stored body, before any encoding. */
export function toBytes(body: StoredBody | undefined): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if ('base64' in body) return new Uint8Array(Buffer.from(body.base64, 'base64'));
  return new TextEncoder().encode('text' in body ? body.text : JSON.stringify(body.json));
}

function toText(bytes: Uint8Array): string | undefined {
  try {
    // A byte order mark is part of the text.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** No response is nested so deep, and JSON.stringify could not write much more. */
export const MOST_STORED_LEVELS = 500;

/** The value of a JSON text; undefined when the value would lose something of the text. */
function toLosslessJson(text: string): Json | undefined {
  const { error, duplicates, numbers, depth } = scanJson(text);
  if (error !== undefined || duplicates.length > 0 || numbers.length > 0 || depth > MOST_STORED_LEVELS)
    return undefined;
  return hasMoreDigits(text) ? undefined : (JSON.parse(text) as Json);
}

/** A number that is not a plain integer. */
const FRACTIONS = /-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)|-0(?![\d.])/g;

/** Whether some fraction has more digits than a double: 0.1 has not, 0.12345678901234567891 has. */
function hasMoreDigits(text: string): boolean {
  for (const [found] of withoutTexts(text).matchAll(FRACTIONS))
    if (plainDigits(found) !== plainDigits(String(Number(found)))) return true;
  return false;
}

/** Of a text with four million escaped quotes, a regular expression that skips texts runs out of stack. */
function withoutTexts(json: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = json.indexOf('"'); start >= 0; start = json.indexOf('"', at)) {
    parts.push(json.slice(at, start));
    at = endOfText(json, start);
  }
  return [...parts, json.slice(at)].join('""');
}

/** Sign, digits and exponent of a number, however it is written: 1.50, 1.5 and 15e-1 are the same. */
export function plainDigits(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return `${sign}0`;
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
