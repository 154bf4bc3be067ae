import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RunError } from '../errors.ts';

/**
 * Writes a file whole or not at all: no reader ever sees half of it. A long text may come in parts.
 * Throws a RunError when the file cannot be written.
 */
export async function writeWhole(file: string, text: string | Iterable<string>): Promise<void> {
  try {
    await write(file, text);
  } catch (cause) {
    // Only errors of the file system have a code; any other was thrown while a part was made.
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new RunError(`${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

async function write(file: string, text: string | Iterable<string>): Promise<void> {
  const known = await stat(file).catch(() => undefined);
  // A pipe or a device (/dev/null, a shell's >(…)) must not be replaced by a file.
  if (known && !known.isFile()) return writeFile(file, text);
  const target = known ? await realpath(file) : file;
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    await writeFile(draft, text, known ? { mode: known.mode } : {});
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
