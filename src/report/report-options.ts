import type { Comparison } from '../result/compare.ts';
import type { VerdictOptions } from '../result/verdict.ts';

/** What reports can be told besides the result; each format takes what it has a use for. */
export interface ReportOptions extends VerdictOptions {
  /** Where two runs were made: how they differ. */
  readonly comparison?: Comparison;
  /** Colours for a terminal, of a text. */
  readonly color?: boolean;
  /** The folder that the paths of annotations are relative to. */
  readonly cwd?: string;
  /** The tool's version. */
  readonly version?: string;
}
