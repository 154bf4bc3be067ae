import { LEVELS, type Level } from './finding.ts';
import { ENTRY_KINDS, type EntryKind, type Reason, STATES, type State } from './ledger.ts';
import type { SpecResult } from './result.ts';

/** What runs did and found, counted. */
export interface Counts {
  readonly requests: number;
  /** How many of the requests were sent again. */
  readonly retries: number;
  readonly checks: number;
  /** Findings by level. */
  readonly levels: Readonly<Record<Level, number>>;
  /** Findings that the baseline has, too. */
  readonly known: number;
  /** Findings of the baseline that are there no more. */
  readonly gone: number;
  /** Ledger entries by state. */
  readonly states: Readonly<Record<State, number>>;
  /** Ledger entries by kind and state. */
  readonly kinds: Readonly<Record<EntryKind, Readonly<Record<State, number>>>>;
  /** Ledger entries that are not checked, by reason. */
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
}

export function countsOf(specs: readonly SpecResult[]): Counts {
  const states = () => Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  const all = states();
  const levels = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  const kinds = Object.fromEntries(ENTRY_KINDS.map((kind) => [kind, states()])) as Counts['kinds'] &
    Record<EntryKind, Record<State, number>>;
  const reasons: Partial<Record<Reason, number>> = {};
  let [requests, retries, checks, known, gone] = [0, 0, 0, 0, 0];
  for (const spec of specs) {
    requests += spec.requests;
    retries += spec.retries ?? 0;
    checks += spec.checks;
    known += spec.known?.length ?? 0;
    gone += spec.gone?.length ?? 0;
    for (const { level } of spec.findings) levels[level] += 1;
    for (const { kind, state, reason } of spec.ledger) {
      all[state] += 1;
      kinds[kind][state] += 1;
      if (state === 'skipped' || state === 'inconclusive') {
        const why = reason ?? 'not-reached';
        reasons[why] = (reasons[why] ?? 0) + 1;
      }
    }
  }
  return { requests, retries, checks, known, gone, levels, states: all, kinds, reasons };
}
