import type { Stopped } from '../http/stopped.ts';
import type { Grade } from '../spec/grade.ts';
import type { GoneFinding } from './baseline.ts';
import type { CheckFacts } from './check-facts.ts';
import type { Finding } from './finding.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Waived, WaiverUse } from './waivers.ts';

/** What a whole run gave, for reporters. */
export interface Result {
  /** The format's number; it grows when a reader must change. */
  readonly format: 1;
  /** When the run began, in epoch milliseconds. */
  readonly at: number;
  readonly milliseconds: number;
  /** Statements down to this grade failed. */
  readonly grade: Grade;
  readonly specs: readonly SpecResult[];
  /** Every check that the run knew, left out or not. */
  readonly catalogue: readonly CheckFacts[];
  /** The earlier result that known findings were told by; undefined when none was given. */
  readonly baseline?: { readonly at: number };
  /** What became of each waiver that was given. */
  readonly waivers?: readonly WaiverUse[];
}

/** What the run of one spec against one target gave. */
export interface SpecResult {
  readonly vendor: string;
  readonly title: string;
  readonly file: string;
  readonly target: string;
  readonly operations: readonly string[];
  /** Every request that was sent, again or for the first time. */
  readonly requests: number;
  /** How many of them were sent again; absent where nothing was sent. */
  readonly retries?: number;
  readonly checks: number;
  readonly milliseconds: number;
  readonly findings: readonly Finding[];
  /** Findings that the baseline has, too: they do not fail. */
  readonly known?: readonly Finding[];
  /** Findings of the baseline that are there no more. */
  readonly gone?: readonly GoneFinding[];
  /** Findings that a waiver accepts. */
  readonly waived?: readonly Waived[];
  readonly ledger: readonly LedgerEntry[];
  /** Worth knowing besides the findings: sentences for people. */
  readonly notes?: readonly string[];
  /** Why the run ended before its end; undefined when it did not. */
  readonly stopped:
    | { readonly operation: string; readonly why: Stopped['why']; readonly message: string }
    | undefined;
}
