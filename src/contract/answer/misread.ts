import { isUtf8 } from 'node:buffer';

/** A text in UTF-8 that was decoded as another charset and encoded as UTF-8 again. */
interface Misread {
  readonly charset: string;
  /** The text before that. */
  readonly text: string;
}

/** How a text was decoded wrongly; undefined when it was not. */
export function misreadOf(text: string): Misread | undefined {
  for (const [charset, bytesOf] of CHARSETS) {
    const restored = restore(text, bytesOf());
    if (restored !== undefined) return { charset, text: restored };
  }
  return undefined;
}

type Bytes = ReadonlyMap<string, readonly number[]>;

const CHARSETS: readonly (readonly [string, () => Bytes])[] = [
  ['Latin-1 or Windows-1252', once(latin)],
  ['GBK', once(gbk)],
];

/** Characters that people type: letters of scripts in use, punctuation, common symbols. */
const WRITTEN =
  /^[\u00a0-\u017f\u0370-\u06ff\u0900-\u0e7f\u1e00-\u1fff\u2010-\u203e\u20a0-\u20bf\u2100-\u27bf\u3000-\u9fff\uac00-\ud7af\uf900-\uffff\u{1f000}-\u{1faff}]+$/u;
const ASCII = /[\0-\x7f]+/g;

function restore(text: string, bytesOf: Bytes): string | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const own = code < 0x80 ? [code] : bytesOf.get(character);
    if (!own) return undefined;
    bytes.push(...own);
  }
  const buffer = Buffer.from(bytes);
  if (!isUtf8(buffer)) return undefined;
  const restored = buffer.toString();
  if (!WRITTEN.test(restored.replaceAll(ASCII, ''))) return undefined;
  return restored;
}

/** Windows-1252 has signs where Latin-1 has controls; both come out of "Latin-1" decoders. */
function latin(): Bytes {
  const found = new Map<string, readonly number[]>();
  const decoder = new TextDecoder('windows-1252');
  for (let byte = 0x80; byte <= 0xff; byte += 1) {
    found.set(String.fromCharCode(byte), [byte]);
    found.set(decoder.decode(Uint8Array.of(byte)), [byte]);
  }
  return found;
}

function gbk(): Bytes {
  const found = new Map<string, readonly number[]>();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && !found.has(character)) found.set(character, [lead, trail]);
    }
  }
  // In a decoder's GBK, the byte that is no lead stands for the euro sign.
  found.set('\u20ac', [0x80]);
  return found;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
