import { parseMediaType } from './media-type.ts';

/** One part of a multipart form (RFC 7578). */
export interface FormPart {
  readonly name: string;
  /** Of a file each character is a byte, so that its length is the file's. */
  readonly text: string;
  readonly isFile: boolean;
  /** Undefined where the part does not say. */
  readonly type: string | undefined;
}

/** The parts of a body by its Content-Type; undefined when it is not in that form. */
export function parseMultipart(body: Uint8Array | string, contentType: string): FormPart[] | undefined {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return undefined;
  // Latin-1 keeps each byte, and what marks the parts is ASCII.
  const [preamble, ...pieces] = `\r\n${Buffer.from(body).toString('latin1')}`.split(`\n--${mark}`);
  if (preamble === undefined || !pieces.at(-1)?.startsWith('--')) return undefined;
  const parts = pieces.slice(0, -1).map(toPart);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function toPart(piece: string): FormPart | undefined {
  const start = /^[ \t]*\r?\n/.exec(piece)?.[0].length;
  const end = /\r?\n\r?\n/.exec(piece);
  if (start === undefined || !end) return undefined;
  const head = utf8(piece.slice(start, end.index));
  const name = parameterOf(head, 'name');
  if (name === undefined) return undefined;
  const content = piece.slice(end.index + end[0].length).replace(/\r$/, '');
  const type = /^content-type:[ \t]*([^\r\n]+)/im.exec(head)?.[1]?.trim();
  const isFile = parameterOf(head, 'filename') !== undefined || /[;\s]filename\*=/i.test(head);
  const isBytes = isFile && !/^text\/|json$/.test(parseMediaType(type ?? '')?.essence ?? '');
  return { name, text: isBytes ? content : utf8(content), isFile, type };
}

/** A parameter of the Content-Disposition; browsers write a quote in it as %22. */
function parameterOf(head: string, name: string): string | undefined {
  const line = /^content-disposition:[ \t]*form-data([^\r\n]*)/im.exec(head)?.[1] ?? '';
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'i').exec(line);
  if (!found) return undefined;
  return (found[1]?.replaceAll(/\\(.)/g, '$1') ?? found[2] ?? '').replaceAll(/%22/g, '"');
}

function utf8(latin: string): string {
  return Buffer.from(latin, 'latin1').toString();
}

/** In all bodies the same: two of equal values are equal texts. */
export const BOUNDARY = 'confab-5e1f0b7a';

/** Writes a multipart form down. */
export function toMultipart(parts: readonly FormPart[]): string {
  const written = parts.map(({ name, text, isFile, type }) => {
    const quoted = name.replaceAll('"', '%22').replaceAll(/[\r\n]/g, ' ');
    const disposition = `Content-Disposition: form-data; name="${quoted}"${isFile ? `; filename="${quoted}"` : ''}`;
    return `--${BOUNDARY}\r\n${disposition}\r\n${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n${text}\r\n`;
  });
  return `${written.join('')}--${BOUNDARY}--\r\n`;
}
