import { TOKEN_VARIABLE } from '../control/admin.ts';
import { UsageError } from '../errors.ts';
import { ageOf } from '../record/playback/expiry.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import type { Variables } from './fill-variables.ts';
import type { Config } from './read-config.ts';
import { readRowsFile } from './read-rows-file.ts';
import type { Setting, Settings } from './settings-for.ts';
import { toPath } from './to-path.ts';
import { type CommandName, flagOf } from './word.ts';
import { cors, paths, plain, type TextPlace, vendors } from './word-texts.ts';

type FunctionOptions = Readonly<Record<string, unknown>>;

interface OptionPlace extends TextPlace {
  readonly env: Variables;
}

/** What a configuration says to a command, as options of the function that does the same in code. */
export function toConfigOptions(
  { words, env }: Settings,
  command: CommandName,
  config: Config,
): FunctionOptions {
  const all = words.map(({ name, word, value, path }): FunctionOptions => {
    if (SAME.includes(name)) return { [name]: value };
    const { file, pointer } = config.at(path);
    const flag = flagOf(word, command) as string;
    const place = { flag, file, pointer, path: (text: string) => toPath(config.file, text), env };
    return CONVERTED[name]?.(value, place, words) ?? {};
  });
  const { seed, rows, ...others }: FunctionOptions = Object.assign({}, ...all);
  const generated = { ...(seed !== undefined && { seed }), ...(rows !== undefined && { rows }) };
  // A replay has them for the mock that answers what was not recorded.
  return command === 'replay' ? { ...others, mock: generated } : { ...others, ...generated };
}

/** Words that are options of the same name and form. What neither table has is about a command: its port, its reports. */
const SAME: readonly string[] = [
  ...[
    'profiles',
    'strict',
    'strictKeys',
    'seed',
    'allowHosts',
    'allowOrigins',
    'redact',
    'keep',
    'mode',
    'unsafe',
    'refused',
  ],
  ...[
    'fallback',
    'sequence',
    'freeze',
    'safe',
    'grade',
    'only',
    'skip',
    'strictFields',
    'rate',
    'timeout',
    'maxWait',
  ],
  ...['maxRequests', 'maxPages', 'maxLinks', 'intermittent'],
];

type Convert = (value: Json, place: OptionPlace, settings: readonly Setting[]) => FunctionOptions;

const CONVERTED: Readonly<Record<string, Convert>> = {
  vendors: (value, place) => ({ [place.flag === 'spec' ? 'specs' : 'vendors']: vendors(value, place) }),
  overlays: (value, place) => ({ overlays: paths(value, place) }),
  baseline: (value, place) => ({ baseline: paths(value, place)[0] }),
  fixtures: (value, place) =>
    place.flag === 'out'
      ? { out: single('fixtures', paths(value, place)) }
      : { fixtures: paths(value, place) },
  url: (value) => ({ url: single('url', plain(value)) }),
  cors: (value) => ({ cors: cors(value) }),
  admin: (value, { env }) => ({ admin: value === 'off' ? 'off' : { token: env[TOKEN_VARIABLE] } }),
  now: (value) => ({ now: value === 'now' ? Date.now() : Date.parse(String(value)) }),
  keys: (value) => ({ keys: byName(value, plain) }),
  rows: (value, { path }) => ({
    rows:
      typeof value === 'number'
        ? value
        : byName(value, (one) => (/^\d+$/.test(String(one)) ? Number(one) : readRowsFile(path(String(one))))),
  }),
  maxAge: (value, _, settings) => ({
    expiry: {
      maxAge: ageOf(String(value)),
      action: settings.find(({ name }) => name === 'expired')?.value ?? 'warn',
    },
  }),
};

function byName<T>(value: Json, convert: (value: Json) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(value as JsonObject).map(([name, one]) => [name, convert(one)]));
}

function single(word: string, texts: readonly string[]): string | undefined {
  if (texts.length < 2) return texts[0];
  throw new UsageError(`${word}: ${texts.join(' and ')} are ${texts.length}, and this takes one`);
}
