import { closest } from 'fastest-levenshtein';
import { CHECK_NAMES } from '../check-titles.ts';
import type { CheckName } from '../contract/checks.ts';
import { UsageError } from '../errors.ts';
import { PROGRAM } from '../program.ts';
import { GRADES, type Grade } from '../spec/grade.ts';
import { toChoice } from './options.ts';
import { toReportTargets } from './report-targets.ts';

/** The options of every command that has a result. */
export const RESULT_OPTIONS = {
  grade: { type: 'string' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  waive: { type: 'string' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  report: { type: 'string', multiple: true },
  drift: { type: 'string' },
  'strict-fields': { type: 'boolean' },
  'require-coverage': { type: 'boolean' },
} as const;

type Values = {
  readonly [Name in keyof typeof RESULT_OPTIONS]?: (typeof RESULT_OPTIONS)[Name] extends { multiple: true }
    ? readonly string[]
    : (typeof RESULT_OPTIONS)[Name] extends { type: 'boolean' }
      ? boolean
      : string;
};

/** Which checks run, how strictly, and what becomes of the result. */
export interface ResultCommand {
  readonly grade: Grade | undefined;
  readonly only: readonly CheckName[] | undefined;
  readonly skip: readonly CheckName[];
  readonly waive: string | undefined;
  /** The file of an earlier result, whose findings are known. */
  readonly baseline: string | undefined;
  /** Writes that file. */
  readonly updateBaseline: boolean;
  readonly reports: ReturnType<typeof toReportTargets>;
  readonly drift: string | undefined;
  readonly strictFields: boolean;
  readonly requireCoverage: boolean;
}

/** Reads the options. Throws a UsageError for a value that is not allowed, and when no check is left. */
export function toResultCommand({ grade, only, skip = [], report = [], ...values }: Values): ResultCommand {
  const command = {
    grade: grade === undefined ? undefined : toChoice('grade', grade, GRADES),
    only: only && toChecks('only', only),
    skip: toChecks('skip', skip),
    waive: values.waive,
    baseline: values.baseline,
    updateBaseline: values['update-baseline'] ?? false,
    reports: toReportTargets(report),
    drift: values.drift,
    strictFields: values['strict-fields'] ?? false,
    requireCoverage: values['require-coverage'] ?? false,
  };
  if (command.only?.every((name) => command.skip.includes(name)))
    throw new UsageError('--only and --skip leave no check; take names out of --skip');
  if (command.updateBaseline && command.baseline === undefined)
    throw new UsageError('--update-baseline writes the file of --baseline; add --baseline file');
  return command;
}

/** Names of checks, separated by commas; the option may be given several times. */
function toChecks(option: string, texts: readonly string[]): CheckName[] {
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
