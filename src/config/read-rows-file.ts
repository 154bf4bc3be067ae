import { SpecError } from '../errors.ts';
import type { Json } from '../spec/json.ts';
import { jsonStop } from '../spec/json-stop.ts';
import { MOST_BYTES, readTextFile, UnreadableFileError } from '../text-file.ts';

/** The rows of a file. Whether they are some, the mock says. Throws a SpecError for a file that is not JSON. */
export function readRowsFile(file: string): Json {
  let text: string;
  try {
    text = readTextFile(file, MOST_BYTES.rows);
  } catch (cause) {
    if (!(cause instanceof UnreadableFileError)) throw cause;
    throw new SpecError(cause.message, { file }, { cause });
  }
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new SpecError(`this is not JSON: ${jsonStop(text)}`, { file }, { cause });
  }
}
