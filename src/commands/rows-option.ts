import { UsageError } from '../errors.ts';
import type { MockOptions } from '../mock/mock.ts';
import { MOST_ROWS } from '../rows/collections.ts';
import { assertRows } from '../rows/supplied.ts';
import { builtinNames } from '../spec/builtin.ts';
import type { JsonObject } from '../spec/json.ts';
import { specNameOf } from '../spec/load.ts';
import { MOST_BYTES, readTextFile, UnreadableFileError } from '../text-file.ts';
import { toWhole } from './options.ts';

const WHOLE = /^-?\d+$/;

/** Reads `--rows`: a number for all, or by vendor a number or a file. Throws a UsageError that says what to write. */
export function toRows(texts: readonly string[], vendors: readonly string[]): Pick<MockOptions, 'rows'> {
  const [only] = texts;
  if (only === undefined) return {};
  if (texts.length === 1 && WHOLE.test(only)) return { rows: toWhole('rows', only, 0, MOST_ROWS) };
  const rows = new Map<string, number | JsonObject[]>();
  for (const text of texts) {
    const [name, value] = splitOnce(text);
    if (value === undefined) throw new UsageError(whoseRows(text, vendors));
    if (rows.has(name)) throw new UsageError(`--rows ${text}: the rows of ${name} are given twice`);
    rows.set(name, WHOLE.test(value) ? toWhole('rows', value, 0, MOST_ROWS) : readRows(name, value));
  }
  return { rows: Object.fromEntries(rows) };
}

/** The files among them. */
export function rowsFiles(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const [, value] = splitOnce(text);
    return value === undefined || WHOLE.test(value) ? [] : [value];
  });
}

/** The text before the first equals sign, and the text behind it. */
export function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function whoseRows(text: string, vendors: readonly string[]): string {
  const names = vendors.length > 0 ? vendors.map(specNameOf) : builtinNames();
  const written = `--rows ${names[0]}=${text}`;
  const such = names.length > 1 ? `such as ${written} (served: ${names.join(', ')})` : written;
  return WHOLE.test(text)
    ? `--rows ${text}: with several --rows, say whose each is, ${such}`
    : `--rows ${text}: it must be a whole number, or say whose rows these are: ${such}`;
}

function readRows(name: string, file: string): JsonObject[] {
  let text: string;
  try {
    text = readTextFile(file, MOST_BYTES.rows);
  } catch (cause) {
    if (!(cause instanceof UnreadableFileError)) throw cause;
    const isMissing = cause.code === 'ENOENT';
    throw new UsageError(
      `--rows ${name}=${file}: ${isMissing ? 'it is neither a whole number nor a file that is there' : cause.message}`,
      { cause },
    );
  }
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`--rows ${name}=${file}: the file is not JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
  assertRows(rows, `--rows ${name}=${file}`);
  return rows;
}
