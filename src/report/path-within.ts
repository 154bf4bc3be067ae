import { isAbsolute, relative, resolve, sep } from 'node:path';

/** The path of a file relative to a folder, with slashes; undefined when the file is outside of it. */
export function pathWithin(folder: string, file: string): string | undefined {
  const path = relative(folder, resolve(folder, file));
  if (path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined;
  return path.split(sep).join('/');
}
