import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a user asks for this program where it runs now: what every suggested command begins with. */
export const PROGRAM = toProgram(
  startedFile(),
  fileURLToPath(new URL('./cli.js', import.meta.url)),
  process.cwd(),
);

/**
 * npx finds a package that is installed in the project or globally, and gets it where it is not. Only a checkout
 * that is run from outside (`node ../confab/dist/cli.js`) has to be named by its file. It is never `npx confab`:
 * without the package installed, that name belongs to a stranger on npm.
 */
export function toProgram(started: string | undefined, cli: string, cwd: string): string {
  const isInstalled = /[\\/]node_modules[\\/]/.test(cli);
  return started === cli && !isInstalled ? `node ${quoted(relative(cwd, cli))}` : 'npx confabulate';
}

/** The file that node was told to run; undefined in a REPL. */
function startedFile(): string | undefined {
  const [, file] = process.argv;
  try {
    return file === undefined ? undefined : realpathSync(file);
  } catch {
    return undefined;
  }
}

function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : JSON.stringify(path);
}
