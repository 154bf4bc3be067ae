import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
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
  if (known && !known.isFile()) return writeInto(file, text, known.isFIFO());
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

/** Opening a pipe that nobody reads would wait for ever; while it is open in this way, a reader is there. */
async function writeInto(file: string, text: string | Iterable<string>, isPipe: boolean): Promise<void> {
  const probe = isPipe
    ? await open(file, constants.O_WRONLY | constants.O_NONBLOCK).catch(toNoReader)
    : undefined;
  try {
    await writeFile(file, text);
  } finally {
    await probe?.close();
  }
}

function toNoReader(cause: NodeJS.ErrnoException): never {
  if (cause.code !== 'ENXIO') throw cause;
  throw Object.assign(new Error('it is a pipe that nobody reads; start its reader first', { cause }), {
    code: cause.code,
  });
}
