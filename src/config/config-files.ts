import { existsSync } from 'node:fs';

/** What a configuration is called in the current folder. No folder above is looked at: what is read is in sight. */
export const CONFIG_FILES = ['confab.yaml', 'confab.yml'] as const;

/** Whether a configuration has a say: most runs have none, and must not wait for what reads one. */
export function mayConfigure(args: readonly string[]): boolean {
  return args.some((arg) => /^--(config|env|target|no-.*)(=|$)/.test(arg)) || foundConfigs().length > 0;
}

export function foundConfigs(): string[] {
  return CONFIG_FILES.filter((name) => existsSync(name));
}

/** The end of the help of each command that reads a configuration. */
export const CONFIG_HELP = `
Options that stay the same stand in a configuration, ${CONFIG_FILES[0]} in the current folder (docs/config.md). Flags win over it:

  --config file           another configuration; --no-config reads none
  --env name              the environment of it that counts (also CONFAB_ENV)
  --target name           a service that it names, instead of --url
  --no-<option>           without what it says for this option`;
