import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../../errors.ts';
import { toUnreadable } from '../../text-file.ts';

/** Throws a UsageError for a folder that is none and cannot become one: the first recording would be lost. */
export function checkFolder(folder: string, at = folder): void {
  let isFolder: boolean | undefined;
  try {
    isFolder = statSync(at, { throwIfNoEntry: false })?.isDirectory();
  } catch (cause) {
    throw new UsageError(`${folder} cannot be a folder of recordings: ${toUnreadable(cause).message}`, {
      cause,
    });
  }
  if (isFolder === false)
    throw new UsageError(`${folder} cannot be a folder of recordings: ${at} is a file, not a folder`);
  if (isFolder === undefined && dirname(at) !== at) checkFolder(folder, dirname(at));
}
