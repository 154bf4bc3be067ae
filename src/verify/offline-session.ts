import { type Check, checksFor } from '../contract/check.ts';
import { createSession, type Session } from '../contract/session.ts';
import { createLedger, type Ledger, type Reason } from '../result/ledger.ts';
import { toExampleValues } from '../spec/example-request.ts';
import { type Grade, isAtLeast } from '../spec/grade.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** The sessions of a vendor's recordings: one for each operation, and for each of its profiles. */
export interface OfflineSessions {
  /** Of the document without profiles: what recordings of a profile cover, they cover of it too. */
  readonly ledgers: ReadonlyMap<string, Ledger>;
  of(spec: Spec, operation: Operation): Session;
  /** How much was looked at so far. */
  counts(): { readonly requests: number; readonly checks: number };
}

interface OfflineOptions {
  /** Statements down to this grade fail. */
  readonly asserted: Grade;
  readonly checks: readonly Check[];
  readonly wants: (check: string) => boolean;
}

export function createOfflineSessions(spec: Spec, options: OfflineOptions): OfflineSessions {
  const ledgers = new Map<string, Ledger>();
  const sessions = new Map<Operation, Session>();
  const ledgerOf = (operation: Operation) => {
    const names = checksFor(options.checks, operation).map(({ name }) => name);
    const ledger = ledgers.get(operation.id) ?? createLedger(spec, operation, names);
    ledgers.set(operation.id, ledger);
    return ledger;
  };
  for (const operation of spec.operations) if (operation.safe) ledgerOf(operation);
  return {
    ledgers,
    of(own, operation) {
      const base = spec.operations.find(({ id }) => id === operation.id) ?? operation;
      const session =
        sessions.get(operation) ?? createOfflineSession(own, operation, ledgerOf(base), options);
      sessions.set(operation, session);
      return session;
    },
    counts() {
      const all = [...sessions.values()].map((session) => session.counts);
      return {
        requests: all.reduce((sum, { requests }) => sum + requests, 0),
        checks: all.reduce((sum, { checks }) => sum + checks, 0),
      };
    },
  };
}

/** A session that only looks: nothing can be asked of a recording. */
function createOfflineSession(
  spec: Spec,
  operation: Operation,
  ledger: Ledger,
  { asserted, checks, wants }: OfflineOptions,
): Session {
  const refuse = () => Promise.reject(new Error(`nothing can be asked of recordings of ${operation.id}`));
  const session = createSession({
    spec,
    operation,
    target: { name: 'recordings', base: '', send: refuse, live: false },
    credentials: { flaws: [], secrets: [], apply: refuse },
    values: toExampleValues(spec, operation),
    ledger,
    send: refuse,
    credentialNames: [],
    limits: { maxPages: 1, slow: Number.POSITIVE_INFINITY },
    checks,
    wants,
    asserts: ({ grade }) => isAtLeast(grade, asserted) || isAtLeast(grade, 'observed'),
    sessions: new Map(),
  });
  return { ...session, skip: (entry, reason, detail) => ledger.skip(entry, ...offline(reason, detail)) };
}

/** What a run could not see for want of rows or time, recordings do not cover: there may be more of them. */
function offline(reason: Reason, detail: string | undefined): [Reason, string | undefined] {
  if (reason === 'budget')
    return ['not-reached', 'no fixture covers it: recorded pages do not reach the end'];
  if (reason === 'no-rows')
    return ['not-reached', `no fixture covers it${detail === undefined ? '' : `: ${detail}`}`];
  return [reason, detail];
}
