import { readFileSync } from 'node:fs';

let known: string | undefined;

/** The package's version. */
export function version(): string {
  const file = new URL('../package.json', import.meta.url);
  known ??= (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  return known;
}
