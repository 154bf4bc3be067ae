import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { PROGRAM } from '../program.ts';

type Parsed<T extends ParseArgsConfig['options']> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>
>;

/** Reads a command's arguments. Throws a UsageError that says what is wrong with them. */
export function readOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  options: T,
  args: readonly string[],
): Parsed<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    // The first sentence of node:util names the option and says what is wrong.
    const [what] = (cause as Error).message.split('. ');
    throw new UsageError(`${what}; ${PROGRAM} ${command} --help lists the options`, { cause });
  }
}

export function toWhole(option: string, text: string, least: number, most: number): number {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${option} ${text}: it must be ${rangeOf(least, most)}`);
}

export function toSeed(text: string): number {
  return toWhole('seed', text, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
}

/** Reads one word of a closed set. */
export function toChoice<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${option} ${text}: it must be ${joinOr(choices)}`);
}

/** `a, b or c` */
export function joinOr(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function rangeOf(least: number, most: number): string {
  if (least === Number.MIN_SAFE_INTEGER) return 'a whole number';
  return most === Number.MAX_SAFE_INTEGER
    ? `a whole number from ${least} on`
    : `a whole number from ${least} to ${most}`;
}
