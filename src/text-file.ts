import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** A file cannot be read. The message is a clause that fits behind the file's name: `this is a folder, not a file`. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError' as const;
  /** The system's word for it, such as ENOENT, where it came from the system. */
  readonly code: string | undefined;

  constructor(why: string, code?: string, options?: ErrorOptions) {
    super(why, options);
    this.code = code;
  }
}

const MIB = 1024 * 1024;

const LONGEST_DOCUMENT = 32 * 1024 * 1024;
const LONGEST_FIXTURE = 64 * 1024 * 1024;
const LONGEST_ROWS = 64 * 1024 * 1024;
const LONGEST_HAR = 256 * 1024 * 1024;
const LONGEST_RESULT = 256 * 1024 * 1024;

/** The most bytes that are read of a file of each kind. A string of V8 has at most 512 MiB. */
export const MOST_BYTES = {
  /** OpenAPI documents with all that they refer to, overlays and waivers. The largest that are known have 13 MiB. */
  document: LONGEST_DOCUMENT,
  /** No page of a list is nearly so long. */
  fixture: LONGEST_FIXTURE,
  /** A file that a HAR file keeps a body in. */
  attachment: LONGEST_FIXTURE,
  rows: LONGEST_ROWS,
  /** Results of runs, as `--report json` writes them. */
  result: LONGEST_RESULT,
  har: LONGEST_HAR,
} as const;

/** The text of a file in UTF-8, without a byte order mark. Throws an UnreadableFileError. */
export function readTextFile(file: string, most: number): string {
  return fromUtf8(readFileBytes(file, most));
}

/** The bytes of a file. Throws an UnreadableFileError. */
export function readFileBytes(file: string, most: number): Buffer {
  return withRegularFile(file, most, (descriptor) => readWhole(descriptor, most));
}

/**
 * Opens a regular file of at most so many bytes. Anything else is refused by what it is, not by its name: a pipe
 * would wait for a writer for ever, and a device such as /dev/zero has no end.
 */
export function withRegularFile<T>(file: string, most: number, read: (descriptor: number) => T): T {
  const descriptor = open(file);
  try {
    const info = fstatSync(descriptor);
    if (!info.isFile()) throw new UnreadableFileError(`this is ${kindOf(info)}, not a file`);
    if (info.size > most) throw tooLong(`this has ${shownSize(info.size)}`, most);
    return read(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads an open file to its end, which need not be where its size says: files below /proc have none. */
export function readWhole(descriptor: number, most: number): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    // One byte more than what is known of a file, so that mostly the second reading is the last.
    const part = Buffer.allocUnsafe(
      parts.length === 0 ? Math.min(fstatSync(descriptor).size, most) + 1 : 65_536,
    );
    const read = readPart(descriptor, part);
    if (read === 0) return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    parts.push(part.subarray(0, read));
    length += read;
    if (length > most) throw tooLong(`this has more than ${shownSize(most)}`, most);
  }
}

/** Decodes UTF-8 and takes off a byte order mark. Throws an UnreadableFileError for another charset. */
export function fromUtf8(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isWide) throw new UnreadableFileError('this is UTF-16, not UTF-8; save it as UTF-8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableFileError(`this is not UTF-8: ${wrongByte(bytes)}; save it as UTF-8`, undefined, {
      cause,
    });
  }
}

function open(file: string): number {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw toUnreadable(cause);
  }
}

function readPart(descriptor: number, part: Buffer): number {
  try {
    return readSync(descriptor, part, 0, part.length, null);
  } catch (cause) {
    throw toUnreadable(cause);
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file: a part of its path is a file, not a folder',
  EISDIR: 'this is a folder, not a file',
  ELOOP: 'this is a link that leads back to itself',
  EACCES: 'this may not be read by you',
  EPERM: 'this may not be read by you',
  ENXIO: 'this is a socket or a device, not a file',
  ENAMETOOLONG: 'this name is too long for a file',
  EMFILE: 'this cannot be read: too many files are open',
};

/** What the system says of a file, as a clause for people. */
export function toUnreadable(cause: unknown): UnreadableFileError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  // A name with a NUL byte is refused by Node before the system sees it.
  const why = code === 'ERR_INVALID_ARG_VALUE' ? 'this is no name of a file' : WHY[code];
  return new UnreadableFileError(why ?? `this cannot be read: ${message}`, code, { cause });
}

function kindOf(info: Stats): string {
  if (info.isDirectory()) return 'a folder';
  if (info.isFIFO()) return 'a pipe';
  return info.isSocket() ? 'a socket' : 'a device';
}

function tooLong(what: string, most: number): UnreadableFileError {
  return new UnreadableFileError(`${what}; at most ${shownSize(most)} are read`);
}

function shownSize(bytes: number): string {
  return bytes < 10 * MIB ? `${bytes} bytes` : `${Math.round(bytes / MIB)} MiB`;
}

/** Where UTF-8 ends: `byte 0xe4 in line 3`. */
function wrongByte(bytes: Uint8Array): string {
  const kept = new TextDecoder('utf-8').decode(bytes).split('\ufffd', 1)[0] as string;
  const at = Buffer.byteLength(kept) + (hasMark(bytes) ? 3 : 0);
  const line = kept.split('\n').length;
  return `byte 0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')} in line ${line}`;
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
