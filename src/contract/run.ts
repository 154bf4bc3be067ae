import { type Credentials, createCredentials } from '../auth/client.ts';
import type { Given } from '../auth/given.ts';
import { type Abortable, createAbortable, createYield } from '../http/abort.ts';
import type { Send } from '../http/exchange.ts';
import { REAL_TIMER } from '../http/rate-limit.ts';
import { createRetry } from '../http/retry.ts';
import { Stopped } from '../http/stopped.ts';
import { createCurl } from '../result/curl.ts';
import { type Finding, toFindings } from '../result/finding.ts';
import { createLedger, type LedgerEntry } from '../result/ledger.ts';
import { createRedact, redactFinding } from '../result/redact.ts';
import type { SpecResult } from '../result/result.ts';
import { type Grade, isAtLeast } from '../spec/grade.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { type Check, checksFor } from './check.ts';
import { noteFailed } from './covered.ts';
import { isThrottled } from './credentials/access.ts';
import { checkCredentials } from './credentials/credentials.ts';
import { explainLeftOut } from './left-out.ts';
import { checkRelations } from './relations/relations.ts';
import { checkAccepted } from './requests/accepted.ts';
import { checkRefusals } from './requests/refused.ts';
import { createSession, type Limits, type Session, type Target } from './session.ts';
import { explainUnprovoked } from './unprovoked.ts';

interface RunOptions extends Given {
  readonly spec: Spec;
  readonly target: Target;
  /** Statements down to this grade fail. */
  readonly asserted: Grade;
  readonly limits: Limits;
  readonly checks: readonly Check[];
  readonly wants: (check: string) => boolean;
  readonly send: Send;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
  readonly nonce: () => string;
  /** Told at each request: the operation, and how many requests there were so far. */
  readonly progress?: (operation: string, requests: number) => void;
  /** Ends the run early: what was seen so far is its result. */
  readonly signal?: AbortSignal | undefined;
}

/** The parts of a run, in the order in which each can rely on the one before. */
const PARTS: readonly ((session: Session) => Promise<void>)[] = [
  checkRelations,
  checkAccepted,
  checkRefusals,
  checkCredentials,
  explainUnprovoked,
];

/** Holds a target against a spec: every operation that the spec calls safe. */
export async function runSpec(options: RunOptions): Promise<SpecResult> {
  const { spec, target, asserted, variables } = options;
  const start = performance.now();
  const findings: Finding[] = [];
  const ledger: LedgerEntry[] = [];
  const operations = spec.operations.filter(({ safe }) => safe);
  let [requests, checks] = [0, 0];
  let stopped: SpecResult['stopped'];
  let sent = 0;
  // What leaves a run has no credential in it, wherever a target repeats one.
  const redact = createRedact(variables);
  const until = createAbortable(options.signal);
  const yieldTurn = createYield();
  const sessions = new Map<Operation, Session>();
  for (const operation of operations) {
    const send: Send = async (request) => {
      sent += 1;
      options.progress?.(operation.id, sent);
      await yieldTurn();
      return until(options.send(request));
    };
    sessions.set(operation, sessionOf({ ...options, send, until }, operation, sessions));
  }
  for (const [operation, session] of sessions) {
    if (stopped) for (const entry of allEntries(session)) session.skip(entry, 'stopped', stopped.message);
    else stopped = await runParts(session, operation);
  }
  for (const [operation, session] of sessions) {
    const curlOf = createCurl(spec, operation, variables);
    const found = toFindings(spec, operation, session.observations, asserted, curlOf);
    for (const finding of found) if (finding.level !== 'info') noteFailed(session.ledger, finding);
    findings.push(...found.map((finding) => redactFinding(finding, redact)));
    for (const { name, whyUnseen } of options.checks)
      if (whyUnseen) session.skip(`check:${name}`, ...whyUnseen(spec, operation));
    explainLeftOut(session);
    for (const entry of session.ledger.entries())
      ledger.push({ ...entry, detail: entry.detail && redact(entry.detail) });
    requests += session.counts.requests;
    checks += session.counts.checks;
  }
  return {
    vendor: spec.name,
    title: String((spec.document.info as { title?: unknown } | undefined)?.title ?? spec.name),
    file: spec.file,
    target: target.name,
    operations: operations.map(({ id }) => id),
    requests,
    checks,
    milliseconds: performance.now() - start,
    findings,
    ledger,
    stopped: stopped && { ...stopped, message: redact(stopped.message) },
  };
}

async function runParts(session: Session, operation: Operation): Promise<SpecResult['stopped']> {
  try {
    for (const part of PARTS) await part(session);
    return undefined;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    for (const entry of allEntries(session)) session.skip(entry, 'stopped', error.message);
    return { operation: operation.id, why: error.why, message: error.message };
  }
}

function sessionOf(
  options: RunOptions & { readonly until: Abortable },
  operation: Operation,
  sessions: ReadonlyMap<Operation, Session>,
): Session {
  const { spec, target, limits, checks, wants, send, valuesOf, asserted, until } = options;
  const names = checksFor(checks, operation).map(({ name }) => name);
  const ledger = createLedger(spec, operation, names);
  for (const name of names) if (!wants(name)) ledger.skip(`check:${name}`, 'excluded');
  return createSession({
    spec,
    operation,
    target,
    credentials: credentialsOf(options, operation),
    values: valuesOf(operation),
    ledger,
    send: createRetry(send, {
      isThrottled: (exchange) => isThrottled(operation, exchange),
      timer: { ...REAL_TIMER, wait: (milliseconds) => until(REAL_TIMER.wait(milliseconds)) },
    }),
    credentialNames: [...options.variables.values()],
    limits,
    checks,
    wants,
    sessions,
    asserts: ({ grade }) => isAtLeast(grade, asserted) || isAtLeast(grade, 'observed'),
  });
}

function credentialsOf({ spec, secrets, now, nonce }: RunOptions, { security }: Operation): Credentials {
  const [first = {}] = security;
  return createCredentials(Object.keys(first), spec.securitySchemes, secrets, { now, nonce });
}

function allEntries({ ledger }: Session): string[] {
  return (['check', 'status', 'parameter', 'enum', 'cause', 'property'] as const).flatMap((kind) =>
    ledger.names(kind).map((name) => `${kind}:${name}`),
  );
}
