import { iconv } from './libraries.ts';

/** The text of a body, and how a text is written in its charset. */
interface DecodedText {
  readonly text: string;
  readonly encode: (text: string) => Uint8Array;
}

/** What a body says of its own charset: an XML declaration, a meta element, a rule of CSS. */
const DECLARED =
  /<\?xml[^>]{0,200}\sencoding\s{0,4}=\s{0,4}["']([\w:.-]{1,40})|<meta[^>]{0,200}charset\s{0,4}=\s{0,4}["']?([\w:.-]{1,40})|^@charset "([\w:.-]{1,40})"/i;
const HEAD = 1024;
/** The most bytes of one character: so many may be missing at the end of a body that was cut off. */
const LONGEST_CHARACTER = 4;

/**
 * Decodes a body: by its byte order mark, as UTF-8 if it is that, else by the zeros of UTF-16 and UTF-32, else by the
 * charset that is named. undefined: none of these is right.
 */
export function decodeText(bytes: Uint8Array, named: string | undefined): DecodedText | undefined {
  const wide = wideCharset(bytes);
  const declared = DECLARED.exec(Buffer.from(bytes.subarray(0, HEAD)).toString('latin1'));
  const names = [named, declared?.[1], declared?.[2], declared?.[3]].filter((name) => name !== undefined);
  // Its bytes are valid UTF-8 and mean something else.
  const shifted = names.find((name) => /^(?:unicode-1-1-)?utf-?7$/i.test(name));
  const charsets =
    wide !== undefined ? [wide] : shifted !== undefined ? [shifted, 'utf-8'] : ['utf-8', ...names];
  // The last character may be missing in part.
  for (let missing = 0; missing < LONGEST_CHARACTER && missing < Math.max(1, bytes.length); missing += 1)
    for (const charset of charsets) {
      const decoded = decodeAs(bytes, charset, missing);
      if (decoded) return decoded;
    }
  return undefined;
}

function decodeAs(bytes: Uint8Array, charset: string, missing: number): DecodedText | undefined {
  const text = decodeFatally(bytes.subarray(0, bytes.length - missing), charset);
  const encode = text === undefined ? undefined : encoderOf(charset);
  if (text === undefined || !encode) return undefined;
  if (missing === 0) return { text, encode };
  const rest = bytes.subarray(bytes.length - missing);
  return { text, encode: (mapped) => new Uint8Array(Buffer.concat([encode(mapped), rest])) };
}

/** A byte order mark is part of the text. */
function decodeFatally(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    // Node does not know UTF-32 and UTF-7, and some old code pages.
    if (!(error instanceof RangeError) || !iconv().encodingExists(charset)) return undefined;
    const text = iconv().decode(bytes, charset as 'utf8', { stripBOM: false });
    return text.includes('\uFFFD') ? undefined : text;
  }
}

function encoderOf(charset: string): ((text: string) => Uint8Array) | undefined {
  if (/^utf-?8$/i.test(charset)) return (text) => new TextEncoder().encode(text);
  // What the web calls Latin-1 is windows-1252, and so on.
  const name = nameOf(charset);
  return iconv().encodingExists(name)
    ? (text) => iconv().encode(text, name as 'utf8', { addBOM: false })
    : undefined;
}

/** The name by which the encoder has what the decoder reads under a label. */
function nameOf(charset: string): string {
  try {
    const { encoding } = new TextDecoder(charset);
    return encoding === 'utf-16le' ? 'utf16-le' : encoding === 'utf-16be' ? 'utf16-be' : encoding;
  } catch {
    return charset;
  }
}

/** UTF-16 and UTF-32, by the mark at the beginning or by the zeros beside ASCII. */
function wideCharset(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  if (bytes.length < 4 || !bytes.subarray(0, 8).includes(0)) return undefined;
  const zeros = [0, 0, 0, 0];
  const head = bytes.subarray(0, HEAD - (HEAD % 4));
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 4] = (zeros[at % 4] as number) + 1;
  const isZero = zeros.map((count) => count > head.length / 4 / 2);
  if (isZero[1] && isZero[2] && isZero[3]) return 'utf-32le';
  if (isZero[0] && isZero[1] && isZero[2]) return 'utf-32be';
  if (isZero[1] && isZero[3]) return 'utf-16le';
  return isZero[0] && isZero[2] ? 'utf-16be' : undefined;
}
