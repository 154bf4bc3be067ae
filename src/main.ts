import { CONFIG_HELP, mayConfigure } from './config/config-files.ts';
import { FixtureError, RunError, SpecError, UsageError } from './errors.ts';
import { EXIT } from './exit-codes.ts';
import { PROGRAM } from './program.ts';
import { version } from './version.ts';

/** What a command may touch of the world. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Settles when the user wants the command to end. */
  readonly stopped: Promise<void>;
  /** Where credentials come from. Default: the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether the output may have colour. Default: no. */
  readonly color?: boolean;
  /** Whether the error channel may have colour. Default: no. */
  readonly errColor?: boolean;
  /** How many bytes of the error channel nobody has read yet. Default: none. */
  readonly unread?: () => number;
  /** Called before a mock reads documents that nobody has checked yet. */
  readonly checking?: () => void;
  /** Called when a mock listens and has said so. */
  readonly listening?: () => void;
  /** Replaces the line of progress; '' removes it. Undefined where nobody watches. */
  readonly progress?: (line: string) => void;
}

interface Command {
  /** One line of the overview. */
  readonly about: string;
  /** Imports the command only when it runs, so that no command waits for the modules of the others. */
  readonly load: () => Promise<Loaded>;
  /** Whether it reads the configuration. Default: yes. */
  readonly config?: false;
}

interface Loaded {
  readonly help: (args: readonly string[]) => string | Promise<string>;
  /** Resolves to the exit code. */
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  mock: {
    about: "serve the vendors' APIs from their specs",
    load: async () => {
      const { MOCK_USAGE, runMock } = await import('./commands/mock.ts');
      return { help: () => MOCK_USAGE, run: runMock };
    },
  },
  check: {
    about: 'check a vendor, or the mock, against its contract',
    load: async () => {
      const [{ toCheckHelp }, { runCheck }] = await Promise.all([
        import('./commands/check-help.ts'),
        import('./commands/check.ts'),
      ]);
      return { help: toCheckHelp, run: runCheck };
    },
  },
  curl: {
    about: "print commands that call the mock's operations",
    load: async () => {
      const { CURL_USAGE, runCurl } = await import('./commands/curl.ts');
      return { help: () => CURL_USAGE, run: runCurl };
    },
  },
  record: {
    about: 'record the answers of the real service, as a proxy in front of it',
    load: async () => {
      const { RECORD_USAGE, runRecord } = await import('./commands/record.ts');
      return { help: () => RECORD_USAGE, run: runRecord };
    },
  },
  replay: {
    about: 'serve recorded answers',
    load: async () => {
      const { REPLAY_USAGE, runReplay } = await import('./commands/replay.ts');
      return { help: () => REPLAY_USAGE, run: runReplay };
    },
  },
  verify: {
    about: 'check recorded answers, or a HAR file, against their contract',
    load: async () => {
      const { VERIFY_USAGE, runVerify } = await import('./commands/verify.ts');
      return { help: () => VERIFY_USAGE, run: runVerify };
    },
  },
  import: {
    about: 'write the exchanges of a HAR file as recordings',
    load: async () => {
      const { IMPORT_USAGE, runImport } = await import('./commands/import.ts');
      return { help: () => IMPORT_USAGE, run: runImport };
    },
  },
  export: {
    about: 'write recordings as a HAR file',
    load: async () => {
      const { EXPORT_USAGE, runExport } = await import('./commands/export.ts');
      return { help: () => EXPORT_USAGE, run: runExport };
    },
  },
  lint: {
    about: 'tell everything that is wrong in an OpenAPI document',
    config: false,
    load: async () => {
      const { LINT_USAGE, runLint } = await import('./commands/lint.ts');
      return { help: () => LINT_USAGE, run: runLint };
    },
  },
  init: {
    about: 'write a configuration to begin with, or an overlay for a document of your own',
    config: false,
    load: async () => {
      const { INIT_USAGE, runInit } = await import('./commands/init.ts');
      return { help: () => INIT_USAGE, run: runInit };
    },
  },
};

const USAGE = `${PROGRAM} <command>

${Object.entries(COMMANDS)
  .map(([name, { about }]) => `  ${name.padEnd(8)}${about}`)
  .join('\n')}

${PROGRAM} <command> --help tells more; ${PROGRAM} --version prints the version.`;

/** Runs the command that the arguments name. Errors become sentences on the error channel, and exit codes. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  const wantsHelp = argv.includes('--help') || argv.includes('-h');
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command) {
      const { help, run } = await command.load();
      if (wantsHelp) io.out((await help(rest)) + (command.config === false ? '' : `\n${CONFIG_HELP}`));
      else if (command.config === false || !mayConfigure(rest)) return await run(rest, io);
      else {
        const { runConfigured } = await import('./commands/configured.ts');
        return await runConfigured(name as string, rest, io, run);
      }
    } else if (name === '--version') io.out(version());
    else if (name === undefined || wantsHelp) io.out(USAGE);
    else throw new UsageError(`there is no command ${name}; there is: ${Object.keys(COMMANDS).join(', ')}`);
    return EXIT.ok;
  } catch (error) {
    const code = codeOf(error);
    io.err(
      code === undefined ? bugText(error, io.env ?? process.env) : `confab: ${(error as Error).message}`,
    );
    return code ?? EXIT.run;
  }
}

/** The exit code of an error that the user can do something about; undefined for a bug of ours. */
function codeOf(error: unknown): number | undefined {
  if (error instanceof UsageError) return EXIT.usage;
  if (error instanceof SpecError || error instanceof FixtureError) return EXIT.spec;
  if (error instanceof RunError) return EXIT.run;
  return undefined;
}

/** A stack trace only helps somebody who fixes the bug. */
function bugText(error: unknown, env: NonNullable<Io['env']>): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return env.CONFAB_DEBUG
    ? `confab: this is a bug of confab: ${stack}`
    : `confab: this is a bug of confab, not of yours: ${name}: ${message}\nPlease report it with the command; with CONFAB_DEBUG=1 in the environment the stack trace is shown.`;
}
