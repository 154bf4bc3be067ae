import type { Check } from '../contract/check.ts';
import { ledgerChecks } from '../contract/check-evidence.ts';
import { type CheckLog, createCheckLog } from '../contract/check-log.ts';
import { createLedger, type Ledger, type SkipReason } from '../result/ledger.ts';
import type { Grade } from '../spec/grade.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** The logs of a vendor's recordings: one for each operation, and for each of its profiles. */
interface RecordedLogs {
  /** Of the document without profiles: what recordings of a profile cover, they cover of it too. */
  readonly ledgers: ReadonlyMap<string, Ledger>;
  of(spec: Spec, operation: Operation): CheckLog;
  /** How much was checked so far. */
  counts(): { readonly requests: number; readonly checks: number };
}

interface RecordedOptions {
  /** Statements down to this grade fail. */
  readonly asserted: Grade;
  readonly checks: readonly Check[];
  readonly wants: (check: string) => boolean;
}

export function createRecordedLogs(spec: Spec, options: RecordedOptions): RecordedLogs {
  const ledgers = new Map<string, Ledger>();
  const logs = new Map<Operation, CheckLog>();
  const ledgerOf = (operation: Operation) => {
    const ledger =
      ledgers.get(operation.id) ??
      createLedger(spec, operation, ledgerChecks(options.checks, spec, operation), options.asserted);
    ledgers.set(operation.id, ledger);
    return ledger;
  };
  for (const operation of spec.operations) if (operation.safe) ledgerOf(operation);
  return {
    ledgers,
    of(own, operation) {
      const base = spec.operations.find(({ id }) => id === operation.id) ?? operation;
      const log =
        logs.get(operation) ??
        withRecordedReasons(createCheckLog({ ...options, spec: own, operation, ledger: ledgerOf(base) }));
      logs.set(operation, log);
      return log;
    },
    counts() {
      const all = [...logs.values()].map((log) => log.counts);
      return {
        requests: all.reduce((sum, { requests }) => sum + requests, 0),
        checks: all.reduce((sum, { checks }) => sum + checks, 0),
      };
    },
  };
}

/** A log whose reasons fit recordings. */
function withRecordedReasons(log: CheckLog): CheckLog {
  return { ...log, skip: (entry, reason, detail) => log.skip(entry, ...recorded(reason, detail)) };
}

/** What a run could not see for want of rows or time, recordings do not cover: there may be more of them. */
function recorded(reason: SkipReason, detail: string | undefined): [SkipReason, string | undefined] {
  if (reason === 'budget')
    return ['not-reached', 'no fixture covers it: recorded pages do not reach the end'];
  if (reason === 'no-rows')
    return ['not-reached', `no fixture covers it${detail === undefined ? '' : `: ${detail}`}`];
  return [reason, detail];
}
