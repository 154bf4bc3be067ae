/** Base64, in lines or not, of the shortest text that has a name and a value. */
const BASE64 = /(?:[A-Za-z0-9+/]{60,76}\r?\n){1,}[A-Za-z0-9+/]{1,76}={0,2}|[A-Za-z0-9+/_-]{16,}={0,2}/g;
/** A text is told from other bytes by its beginning. */
const BEGINNING = 64;

/** Maps the bytes of each run of Base64, also as URLs have it, that is a text; it is written as it was. */
export function mapBase64Runs(text: string, map: (bytes: Uint8Array) => Uint8Array): string {
  if (text.length < 16) return text;
  return text.replaceAll(BASE64, (run) => {
    if (!isTextLike(Buffer.from(run.slice(0, BEGINNING), 'base64')))
      // It may stand behind a word: `session_eyJ…`
      return /[_-]/.test(run)
        ? run.replaceAll(/[A-Za-z0-9+/]{16,}={0,2}/g, (part) =>
            part === run ? part : mapBase64Runs(part, map),
          )
        : run;
    const bytes = new Uint8Array(Buffer.from(run, 'base64'));
    const mapped = map(bytes);
    if (mapped === bytes) return run;
    const written = Buffer.from(mapped).toString(/[_-]/.test(run) ? 'base64url' : 'base64');
    const isPadded = run.endsWith('=') || (run.length % 4 === 0 && !/[_-]/.test(run));
    return isPadded ? written.padEnd(Math.ceil(written.length / 4) * 4, '=') : written.replace(/=+$/, '');
  });
}

/** UTF-8 of one of the forms that have names and values, or UTF-16, which has a zero beside each ASCII character. */
function isTextLike(head: Buffer): boolean {
  let [plain, zeros] = [0, 0];
  for (const byte of head) {
    if (byte === 0) zeros += 1;
    else if ((byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte >= 0xc2)
      plain += 1;
  }
  return plain + zeros >= head.length * 0.9 || (head[0] === 0xff && head[1] === 0xfe);
}

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
