import { runCheck } from './commands/check.ts';
import { toCheckHelp } from './commands/check-help.ts';
import { MOCK_USAGE, runMock } from './commands/mock.ts';
import { RunError, SpecError, UsageError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import { version } from './version.ts';

/** What a command may touch of the world. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Settles when the user wants the command to end. */
  readonly stopped: Promise<void>;
  /** Where credentials come from. Default: the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether what is printed may have colour. Default: no. */
  readonly color?: boolean;
  /** Shows a line in place of the one before, '' none. Not there where nobody looks on. */
  readonly progress?: (line: string) => void;
}

const USAGE = `confab <command>

  mock    serve the vendors' APIs from their specs
  check   hold a vendor, or the mock, to its contract

confab <command> --help tells more; confab --version prints the version.`;

/** The outer shell: picks the command, turns errors into sentences and exit codes. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [command, ...rest] = argv;
  const help = argv.includes('--help') || argv.includes('-h');
  try {
    if (command === 'check' && !help) return await runCheck(rest, io);
    if (command === 'check') io.out(await toCheckHelp(rest));
    else if (command === '--version') io.out(version());
    else if (command === 'mock') help ? io.out(MOCK_USAGE) : await runMock(rest, io);
    else if (command === undefined || help) io.out(USAGE);
    else throw new UsageError(`there is no command ${command}; there is: mock, check`);
    return EXIT.ok;
  } catch (error) {
    const code = exitCodeOf(error);
    io.err(
      code === undefined ? faultText(error, io.env ?? process.env) : `confab: ${(error as Error).message}`,
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

/** Where it happened helps only who mends it. */
function faultText(error: unknown, env: NonNullable<Io['env']>): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return env.CONFAB_DEBUG
    ? `confab: this is a fault of confab: ${stack}`
    : `confab: this is a fault of confab, not of yours: ${name}: ${message}\nPlease report it with the command; CONFAB_DEBUG=1 in the environment shows where it happened.`;
}
