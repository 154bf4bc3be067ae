import { dirname, isAbsolute, join } from 'node:path';

/** A path of a configuration as it is from the current folder: it begins at the configuration's own. */
export function toPath(config: string, path: string): string {
  const folder = dirname(config);
  return isAbsolute(path) || folder === '.' || path === '-' ? path : join(folder, path);
}
