import { UsageError } from '../errors.ts';
import { SWITCH } from './kinds.ts';
import type { Config } from './read-config.ts';
import type { Setting } from './settings-for.ts';
import { toPath } from './to-path.ts';
import { ARGUMENTS, type CommandName, flagOf } from './word.ts';
import { plain, type TextPlace } from './word-texts.ts';

/** What a configuration says, as the arguments that say the same. */
export function toArguments(settings: readonly Setting[], command: CommandName, config: Config): string[] {
  const flags: string[] = [];
  const others: string[] = [];
  for (const { name, word, value, path } of settings) {
    const flag = flagOf(word, command) as string;
    if (word.kind === SWITCH) {
      if (value === true) flags.push(`--${flag}`);
      continue;
    }
    const { file, pointer, line } = config.at(path);
    const place: TextPlace = { flag, file, pointer, path: (text) => toPath(config.file, text) };
    const texts = (word.texts ?? plain)(value, place);
    if (flag === 'out' && texts.length > 1)
      throw new UsageError(
        `${file}:${line}: ${command} writes into one folder, and ${name} names ${texts.length}; give ${command} a ${name} of its own, or --out\n  at ${pointer}`,
      );
    if (flag === ARGUMENTS) others.push(...texts);
    else flags.push(...texts.map((text) => `--${flag}=${text}`));
  }
  return [...flags, ...others];
}
