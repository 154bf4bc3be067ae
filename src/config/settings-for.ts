import { closest } from 'fastest-levenshtein';
import { UsageError } from '../errors.ts';
import { type Json, member, setMember } from '../spec/json.ts';
import type { AskedArguments } from './asked.ts';
import { fillVariables, type Variables } from './fill-variables.ts';
import { type ConfigKind, mapOf, type Problem } from './kinds.ts';
import { toMessage } from './messages.ts';
import { onlyAsked } from './only-asked.ts';
import type { Config } from './read-config.ts';
import { SECRET } from './special-kinds.ts';
import { type CommandName, type ConfigWord, flagOf, isTargeted } from './word.ts';
import { WORDS } from './words.ts';

/** One word that counts for a command. */
export interface Setting {
  readonly name: string;
  readonly word: ConfigWord;
  readonly value: Json;
  /** Where it stands. */
  readonly path: readonly string[];
}

export interface Settings {
  readonly words: readonly Setting[];
  /** With the variables of the target. */
  readonly env: Variables;
}

/** What the user says otherwise. */
type WhatCounts = Pick<AskedArguments, 'targets' | 'flags' | 'removed' | 'positionals'>;

/** What a configuration says to a command, without what the user says otherwise, its variables filled in. */
export async function settingsFor(
  config: Config,
  command: CommandName,
  asked: WhatCounts,
  env: Variables,
): Promise<Settings> {
  const targets = targetsOf(config, command, asked);
  const errors: string[] = [];
  const filled = (path: readonly string[], value: Json, kind: ConfigKind) => {
    const { value: result, problems } = fillVariables(value, kind, env);
    errors.push(...problems.map((problem) => placed(config, path, problem)));
    return result;
  };
  const toFilled = (setting: Setting): Setting => {
    const { path, value, word } = setting;
    const isLiteral = word.isLiteral && Array.isArray(value);
    return isLiteral ? setting : { ...setting, value: filled(path, value, word.kind) };
  };
  // What is said of other vendors is left out, and so are its variables.
  const isVendors = ({ name }: Setting) => name === 'vendors';
  const all = collect(config, command, targets, asked);
  const known = all.map((setting) => (isVendors(setting) ? toFilled(setting) : setting));
  const wanted = await onlyAsked(known, command, asked, config);
  const words = wanted.map((setting) => (isVendors(setting) ? setting : toFilled(setting)));
  const more: Record<string, string> = {};
  for (const name of targets) {
    const own = member(member(config.tree.targets, name), 'env') ?? {};
    const values = filled(['targets', name, 'env'], own, VARIABLES) as Record<string, string>;
    for (const [variable, value] of Object.entries(values)) {
      if (Object.hasOwn(more, variable) && more[variable] !== value)
        throw new UsageError(
          `the targets ${targets.join(' and ')} have different values for ${variable}: check each by itself, one with --report json=file, the other with --compare file`,
        );
      setMember(more, variable, value);
    }
  }
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  return { words, env: targets.length === 0 ? env : { ...env, ...more } };
}

const VARIABLES = mapOf(SECRET, 'the names of environment variables');

function placed(config: Config, path: readonly string[], problem: Problem): string {
  const whole = [...path, ...problem.path];
  const { file, line, pointer } = config.at(whole);
  return `${file}:${line}: ${toMessage({ ...problem, path: whole })}\n  at ${pointer}`;
}

/** Those of --target; else those of the command's section, unless a --url is another service. */
function targetsOf(
  { tree, file }: Config,
  command: CommandName,
  { targets, flags, removed }: WhatCounts,
): string[] {
  const known = Object.keys(tree.targets ?? {});
  const isUrl = flags.has('url');
  if (targets.length > 0 && !isTargeted(command))
    throw new UsageError(`--target: ${command} asks no service`);
  if (targets.length > 0 && isUrl) throw new UsageError('give --target or --url, not both');
  const section = [member(tree[command], 'target') ?? []].flat() as string[];
  const isNone = isUrl || removed.has('url') || removed.has('target');
  const names = targets.length > 0 ? [...targets] : isNone ? [] : section;
  if (names.length > 1 && command !== 'check')
    throw new UsageError(
      `${command} asks one service, and the targets are ${names.join(' and ')}; give one --target`,
    );
  const unknown = names.find((name) => !known.includes(name));
  const bare = names.find((name) => member(member(tree.targets, name), 'url') === undefined);
  if (unknown === undefined && bare !== undefined)
    throw new UsageError(
      `the target ${bare} in ${file} has no url, which stands outside of the environments or in the one that is chosen`,
    );
  if (unknown === undefined) return names;
  const near = known.length === 0 ? 'it has none' : `did you mean ${closest(unknown, known)}?`;
  throw new UsageError(`there is no target ${unknown} in ${file}: ${near}`);
}

/** A section's words win over the shared ones, and a target's over those. */
function collect(
  { tree }: Config,
  command: CommandName,
  targets: readonly string[],
  { flags, removed }: WhatCounts,
): Setting[] {
  const isSaid = (flag: string) => flags.has(flag) || removed.has(flag);
  const isOwn = !removed.has('url') && member(tree[command], 'url') !== undefined;
  const isRemote = targets.length > 0 || flags.has('url') || isOwn;
  return Object.entries(WORDS).flatMap(([name, word]) => {
    const flag = flagOf(word, command);
    if (flag === undefined || isSaid(flag)) return [];
    if (command === 'check' && word.url === (isRemote ? 'without' : 'with')) return [];
    const places = [...targets.map((target) => ['targets', target, name]), [command, name], [name]];
    const found = places.filter((path) => valueIn(tree, path) !== undefined);
    // Two addresses are compared; anything else is said once.
    const counting =
      name === 'url' && targets.length > 0 ? found.slice(0, targets.length) : found.slice(0, 1);
    return counting.map((path) => ({ name, word, path, value: valueIn(tree, path) as Json }));
  });
}

function valueIn(tree: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, part) => member(value, part), tree);
}
