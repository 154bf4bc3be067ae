import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';

/** Makes the folder of a file that a command will write. Throws a UsageError where it cannot be written. */
export async function prepareFile(option: string, file: string): Promise<void> {
  const isFolder = (await stat(file).catch(() => undefined))?.isDirectory() ?? false;
  if (isFolder) throw new UsageError(`--${option}: ${file} is a folder, not a file`);
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new UsageError(
      `--${option}: there is no folder ${folder}, and it cannot be made: ${(cause as Error).message}`,
      { cause },
    );
  }
}
