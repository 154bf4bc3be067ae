import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { SWITCH } from './kinds.ts';
import { ARGUMENTS, type CommandName, flagOf } from './word.ts';
import { WORDS } from './words.ts';

/** What the arguments of a command say, as far as a configuration has to know. */
export interface AskedArguments {
  /** The file of --config. */
  readonly config: string | undefined;
  /** --no-config */
  readonly none: boolean;
  /** The environment of --env. */
  readonly env: string | undefined;
  readonly targets: readonly string[];
  /** The flags that are given: they win over the configuration. */
  readonly flags: ReadonlySet<string>;
  /** Those of --no-…: what the configuration says for them is taken away. */
  readonly removed: ReadonlySet<string>;
  /** The arguments without a flag. */
  readonly positionals: readonly string[];
  /** What the command itself is given. */
  readonly rest: readonly string[];
}

const OWN = { config: { type: 'string' }, env: { type: 'string' }, target: { type: 'string' } } as const;

/** Reads the arguments; what is wrong with a command's own flags, the command says. */
export function toAsked(command: CommandName, args: readonly string[]): AskedArguments {
  const flags = flagsOf(command);
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: { ...flags, ...OWN },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const own: Record<keyof typeof OWN, string[]> = { config: [], env: [], target: [] };
  const given = new Set<string>();
  const removed = new Set<string>();
  const taken = new Set<number>();
  let none = false;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, index, value, inlineValue } = token;
    if (Object.hasOwn(OWN, name)) {
      if (value === undefined || (inlineValue ? value === '' : value.startsWith('--')))
        throw new UsageError(`--${name} needs a value: ${EXAMPLES[name as keyof typeof OWN]}`);
      own[name as keyof typeof OWN].push(value);
      taken.add(index);
      if (!inlineValue) taken.add(index + 1);
    } else if (name === 'no-config') {
      none = true;
      taken.add(index);
    } else if (name.startsWith('no-') && (Object.hasOwn(flags, name.slice(3)) || name === 'no-target')) {
      removed.add(name.slice(3));
      taken.add(index);
    } else given.add(name);
  }
  if (none && own.config.length > 0) throw new UsageError('give --config or --no-config, not both');
  for (const name of ['config', 'env'] as const)
    if (own[name].length > 1) throw new UsageError(`--${name} was given ${own[name].length} times; give one`);
  const [config] = own.config;
  const [env] = own.env;
  return {
    config,
    none,
    env,
    targets: own.target,
    flags: given,
    removed,
    positionals,
    rest: args.filter((_, index) => !taken.has(index)),
  };
}

const EXAMPLES = {
  config: '--config confab.yaml',
  env: '--env ci, the name of an environment of the configuration',
  target: '--target staging, the name of a target of the configuration',
} as const;

/** The flags of a command, each with what it takes. */
function flagsOf(command: CommandName): Record<string, { type: 'string' | 'boolean' }> {
  return Object.fromEntries(
    Object.values(WORDS).flatMap((word) => {
      const flag = flagOf(word, command);
      if (flag === undefined || flag === ARGUMENTS) return [];
      return [[flag, { type: word.kind === SWITCH ? 'boolean' : 'string' }]];
    }),
  );
}
