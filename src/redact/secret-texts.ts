import { encodingsOf } from '../http/encoded-secret.ts';
import { SHORTEST } from './finder.ts';

/**
 * The ways in which a secret may stand in a text: as it is, in URLs (also twice encoded), in JSON, in Base64
 * of its own or of a longer text, in hexadecimal, in UTF-16, and as bytes that were read as Latin-1.
 */
export function secretTexts(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const url = encodeURIComponent(secret);
  const hex = bytes.toString('hex');
  const texts = [
    ...encodingsOf(secret).map(({ text }) => text),
    url.replaceAll(/%../g, (one) => one.toLowerCase()),
    encodeURIComponent(url),
    // Python's way of writing JSON.
    url.replaceAll('~', '%7E'),
    ...[0, 1, 2].flatMap((offset) => insideBase64(bytes, offset)),
    hex,
    hex.toUpperCase(),
    bytes.toString('latin1'),
    // Of ASCII in UTF-16 the zeros are left out before it is searched.
    ...(bytes.length === secret.length ? [] : inUtf16(secret)),
  ];
  return [...new Set(texts)].filter((text) => text.length >= SHORTEST);
}

/** As bytes that were read as Latin-1. */
function inUtf16(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf16le');
  return [bytes.toString('latin1'), Buffer.from(bytes).swap16().toString('latin1')];
}

/** What is the same in the Base64 of every text in which the bytes stand behind so many others, modulo three. */
function insideBase64(bytes: Buffer, offset: number): string[] {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
  const own = whole.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((whole.length * 8) / 6));
  return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
}
