import { UsageError } from '../errors.ts';
import { PROGRAM } from '../program.ts';
import { type AskedArguments, toAsked } from './asked.ts';
import { CONFIG_FILES, foundConfigs } from './config-files.ts';
import type { Variables } from './fill-variables.ts';
import { readConfig } from './read-config.ts';
import { settingsFor } from './settings-for.ts';
import { toArguments } from './to-arguments.ts';
import type { CommandName } from './word.ts';

interface WithConfig {
  /** The arguments of the command: what the configuration says, then what the user says. */
  readonly args: readonly string[];
  readonly env: Variables;
  /** For people: which file was read. Undefined where none was. */
  readonly read: string | undefined;
}

/** The arguments of a command, with those of the configuration of the current folder, or of --config. */
export async function withConfig(
  command: CommandName,
  args: readonly string[],
  env: Variables,
): Promise<WithConfig> {
  const asked = toAsked(command, args);
  const file = fileOf(asked);
  if (file === undefined) {
    refuseWithout(asked);
    return { args: asked.rest, env, read: undefined };
  }
  const config = await readConfig(file, asked.env ?? (env.CONFAB_ENV || undefined));
  const settings = await settingsFor(config, command, asked, env);
  const { environment } = config;
  return {
    args: [...toArguments(settings.words, command, config), ...asked.rest],
    env: settings.env,
    read: environment === undefined ? file : `${file}, environment ${environment}`,
  };
}

function fileOf({ none, config }: AskedArguments): string | undefined {
  if (none) return undefined;
  if (config !== undefined) return config;
  const found = foundConfigs();
  if (found.length > 1)
    throw new UsageError(`there are ${found.join(' and ')}; keep one of them, or name it with --config`);
  return found[0];
}

function refuseWithout({ none, env, targets }: AskedArguments): void {
  const flag = env !== undefined ? `--env ${env}` : targets.length > 0 ? `--target ${targets[0]}` : undefined;
  if (flag === undefined) return;
  const why = none
    ? 'and --no-config leaves it out'
    : `and this folder has no ${CONFIG_FILES[0]}; ${PROGRAM} init writes one, --config names another`;
  throw new UsageError(`${flag} is a name in a configuration, ${why}`);
}
