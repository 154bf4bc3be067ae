import type { Exchange } from '../http/exchange.ts';
import { ENTRY_KINDS, type Ledger, type SkipReason } from '../result/ledger.ts';
import type { Deviation, Observation } from '../result/observation.ts';
import { type Grade, isAtLeast } from '../spec/grade.ts';
import type { Evidence, Operation, Spec } from '../spec/spec.ts';
import type { Check } from './check.ts';
import type { CheckName } from './checks.ts';
import type { GivenUp } from './given-up.ts';

/** What is checked: an operation of a spec. */
export interface Subject {
  readonly spec: Spec;
  readonly operation: Operation;
}

/** Keeps what checks see of one operation. */
export interface CheckLog extends Subject {
  readonly ledger: Ledger;
  readonly observations: Observation[];
  readonly counts: { requests: number; retries: number; checks: number };
  /** Faults of transport that went away when the request was sent again. */
  readonly passing: Exchange[];
  /** Requests that got nothing to look at. */
  readonly givenUp: GivenUp[];
  /** The checks of this run, left out or not. */
  readonly checks: readonly Check[];
  /** Whether a check takes part in this run. */
  wants(check: string): boolean;
  /** Whether a statement of this evidence weighs anything in this run; requests that only serve others are saved. */
  asserts(evidence: Evidence): boolean;
  /** Keeps what a check saw; nothing when it saw nothing wrong. Counts the check as done. */
  saw(check: CheckName, ...deviations: readonly (Deviation | undefined)[]): void;
  skip(entry: string, reason: SkipReason, detail?: string): void;
}

interface CheckLogOptions extends Subject {
  readonly ledger: Ledger;
  readonly checks: readonly Check[];
  readonly wants: (check: string) => boolean;
  /** Statements down to this grade fail. */
  readonly asserted: Grade;
}

export function createCheckLog({ asserted, ...options }: CheckLogOptions): CheckLog {
  const { ledger, wants } = options;
  const observations: Observation[] = [];
  const counts = { requests: 0, retries: 0, checks: 0 };
  return {
    ...options,
    observations,
    counts,
    passing: [],
    givenUp: [],
    asserts: ({ grade }) => isAtLeast(grade, asserted) || isAtLeast(grade, 'observed'),
    saw(check, ...deviations) {
      if (!wants(check)) return;
      counts.checks += 1;
      ledger.checked(`check:${check}`);
      for (const one of deviations) if (one) observations.push({ ...one, check });
    },
    skip: ledger.skip,
  };
}

/** Says of everything that was not reached that the run stopped before. */
export function explainStop(
  { ledger }: Pick<CheckLog, 'ledger'>,
  message: string,
  reason: SkipReason = 'stopped',
): void {
  for (const kind of ENTRY_KINDS)
    for (const name of ledger.names(kind)) ledger.skip(`${kind}:${name}`, reason, message);
}
