import { failuresOf } from '../spec/failure-of.ts';
import { responseProperties } from '../spec/response-properties.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** What the contract consists of, counted, so that nothing passes only because it was never checked. */
export const ENTRY_KINDS = ['check', 'status', 'parameter', 'enum', 'cause', 'property'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const STATES = ['checked', 'failed', 'inconclusive', 'skipped', 'waived', 'known'] as const;
export type State = (typeof STATES)[number];

/** Why an entry was not checked. Every reason but the last explains it. */
export const REASONS = {
  assumed: 'the statement is only assumed, and assumptions are not checked on a real target',
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

export interface LedgerEntry {
  readonly vendor: string;
  readonly operation: string;
  readonly kind: EntryKind;
  readonly name: string;
  readonly state: State;
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
  skip(entry: string, reason: Reason, detail?: string): void;
  /** Whatever was reached proves nothing: every entry is skipped. */
  forget(reason: Reason, detail: string): void;
  /** The names of the entries of a kind. */
  names(kind: EntryKind): string[];
  entries(): LedgerEntry[];
}

/** The ledger of an operation and of the checks, by name, that can say something about it. */
export function createLedger(spec: Spec, operation: Operation, checks: readonly string[]): Ledger {
  const states = new Map<string, { state?: State; reason?: Reason; detail?: string }>();
  for (const entry of entriesOf(spec, operation, checks)) states.set(entry, {});

  /** The stronger state stays: failed, then inconclusive, then checked, then skipped. */
  const rank = { failed: 4, inconclusive: 3, checked: 2, skipped: 1, waived: 0, known: 0 };
  function set(entry: string, state: State, more: { reason?: Reason; detail?: string } = {}) {
    const known = states.get(entry);
    // An unknown entry is a mistake in the program. Ignored, it would make the ledger look complete.
    if (!known && !entry.startsWith('check:'))
      throw new Error(`no entry ${entry} in the ledger of ${operation.id}`);
    // A check that does not apply to the operation needs no reason to be skipped, but what it observed counts.
    if (!known && state === 'skipped') return;
    if (known?.state !== undefined && rank[known.state] >= rank[state]) return;
    states.set(entry, { state, ...more });
  }

  return {
    has: (entry) => states.has(entry),
    checked: (entry) => set(entry, 'checked'),
    failed: (entry) => set(entry, 'failed'),
    inconclusive: (entry, detail) => set(entry, 'inconclusive', { reason: 'moving', detail }),
    skip: (entry, reason, detail) =>
      set(entry, 'skipped', { reason, ...(detail !== undefined && { detail }) }),
    forget(reason, detail) {
      for (const entry of states.keys()) states.set(entry, { state: 'skipped', reason, detail });
    },
    names: (kind) =>
      [...states.keys()].filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1)),
    entries: () =>
      [...states].map(([key, { state = 'skipped', reason, detail }]) => ({
        vendor: spec.name,
        operation: operation.id,
        kind: key.slice(0, key.indexOf(':')) as EntryKind,
        name: key.slice(key.indexOf(':') + 1),
        state,
        reason: state === 'skipped' ? (reason ?? 'not-reached') : reason,
        detail,
      })),
  };
}

function entriesOf(spec: Spec, operation: Operation, checks: readonly string[]): string[] {
  const causes = failuresOf(operation).map(([cause]) => cause);
  return [
    ...checks.map((name) => `check:${name}`),
    ...[...operation.responses.keys()].map((status) => `status:${status}`),
    ...operation.fields.flatMap(({ key, schema }) => [
      `parameter:${key}`,
      ...(Array.isArray(schema.enum) ? schema.enum : []).map((value) => `enum:${key}=${String(value)}`),
    ]),
    ...[...new Set(causes)].map((cause) => `cause:${cause}`),
    ...[...operation.responses.values()].flatMap((response) =>
      [...response.content.values()].flatMap((media) =>
        responseProperties(spec, media)
          .filter(({ isItem }) => !isItem)
          .map(({ general }) => `property:${response.status}${general}`),
      ),
    ),
  ];
}
