import { readFileSync } from 'node:fs';
import { MOCK_USAGE, runMock } from './commands/mock.ts';
import { RunError, SpecError, UsageError } from './errors.ts';

/** What a command may touch of the world. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Settles when the user wants a serving command to end. */
  readonly stopped: Promise<void>;
}

/** Exit codes, as the README documents them. */
export const EXIT = { ok: 0, usage: 1, spec: 2, run: 3, contract: 4 } as const;

const USAGE = `confab <command>

  mock    serve the vendors' APIs from their specs

confab <command> --help tells more; confab --version prints the version.`;

/** The outer shell: picks the command, turns errors into sentences and exit codes. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [command, ...rest] = argv;
  const help = argv.includes('--help') || argv.includes('-h');
  try {
    if (command === '--version') io.out(version());
    else if (command === 'mock') help ? io.out(MOCK_USAGE) : await runMock(rest, io);
    else if (command === undefined || help) io.out(USAGE);
    else throw new UsageError(`there is no command ${command}; there is: mock`);
    return EXIT.ok;
  } catch (error) {
    const code = exitCodeOf(error);
    io.err(
      code === undefined
        ? `confab failed: ${(error as Error)?.stack ?? error}`
        : `confab: ${(error as Error).message}`,
    );
    return code ?? EXIT.run;
  }
}

/** The code of an error that a user can do something about; undefined for a fault of ours. */
export function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof SpecError) return EXIT.spec;
  if (error instanceof RunError) return EXIT.run;
  return undefined;
}

function version(): string {
  return (
    JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
  ).version;
}
