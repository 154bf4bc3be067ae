import { isUtf8 } from 'node:buffer';

/**
 * Base64 of the shortest text that has a name and a value. A long run is taken in pieces of whole bytes: for one of
 * ten million letters RegExp runs out of stack.
 */
const BASE64 = /[A-Za-z0-9+/_-]{16,1000000}={0,2}/g;
const BASE64_IN_LINES =
  /(?:[A-Za-z0-9+/]{60,76}\r?\n){1,10000}[A-Za-z0-9+/]{1,76}={0,2}|[A-Za-z0-9+/_-]{16,1000000}={0,2}/g;
const SHORTEST_RUN = 16;
/** A text is told from other bytes by its beginning. */
const BEGINNING = 64;

/** A run may stand behind a word: `session_eyJ…`; so many signs are tried. */
const MOST_WORDS = 4;

/** Maps the bytes of each run of Base64, also as URLs have it, that is a text; it is written as it was. */
export function mapBase64Runs(text: string, map: (bytes: Uint8Array) => Uint8Array): string {
  if (text.length < SHORTEST_RUN) return text;
  return text.replaceAll(text.includes('\n') ? BASE64_IN_LINES : BASE64, (run) => {
    // Ids in hexadecimal and long names have letters of one kind.
    if (!/[A-Z]/.test(run) || !/[a-z]/.test(run)) return run;
    const start = startOfText(run);
    return start === undefined ? run : run.slice(0, start) + mapRun(run.slice(start), map);
  });
}

function startOfText(run: string): number | undefined {
  let start = 0;
  for (let word = 0; word <= MOST_WORDS && run.length - start >= SHORTEST_RUN; word += 1) {
    if (isTextLike(Buffer.from(run.slice(start, start + BEGINNING), 'base64'))) return start;
    const next = run.slice(start).search(/[_-]/);
    if (next < 0) return undefined;
    start += next + 1;
  }
  return undefined;
}

function mapRun(run: string, map: (bytes: Uint8Array) => Uint8Array): string {
  const bytes = new Uint8Array(Buffer.from(run, 'base64'));
  const mapped = map(bytes);
  if (mapped === bytes) return run;
  const isForUrls = /[_-]/.test(run);
  const written = Buffer.from(mapped).toString(isForUrls ? 'base64url' : 'base64');
  const isPadded = run.endsWith('=') || (run.length % 4 === 0 && !isForUrls);
  return isPadded ? written.padEnd(Math.ceil(written.length / 4) * 4, '=') : written.replace(/=+$/, '');
}

/** UTF-8, or mostly ASCII with a sign of a form in it, or UTF-16, which has a zero beside each ASCII character. */
function isTextLike(head: Buffer): boolean {
  let [ascii, zeros, controls, signs] = [0, 0, 0, 0];
  for (const byte of head) {
    if (byte === 0) zeros += 1;
    else if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) controls += 1;
    else if (byte < 0x7f) ascii += 1;
    if (SIGNS.includes(byte)) signs += 1;
  }
  if (controls > 0) return false;
  if (zeros > 0) return zeros >= head.length / 4;
  // The last character may be missing in part.
  return (
    [0, 1, 2, 3].some((missing) => isUtf8(head.subarray(0, head.length - missing))) ||
    (signs > 0 && ascii >= head.length * 0.6)
  );
}

const SIGNS = [...Buffer.from('{<:=&"')];

/** Characters that stand in a part of a URL, encoded or not; the signs between the parts do not. */
const PART = /[\w.~!*'()+%-]/;

/** Maps each run of percent-encoded text decoded, and encodes it again where it was changed. */
export function mapPercentRuns(text: string, map: (decoded: string) => string): string {
  let [out, kept] = ['', 0];
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', Math.max(at + 1, kept))) {
    let start = at;
    while (start > kept && PART.test(text[start - 1] as string)) start -= 1;
    let end = at;
    while (end < text.length && PART.test(text[end] as string)) end += 1;
    const run = text.slice(start, end);
    const decoded = decoding(run);
    const mapped = decoded === undefined ? undefined : map(decoded);
    out +=
      text.slice(kept, start) +
      (mapped === undefined || mapped === decoded ? run : encodeURIComponent(mapped));
    kept = end;
  }
  return kept === 0 ? text : out + text.slice(kept);
}

function decoding(run: string): string | undefined {
  if (!/%[\dA-Fa-f]{2}/.test(run)) return undefined;
  try {
    const decoded = decodeURIComponent(run);
    return decoded === run ? undefined : decoded;
  } catch {
    return undefined;
  }
}
