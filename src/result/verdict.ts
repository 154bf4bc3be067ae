import { EXIT } from '../exit-codes.ts';
import { plural } from '../text/plural.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Result, SpecResult } from './result.ts';

/**
 * holds: nothing that was checked is broken. broken: an error was found. inconclusive: something could not
 * be decided, because the data changed. unchecked: the run did not come to its end, or there was nothing to run.
 */
export const VERDICTS = ['holds', 'broken', 'inconclusive', 'unchecked'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** 0: nothing is broken. 3: it could not run. 4: the contract is broken, or coverage that was required is missing. */
export const RESULT_EXIT_CODES = [EXIT.ok, EXIT.run, EXIT.contract] as const;
type ExitCode = (typeof RESULT_EXIT_CODES)[number];

export interface VerdictOptions {
  /** Entries that were skipped without a reason, or that are inconclusive, fail. */
  readonly requireCoverage?: boolean | undefined;
}

/** What a command exits with. A broken contract weighs more than a run that ended early. */
export function exitCodeOf(result: Result, { requireCoverage = false }: VerdictOptions = {}): ExitCode {
  const verdicts = result.specs.map(verdictOf);
  if (verdicts.includes('broken')) return EXIT.contract;
  if (requireCoverage && result.specs.some(({ ledger }) => ledger.some(isUncovered))) return EXIT.contract;
  return verdicts.includes('unchecked') || result.specs.length === 0 ? EXIT.run : EXIT.ok;
}

/** Why missing coverage makes the run fail; undefined when it does not. */
export function coverageSentence(
  { specs }: Result,
  { requireCoverage = false }: VerdictOptions = {},
): string | undefined {
  const ledger = specs.flatMap((spec) => spec.ledger);
  const silent = ledger.filter(isUnexplained).length;
  const doubtful = ledger.filter((entry) => isUncovered(entry) && !isUnexplained(entry)).length;
  const said = [
    ...(silent > 0 ? [`${entries(silent, 'was', 'were')} not reached without a reason`] : []),
    ...(doubtful > 0 ? [`${entries(doubtful, 'is', 'are')} inconclusive`] : []),
  ];
  if (!requireCoverage || said.length === 0) return undefined;
  return `Coverage is required, and ${said.join(', and ')}.`;
}

function entries(count: number, one: string, many: string): string {
  return `${plural(count, 'entry', 'entries')} ${count === 1 ? one : many}`;
}

export function verdictOf({ findings, ledger, stopped, operations, checks }: SpecResult): Verdict {
  if (findings.some(({ level }) => level === 'error')) return 'broken';
  if (stopped || operations.length === 0 || checks === 0) return 'unchecked';
  return ledger.some(({ state }) => state === 'inconclusive') ? 'inconclusive' : 'holds';
}

/** Whether an entry makes a run fail that requires coverage: nothing says that it holds, and nothing why not. */
export function isUncovered(entry: LedgerEntry): boolean {
  return isUnexplained(entry) || entry.state === 'inconclusive';
}

/** Whether an entry was skipped without a reason. */
export function isUnexplained({ state, reason }: LedgerEntry): boolean {
  return state === 'skipped' && (reason === undefined || reason === 'not-reached');
}
