import { writeFile } from 'node:fs/promises';
import { RunError, UsageError } from '../errors.ts';

/** Writes a file that is not there: somebody else may have made it in the meantime. `flag` names another. */
export async function writeNew(file: string, text: string, flag: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw isThere(file, flag);
    throw new RunError(`${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

export function isThere(file: string, flag: string): UsageError {
  return new UsageError(`${file} is there already, and is not overwritten; ${flag} names another file`);
}
