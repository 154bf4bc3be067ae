import { entriesOf, type Finding } from './finding.ts';
import { entryKey, type LedgerEntry, type State } from './ledger.ts';

/** Findings that do not fail, with the reason for it. */
interface Accepted {
  readonly finding: Finding;
  readonly reason: string;
}

/** The ledger with another state for the entries that fail only by findings which are accepted. */
export function acceptEntries(
  ledger: readonly LedgerEntry[],
  accepted: readonly Accepted[],
  left: readonly Finding[],
  state: State,
): LedgerEntry[] {
  const failing = new Set(left.flatMap(failedBy));
  const reasons = new Map(
    accepted.flatMap(({ finding, reason }) => failedBy(finding).map((entry) => [entry, reason] as const)),
  );
  return ledger.map((entry) => {
    const reason = reasons.get(keyOf(entry));
    const isFailed = entry.state === 'failed' || entry.state === 'known';
    if (!isFailed || reason === undefined || failing.has(keyOf(entry))) return entry;
    return { ...entry, state, detail: reason };
  });
}

/** The ledger entries that a finding fails, each with its operation. */
function failedBy(finding: Finding): string[] {
  return finding.level === 'info' ? [] : entriesOf(finding).map((entry) => `${finding.operation} ${entry}`);
}

function keyOf(entry: LedgerEntry): string {
  return `${entry.operation} ${entryKey(entry)}`;
}
