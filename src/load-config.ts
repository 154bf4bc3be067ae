import type { CheckOptions } from './check-contract.ts';
import { CONFIG_FILES, foundConfigs } from './config/config-files.ts';
import { toConfigOptions } from './config/config-options.ts';
import { readConfig } from './config/read-config.ts';
import { settingsFor } from './config/settings-for.ts';
import { UsageError } from './errors.ts';
import type { MockOptions } from './mock/mock.ts';
import type { RecordOptions, ReplayOptions } from './playback-options.ts';
import type { VerifyOptions } from './verify-fixtures.ts';

/** The options that a configuration gives, by command. */
export interface ConfigOptions {
  readonly mock: MockOptions;
  readonly check: CheckOptions;
  readonly record: RecordOptions;
  readonly replay: ReplayOptions;
  readonly verify: VerifyOptions;
}

export interface ConfigChoice {
  /** Default: confab.yaml in the current folder. */
  readonly file?: string;
  /** One of its environments. Default: the variable CONFAB_ENV. */
  readonly environment?: string;
  /** One of its targets, whose url and variables count. */
  readonly target?: string;
  /** Where its variables come from. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const NAMES = ['mock', 'check', 'record', 'replay', 'verify'] as const satisfies (keyof ConfigOptions)[];

/** Options of one command from a configuration; a name that the command does not take is left out. */
export async function readConfigOptions<Name extends keyof ConfigOptions>(
  command: Name,
  { file, environment, target, env = process.env }: ConfigChoice = {},
): Promise<ConfigOptions[Name]> {
  if (!NAMES.includes(command))
    throw new UsageError(`loadConfig: ${String(command)} is not one of ${NAMES.join(', ')}`);
  const path = file ?? foundConfigs()[0];
  if (path === undefined)
    throw new UsageError(`there is no ${CONFIG_FILES[0]} in this folder; name the file as { file: '…' }`);
  const config = await readConfig(path, environment ?? (env.CONFAB_ENV || undefined));
  const asked = {
    targets: target === undefined ? [] : [target],
    flags: new Set<string>(),
    removed: new Set<string>(),
    positionals: [],
  };
  const settings = await settingsFor(config, command, asked, env);
  const options = toConfigOptions(settings, command, config);
  return (command === 'mock' ? options : { ...options, env: settings.env }) as ConfigOptions[Name];
}
