import type { Comparison } from '../result/compare.ts';
import type { VerdictOptions } from '../result/verdict.ts';

/** Options of reports; each format uses those that concern it. */
export interface ReportOptions extends VerdictOptions {
  /** How two runs differ, where two were made. */
  readonly comparison?: Comparison;
  /** Colours for a terminal, of a text. */
  readonly color?: boolean;
  /** The folder that the paths of annotations are relative to. */
  readonly cwd?: string;
  /** Where the whole run can be seen, e.g. the address of a CI job. */
  readonly link?: string;
  /** The tool's version. */
  readonly version?: string;
}
