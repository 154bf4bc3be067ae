import { boundaryIn } from '../../http/multipart.ts';
import { isStandIn } from '../stand-in.ts';
import type { TextLocation } from '../text-location.ts';
import type { TextMap } from '../text-map.ts';
import { mapWide } from './binary.ts';
import { mapBase64Runs, mapPercentRuns } from './encoded-runs.ts';
import { isEventStream, mapEventStream } from './event-stream.ts';
import { mapJsonText } from './json-text.ts';
import { mapLines } from './lines.ts';
import { mapBytes } from './map-bytes.ts';
import { mapMarkup } from './markup.ts';
import { mapForm } from './url.ts';

/** One way down through the forms of a body or a header. */
export interface Descent {
  readonly map: TextMap;
  /** So many characters are still looked into: what is nested in itself many times must not keep a recorder busy. */
  left: number;
}

/** A form in a text in a form …: deeper ones are searched as they are. */
const MOST_LEVELS = 8;
/** Each character of a text may be looked at in so many forms. */
const MOST_LOOKS = 32;
const FEW_CHARACTERS = 100_000;
/** A shorter text has no form in it: `{"pw":1}`. */
const SHORTEST = 8;

export function createDescent(map: TextMap, length: number): Descent {
  return { map, left: MOST_LOOKS * length + FEW_CHARACTERS };
}

/** Maps a value: first by its place, then the forms in it, then its text. */
export function mapValue(
  value: string,
  location: TextLocation,
  descent: Descent,
  level = 0,
  isForm = false,
): string {
  if (isStandIn(value)) return value;
  const placed = descent.map.place(value, location);
  if (placed !== value && isStandIn(placed)) return placed;
  return mapPiece(placed, location, descent, level, isForm);
}

/** Maps a text that is a piece of a value, or has no name: its place says nothing of it. */
export function mapPiece(
  text: string,
  location: TextLocation,
  descent: Descent,
  level: number,
  isForm = false,
): string {
  return descent.map.text(mapForms(text, location, descent, level, isForm), location);
}

function mapForms(
  text: string,
  location: TextLocation,
  descent: Descent,
  level: number,
  isForm: boolean,
): string {
  if (text.length < SHORTEST || level >= MOST_LEVELS || descent.left < text.length) return text;
  descent.left -= text.length;
  const at = (path: readonly string[], label?: string): TextLocation => ({
    ...location,
    path: [...location.path, ...path],
    ...(label !== undefined && { label }),
  });
  // What has no name of its own is a piece of the whole, which was looked at by its place.
  const inner = (value: string, path: readonly string[], label?: string) =>
    path.length === 0 ? deeper(value) : mapValue(value, at(path, label), descent, level + 1);
  const deeper = (decoded: string) => mapPiece(decoded, location, descent, level + 1);
  const json = (whole: string) =>
    mapJsonText(whole, {
      text: inner,
      key: (key, path) => descent.map.text(key, { ...at(path), isBare: true }),
      number: (value, path) => descent.map.place(value, at(path)),
    });

  if (isJson(text)) return json(text);
  if (isEventStream(text)) return mapEventStream(text, deeper);
  if (isForm ? !/^\s*[<{[]/.test(text) : isFormLike(text))
    return mapForm(text, (name) => at([name]), {
      value: (value, place) => mapValue(value, place, descent, level + 1),
      name: descent.map.text,
    });
  if (/^\uFEFF?--/.test(text) && boundaryIn(Buffer.from(text.slice(0, 400))) !== undefined) {
    const bytes = new TextEncoder().encode(text);
    const mapped = mapBytes(bytes, undefined, location, descent, level);
    return mapped === bytes ? text : Buffer.from(mapped).toString();
  }
  let left = text;
  if (left.includes('<') && /<[A-Za-z!?]/.test(left)) {
    left = mapMarkup(left, inner);
    if (/^\uFEFF?\s*</.test(text)) return left;
  }
  if (left.includes('"') && /[{[]/.test(left)) left = json(left);
  left = mapLines(left, (value, name) => inner(value, [name]));
  if (left.includes('\0')) left = mapWide(left, deeper);
  if (left.includes('%')) left = mapPercentRuns(left, deeper);
  return mapBase64Runs(left, (bytes) => mapBytes(bytes, 'piece', location, descent, level + 1));
}

/** Whether a text begins as JSON does, or as one JSON a line: `[section]` does not. */
function isJson(text: string): boolean {
  return /^\uFEFF?\s*(?:[{[]\s*(?:["{[\]}\d-]|true|false|null)|"(?:[^"\\\n]|\\.){0,200}"\s*[:,]?\s*$)/.test(
    text,
  );
}

/** Whether a text is a form or a query without its label: each of its pieces has a name and a value. */
function isFormLike(text: string): boolean {
  if (!text.includes('=') || !text.includes('&') || /[\s<>"{}]/.test(text)) return false;
  return text.split('&').every((piece) => /^[\w.%[\]+-]{1,100}=/.test(piece));
}
