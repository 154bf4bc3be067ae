import { MIMEType } from 'whatwg-mimetype';
import type { Header } from './exchange.ts';

/** One part of a multipart body, and where its own body stands in the whole. */
interface BodyPart {
  readonly headers: readonly Header[];
  /** Of its Content-Disposition, with the name of a file if it is one; undefined when it has none. */
  readonly name: string | undefined;
  readonly fileName: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** More parts than any form has; the rest is left as one part. */
const MOST_PARTS = 2000;
const LONGEST_HEAD = 16_384;
/** RFC 2046 allows 70 characters; some clients send more. */
const LONGEST_BOUNDARY = 200;

/** The boundary that a Content-Type names; undefined when it is no multipart type. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined || !/^\s*multipart\//i.test(contentType)) return undefined;
  return MIMEType.parse(contentType)?.parameters.get('boundary') || undefined;
}

/** The boundary of a body that begins as a multipart body does, whatever its Content-Type says. */
export function boundaryIn(body: Uint8Array): string | undefined {
  if (![0x2d, 0x0d, 0x0a, 0xef].includes(body[0] ?? 0)) return undefined;
  const head = Buffer.from(body.subarray(0, LONGEST_BOUNDARY + 100)).toString('latin1');
  // Also behind a byte order mark.
  return /^(?:\xef\xbb\xbf)?\r?\n?--([^\r\n]{1,200}?)[ \t]*\r?\n(?:content-|\r?\n)/i.exec(head)?.[1];
}

/** The parts of a multipart body, as far as it can be read: a body that ends too early has a last part that does. */
export function splitMultipart(body: Uint8Array, boundary: string): BodyPart[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const parts: BodyPart[] = [];
  let at = nextDelimiter(bytes, delimiter, 0);
  while (at >= 0 && parts.length < MOST_PARTS) {
    const lineEnd = bytes.indexOf(0x0a, at + delimiter.length);
    const isLast = bytes.subarray(at + delimiter.length, at + delimiter.length + 2).equals(CLOSING);
    if (lineEnd < 0 || isLast) break;
    const next = nextDelimiter(bytes, delimiter, lineEnd);
    parts.push(toPart(bytes, lineEnd + 1, next < 0 ? bytes.length : beforeLineBreak(bytes, next)));
    at = next;
  }
  return parts;
}

const CLOSING = Buffer.from('--');

/** A delimiter stands at the beginning of a line. */
function nextDelimiter(bytes: Buffer, delimiter: Buffer, from: number): number {
  let at = bytes.indexOf(delimiter, from);
  while (at > 0 && bytes[at - 1] !== 0x0a && !(at === 3 && bytes[0] === 0xef))
    at = bytes.indexOf(delimiter, at + 1);
  return at;
}

function beforeLineBreak(bytes: Buffer, at: number): number {
  return bytes[at - 2] === 0x0d ? at - 2 : at - 1;
}

function toPart(bytes: Buffer, from: number, end: number): BodyPart {
  const head = headOf(bytes, from, end);
  const headers = head.text
    // A line that begins with a blank continues the one before it.
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line.includes(':'))
    .map(
      (line): Header => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()],
    );
  const disposition = headers.find(([name]) => name.toLowerCase() === 'content-disposition')?.[1] ?? '';
  return {
    headers,
    name: parameterOf(disposition, 'name'),
    fileName: parameterOf(disposition, 'filename'),
    start: Math.min(from + head.length, end),
    end: Math.max(end, from),
  };
}

/** Its header lines, and how long they are with the empty line behind them; a part may have none. */
function headOf(
  bytes: Buffer,
  from: number,
  end: number,
): { readonly text: string; readonly length: number } {
  const text = bytes.subarray(from, Math.min(end, from + LONGEST_HEAD)).toString('utf8');
  const [none] = /^\r?\n/.exec(text) ?? [];
  if (none !== undefined) return { text: '', length: none.length };
  const [before, gap = ''] = text.split(/(\r?\n\r?\n)/, 2);
  return { text: before ?? '', length: Buffer.byteLength(`${before}${gap}`) };
}

/** Browsers write %22 for a quote in it, others a backslash in front. */
function parameterOf(disposition: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(
    disposition,
  );
  if (!found) return undefined;
  return found[1]?.replaceAll(/\\(.)/g, '$1').replaceAll('%22', '"') ?? found[2];
}
