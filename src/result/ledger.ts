import { DOCUMENTED, type Grade, isAtLeast } from '../spec/grade.ts';
import type { Evidence, Operation, Spec } from '../spec/spec.ts';
import { entryEvidence } from './entry-evidence.ts';

/** What the contract consists of, counted, so that nothing passes only because it was never checked. */
export const ENTRY_KINDS = ['check', 'status', 'parameter', 'enum', 'cause', 'property'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * checked: it was looked at, and what breaks it would have failed. not-asserted: what breaks it would not have
 * failed, as its statement is known too little for the grade of the run.
 */
export const STATES = [
  'checked',
  'failed',
  'inconclusive',
  'not-asserted',
  'skipped',
  'waived',
  'known',
] as const;
export type State = (typeof STATES)[number];

/** Why an entry was not checked. Every reason but the last explains it. */
export const REASONS = {
  excluded: 'left out by --only or --skip',
  'not-declared': 'the document says nothing that could be checked',
  'no-rows': 'there were not enough rows to check it',
  'not-provoked': 'no request provokes it',
  budget: 'the limit of pages or requests was reached first',
  stopped: 'the run stopped before it',
  'no-answer': 'the request for it got no whole answer, however often it was sent',
  throttled: 'the target asked to wait for longer than allowed',
  moving: 'the data changed during the check',
  'no-credential': 'it needs a credential that was not given',
  'not-reached': 'nothing reached it',
} as const;
export type Reason = keyof typeof REASONS;
/** `assumed`: it is not asserted, as what could be asked for is only assumed. */
export type SkipReason = Reason | 'assumed';

export interface LedgerEntry {
  readonly vendor: string;
  readonly operation: string;
  readonly kind: EntryKind;
  readonly name: string;
  readonly state: State;
  /** Of what is not asserted: how well its statement is known. */
  readonly grade?: Grade | undefined;
  /** Of what was skipped or is inconclusive. */
  readonly reason: Reason | undefined;
  /** In words, where there is more to say than the reason. */
  readonly detail: string | undefined;
}

/** How findings name an entry: `kind:name`. */
export function entryKey({ kind, name }: Pick<LedgerEntry, 'kind' | 'name'>): string {
  return `${kind}:${name}`;
}

/** The ledger of one operation. Entries are named `kind:name`, e.g. `enum:query/type=ALL`; marking one that is not there throws. */
export interface Ledger {
  has(entry: string): boolean;
  checked(entry: string): void;
  failed(entry: string): void;
  inconclusive(entry: string, detail: string): void;
  /** Says why an entry will not be reached; if it is reached after all, that counts. */
  skip(entry: string, reason: SkipReason, detail?: string): void;
  /** Says more of an entry that is checked: it is the same entry all the same. */
  note(entry: string, detail: string): void;
  /** Whatever was reached proves nothing: every entry is skipped. */
  forget(reason: Reason, detail: string): void;
  /** Says that what breaks an entry does not fail at this run's grade. */
  notAsserted(entry: string, grade: Grade, detail?: string): void;
  /** The names of the entries of a kind. */
  names(kind: EntryKind): string[];
  entries(): LedgerEntry[];
}

/** A check with how well what it asserts of the operation is known. */
export interface LedgerCheck {
  readonly name: string;
  readonly evidence: Evidence;
}

/** The ledger of an operation and of the checks that can say something about it; statements down to a grade fail. */
export function createLedger(
  spec: Spec,
  operation: Operation,
  checks: readonly LedgerCheck[],
  asserted: Grade,
): Ledger {
  const evidence = new Map([
    ...checks.map((check) => [`check:${check.name}`, check.evidence] as const),
    ...entryEvidence(spec, operation),
  ]);
  const states = new Map<string, Known>([...evidence.keys()].map((entry) => [entry, {}]));
  const gradeOf = (entry: string) => (evidence.get(entry) ?? DOCUMENTED).grade;

  /** The stronger state stays: failed, then inconclusive, then checked, then not asserted, then skipped. */
  const rank = { failed: 5, inconclusive: 4, checked: 3, 'not-asserted': 2, skipped: 1, waived: 0, known: 0 };
  function set(entry: string, state: State, more: Known = {}) {
    const known = states.get(entry);
    // An unknown entry is a mistake in the program. Ignored, it would make the ledger look complete.
    if (!known && !entry.startsWith('check:'))
      throw new Error(`no entry ${entry} in the ledger of ${operation.id}`);
    // A check that does not apply to the operation needs no reason to be skipped, but what it observed counts.
    if (!known && (state === 'skipped' || state === 'not-asserted')) return;
    // What was left out is not weighed.
    if (state === 'not-asserted' && known?.reason === 'excluded') return;
    if (known?.state !== undefined && rank[known.state] >= rank[state]) return;
    states.set(entry, { state, ...more });
  }

  /** What would not have failed is not asserted, whatever was seen of it. */
  function setIfAsserted(entry: string, state: State, more: Known = {}) {
    const grade = gradeOf(entry);
    if (isAtLeast(grade, asserted)) set(entry, state, more);
    else set(entry, 'not-asserted', { grade });
  }

  return {
    has: (entry) => states.has(entry),
    checked: (entry) => setIfAsserted(entry, 'checked'),
    failed: (entry) => set(entry, 'failed'),
    inconclusive: (entry, detail) => setIfAsserted(entry, 'inconclusive', { reason: 'moving', detail }),
    skip(entry, reason, detail) {
      const more = detail !== undefined && { detail };
      if (reason === 'assumed') set(entry, 'not-asserted', { grade: reason, ...more });
      else set(entry, 'skipped', { reason, ...more });
    },
    notAsserted: (entry, grade, detail) =>
      set(entry, 'not-asserted', { grade, ...(detail !== undefined && { detail }) }),
    note(entry, detail) {
      const known = states.get(entry);
      if (known?.state === 'checked') states.set(entry, { ...known, detail });
    },
    forget(reason, detail) {
      for (const entry of states.keys()) states.set(entry, { state: 'skipped', reason, detail });
    },
    names: (kind) =>
      [...states.keys()].filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1)),
    entries: () =>
      [...states].map(([key, { state = 'skipped', reason, detail, grade }]) => ({
        vendor: spec.name,
        operation: operation.id,
        kind: key.slice(0, key.indexOf(':')) as EntryKind,
        name: key.slice(key.indexOf(':') + 1),
        state,
        ...(grade !== undefined && { grade }),
        reason: state === 'skipped' ? (reason ?? 'not-reached') : reason,
        detail,
      })),
  };
}

interface Known {
  readonly state?: State;
  readonly reason?: Reason;
  readonly detail?: string;
  readonly grade?: Grade;
}
