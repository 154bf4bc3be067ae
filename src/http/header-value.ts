/** A header's value as Node and fetch take it, one character a byte: what is beyond Latin-1 goes as UTF-8, a line break as a space. */
export function toHeaderValue(text: string): string {
  const line = text.replaceAll(/[\r\n\0]+/g, ' ');
  return /[\u0100-\uffff]/.test(line) ? Buffer.from(line, 'utf8').toString('latin1') : line;
}
