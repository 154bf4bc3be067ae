import type { Json } from '../spec/json.ts';
import type { ConfigKind } from './kinds.ts';
import type { TextPlace } from './word-texts.ts';

/** The commands that read a configuration, each with a section of its own. */
export const COMMANDS = ['mock', 'check', 'curl', 'record', 'replay', 'verify', 'import', 'export'] as const;
export type CommandName = (typeof COMMANDS)[number];

export function isCommandName(name: string): name is CommandName {
  return COMMANDS.some((command) => command === name);
}

export function isTargeted(command: CommandName): boolean {
  return TARGETED.some((one) => one === command);
}

/** Stands for a command's arguments without a flag. */
export const ARGUMENTS = '';

export interface ConfigWord {
  /** The flag that it is in each of the commands that know it. */
  readonly flags: Readonly<Record<string, readonly CommandName[]>>;
  readonly kind: ConfigKind;
  readonly about: string;
  /** Whether it may stand outside of the sections, for all the commands that know it. */
  readonly shared?: true;
  /** What the flag is given, one text each time. Default: the value, or each of a list. */
  readonly texts?: (value: Json, place: TextPlace) => string[];
  /** The vendor, or its operation, that an item of a list is about: it is left out where that vendor is not asked for. */
  readonly vendorOf?: (item: Json) => string | undefined;
  /** Its lists are read from the file itself: what looks like a variable in them is none. */
  readonly isLiteral?: true;
  /** For check it counts only with, or only without, a `url`. */
  readonly url?: 'with' | 'without';
}

/** Those that ask a real service, or pick out its requests. */
export const TARGETED = ['check', 'record', 'replay', 'verify', 'import'] as const;
export const SERVERS = ['mock', 'record', 'replay'] as const;
export const PROXIES = ['record', 'replay'] as const;
export const RESULTS = ['check', 'verify'] as const;
export const STORED = ['record', 'replay', 'verify', 'import', 'export'] as const;
export const SPECS = ['mock', 'check', 'curl', 'record', 'replay', 'verify', 'import'] as const;

export const MANY = Number.MAX_SAFE_INTEGER;

/** The flag of a word in a command; undefined where the command does not know the word. */
export function flagOf({ flags }: ConfigWord, command: CommandName): string | undefined {
  return Object.entries(flags).find(([, commands]) => commands.includes(command))?.[0];
}
