import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { SpecError } from '../errors.ts';
import { decodeUri } from '../text/decode-uri.ts';
import { MOST_BYTES, readTextFile, UnreadableFileError } from '../text-file.ts';
import { parseSource } from './parse-source.ts';
import type { Source } from './source.ts';

/** A document, or a file that one refers to. */
export interface OpenedFile {
  /** Absolute. */
  readonly path: string;
  readonly source: Source;
}

const MOST_FILES = 10_000;

/**
 * Opens the files that a document refers to, each once; `read` makes of a file what the document takes it for. What is in a file that cannot be used is not told: whoever
 * wrote the document chose the file, and may not be whoever reads the message. Throws an UnreadableFileError.
 */
export function createOpener(
  root: OpenedFile,
  read: (source: Source) => Source = (source) => source,
): (from: OpenedFile, address: string) => OpenedFile {
  const known = new Map([[root.path, root]]);
  let bytes = 0;
  return (from, address) => {
    if (address === '') return from;
    if (/^[a-z][a-z\d+.-]+:|^\/\//i.test(address))
      throw new UnreadableFileError('only files are brought in; save it as a file beside the document');
    const name = decodeUri(address);
    if (isAbsolute(name) || /^([A-Za-z]:)?[/\\]/.test(name))
      throw new UnreadableFileError(
        'the file must be named from the document’s own folder, such as ./common.yaml',
      );
    const path = resolve(dirname(from.path), name);
    const opened = known.get(path);
    if (opened) return opened;
    if (known.size >= MOST_FILES)
      throw new UnreadableFileError(`it is file ${MOST_FILES + 1}, which is too many`);
    const text = readTextFile(path, MOST_BYTES.document - bytes);
    bytes += text.length;
    const made = { path, source: read(parse(path, text)) };
    known.set(path, made);
    return made;
  };
}

function parse(path: string, text: string): Source {
  const shown = relative('.', path);
  try {
    return parseSource(shown.startsWith('..') ? path : shown, text);
  } catch (cause) {
    if (!(cause instanceof SpecError)) throw cause;
    const line = cause.line === undefined ? '' : `: line ${cause.line} is wrong`;
    throw new UnreadableFileError(`this file cannot be read as YAML or JSON${line}`);
  }
}
