/**
 * A header's value as Node and fetch accept it, one character for each byte: text beyond Latin-1 becomes the bytes
 * of its UTF-8, a line break becomes a space.
 */
export function toHeaderValue(text: string): string {
  const line = text.replaceAll(/[\r\n\0]+/g, ' ');
  return /[\u0100-\uffff]/.test(line) ? Buffer.from(line, 'utf8').toString('latin1') : line;
}
