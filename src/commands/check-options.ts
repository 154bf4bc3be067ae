import { INTERMITTENT_LEVELS, type IntermittentLevel } from '../contract/intermittent.ts';
import { UsageError } from '../errors.ts';
import { toBase } from '../http/base.ts';
import type { MockOptions } from '../mock/mock.ts';
import { readOptions, toChoice, toSeed, toWhole } from './options.ts';
import { RESULT_OPTIONS, type ResultCommand, toResultCommand } from './result-options.ts';
import { toRows } from './rows-option.ts';

/** The arguments of `confab check`. */
export interface CheckCommand extends ResultCommand {
  readonly list: boolean;
  readonly vendors: readonly string[];
  readonly profiles: readonly string[];
  readonly overlays: readonly string[];
  readonly strict: boolean;
  /** Operations that may be called although their documents do not call them safe. */
  readonly safe: readonly string[];
  /** Without one the built-in mock is checked; two are compared. */
  readonly urls: readonly string[];
  readonly compare: string | undefined;
  /** Requests a second. */
  readonly rate: number | undefined;
  /** Milliseconds. */
  readonly timeout: number | undefined;
  readonly maxPages: number | undefined;
  readonly maxLinks: number | undefined;
  readonly maxRequests: number | undefined;
  /** Milliseconds. */
  readonly maxWait: number | undefined;
  readonly intermittent: IntermittentLevel | undefined;
  readonly seed: number | undefined;
  readonly rows: MockOptions['rows'];
}

export const CHECK_OPTIONS = {
  url: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  profile: { type: 'string', multiple: true },
  safe: { type: 'string', multiple: true },
  compare: { type: 'string' },
  ...RESULT_OPTIONS,
  rate: { type: 'string' },
  timeout: { type: 'string' },
  'max-pages': { type: 'string' },
  'max-links': { type: 'string' },
  'max-requests': { type: 'string' },
  'max-wait': { type: 'string' },
  intermittent: { type: 'string' },
  seed: { type: 'string' },
  rows: { type: 'string', multiple: true },
  list: { type: 'boolean' },
} as const;

/** The longest wait that a timer takes, in milliseconds: 24 days. */
const MOST_MILLISECONDS = 2 ** 31 - 1;
const MOST_RATE = 1000;

/** Reads the arguments. Throws a UsageError for what makes no sense, alone or together. */
export function toCheckCommand(args: readonly string[]): CheckCommand {
  const { values, positionals } = readOptions('check', CHECK_OPTIONS, args);
  const given = <T>(text: string | undefined, read: (text: string) => T) =>
    text === undefined ? undefined : read(text);
  const command: CheckCommand = {
    ...toResultCommand(values),
    list: values.list ?? false,
    vendors: positionals,
    profiles: values.profile ?? [],
    overlays: values.overlay ?? [],
    strict: values.strict ?? false,
    safe: values.safe ?? [],
    urls: values.url ?? [],
    compare: values.compare,
    rate: given(values.rate, toRate),
    timeout: given(values.timeout, (text) => toWhole('timeout', text, 1, MOST_MILLISECONDS)),
    maxPages: given(values['max-pages'], (text) => toWhole('max-pages', text, 1, Number.MAX_SAFE_INTEGER)),
    maxLinks: given(values['max-links'], (text) => toWhole('max-links', text, 1, Number.MAX_SAFE_INTEGER)),
    maxRequests: given(values['max-requests'], (text) =>
      toWhole('max-requests', text, 1, Number.MAX_SAFE_INTEGER),
    ),
    maxWait: given(values['max-wait'], (text) => toWhole('max-wait', text, 0, MOST_MILLISECONDS)),
    intermittent: given(values.intermittent, (text) => toChoice('intermittent', text, INTERMITTENT_LEVELS)),
    seed: given(values.seed, toSeed),
    rows: toRows(values.rows ?? [], positionals).rows,
  };
  checkTogether(command);
  return command;
}

/** Refuses options that contradict each other, or that would be ignored without a word. */
function checkTogether({ urls, rate, seed, rows, compare, drift, baseline }: CheckCommand): void {
  const refuse = (sentence: string): never => {
    throw new UsageError(sentence);
  };
  if (urls.length > 2) refuse(`--url was given ${urls.length} times; give one target, or two to compare`);
  if (urls.length === 2 && compare !== undefined)
    refuse('--compare and two --url are two comparisons; give one of them');
  if (urls.length === 2 && drift !== undefined) refuse('--drift writes about one target; give one --url');
  if (urls.length === 2 && baseline !== undefined) refuse('--baseline is about one target; give one --url');
  const [one, other] = urls.map((url) => toBase(url).base);
  if (one !== undefined && one === other) refuse(`both --url are ${one}; there is nothing to compare`);
  if (urls.length === 0 && rate !== undefined)
    refuse('--rate limits the requests to a --url; the built-in mock needs no limit');
  for (const [option, value] of Object.entries({ seed, rows }))
    if (urls.length > 0 && value !== undefined)
      refuse(`--${option} is about the built-in mock, and cannot be set for a --url`);
}

/** `5` or `5/s`. */
function toRate(text: string): number {
  const value = /^\d+(\.\d+)?(\/s)?$/.test(text) ? Number.parseFloat(text) : 0;
  if (value > 0 && value <= MOST_RATE) return value;
  throw new UsageError(
    `--rate ${text}: it must be a number of requests a second, above 0 and up to ${MOST_RATE}, such as 2 or 0.5`,
  );
}
