import { closest } from 'fastest-levenshtein';
import { CHECK_NAMES, type CheckName } from '../contract/checks.ts';
import { UsageError } from '../errors.ts';
import { toBase } from '../http/base.ts';
import { MOST_ROWS } from '../mock/create-mock.ts';
import { PROGRAM } from '../program.ts';
import { GRADES, type Grade } from '../spec/grade.ts';
import { type ReportTarget, toReportTargets } from './check-reports.ts';
import { readOptions, toChoice, toSeed, toWhole } from './options.ts';
import { RESULT_OPTIONS } from './reporting.ts';

/** What `confab check` was asked for. */
export interface CheckCommand {
  readonly list: boolean;
  readonly vendors: readonly string[];
  readonly profiles: readonly string[];
  readonly overlays: readonly string[];
  /** None: the built-in mock. Two: one beside the other. */
  readonly urls: readonly string[];
  readonly grade: Grade | undefined;
  readonly only: readonly CheckName[] | undefined;
  readonly skip: readonly CheckName[];
  readonly reports: readonly ReportTarget[];
  readonly waive: string | undefined;
  readonly drift: string | undefined;
  readonly compare: string | undefined;
  readonly requireCoverage: boolean;
  /** Requests a second. */
  readonly rate: number | undefined;
  /** Milliseconds. */
  readonly timeout: number | undefined;
  readonly maxPages: number | undefined;
  readonly seed: number | undefined;
  readonly rows: number | undefined;
}

export const CHECK_OPTIONS = {
  url: { type: 'string', multiple: true },
  overlay: { type: 'string', multiple: true },
  profile: { type: 'string', multiple: true },
  compare: { type: 'string' },
  ...RESULT_OPTIONS,
  rate: { type: 'string' },
  timeout: { type: 'string' },
  'max-pages': { type: 'string' },
  seed: { type: 'string' },
  rows: { type: 'string' },
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
    list: values.list ?? false,
    vendors: positionals,
    profiles: values.profile ?? [],
    overlays: values.overlay ?? [],
    urls: values.url ?? [],
    grade: given(values.grade, (text) => toChoice('grade', text, GRADES)),
    only: values.only && toChecks('only', values.only),
    skip: toChecks('skip', values.skip ?? []),
    reports: toReportTargets(values.report ?? []),
    waive: values.waive,
    drift: values.drift,
    compare: values.compare,
    requireCoverage: values['require-coverage'] ?? false,
    rate: given(values.rate, toRate),
    timeout: given(values.timeout, (text) => toWhole('timeout', text, 1, MOST_MILLISECONDS)),
    maxPages: given(values['max-pages'], (text) => toWhole('max-pages', text, 1, Number.MAX_SAFE_INTEGER)),
    seed: given(values.seed, toSeed),
    rows: given(values.rows, (text) => toWhole('rows', text, 0, MOST_ROWS)),
  };
  checkTogether(command);
  return command;
}

/** Options that contradict each other, or would do nothing without a word. */
function checkTogether({ urls, only, skip, rate, seed, rows, compare, drift }: CheckCommand): void {
  const refuse = (sentence: string): never => {
    throw new UsageError(sentence);
  };
  if (urls.length > 2) refuse(`--url was given ${urls.length} times; give one target, or two to compare`);
  if (urls.length === 2 && compare !== undefined)
    refuse('--compare and two --url are two comparisons; give one of them');
  if (urls.length === 2 && drift !== undefined) refuse('--drift is about one target; give one --url');
  const [one, other] = urls.map((url) => toBase(url).base);
  if (one !== undefined && one === other) refuse(`both --url are ${one}; there is nothing to compare`);
  if (only?.every((name) => skip.includes(name)))
    refuse('--only and --skip leave no check; take names out of --skip');
  if (urls.length === 0 && rate !== undefined)
    refuse('--rate is the pace towards a --url; the built-in mock needs none');
  for (const [option, value] of Object.entries({ seed, rows }))
    if (urls.length > 0 && value !== undefined)
      refuse(`--${option} is about the built-in mock; it cannot be set of a --url`);
}

/** Names of checks, several times and by commas. */
export function toChecks(option: string, texts: readonly string[]): CheckName[] {
  const names = texts.flatMap((text) => text.split(',')).map((name) => name.trim());
  return names.map((name) => {
    const known = CHECK_NAMES.find((one) => one === name);
    if (known !== undefined) return known;
    const what =
      name === ''
        ? 'a name is missing between the commas'
        : `there is no check ${name}; did you mean ${closest(name, CHECK_NAMES)}?`;
    throw new UsageError(`--${option} ${texts.join(',')}: ${what} (${PROGRAM} check --list names them all)`);
  });
}

/** `5` or `5/s`. */
function toRate(text: string): number {
  const value = /^\d+(\.\d+)?(\/s)?$/.test(text) ? Number.parseFloat(text) : 0;
  if (value > 0 && value <= MOST_RATE) return value;
  throw new UsageError(
    `--rate ${text}: it must be a number of requests a second, above 0 and up to ${MOST_RATE}, such as 2 or 0.5`,
  );
}
