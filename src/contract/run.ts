import { type Credentials, createCredentials } from '../auth/client.ts';
import type { Given } from '../auth/given.ts';
import { withNearKeys } from '../auth/near-keys.ts';
import { createAbortable, createYield } from '../http/abort.ts';
import type { Send } from '../http/exchange.ts';
import { REAL_TIMER } from '../http/rate-limit.ts';
import { createRetry } from '../http/retry.ts';
import { Stopped } from '../http/stopped.ts';
import { createCurls } from '../result/curl.ts';
import { type Finding, toFindings } from '../result/finding.ts';
import { createLedger } from '../result/ledger.ts';
import { createFindingRedactor } from '../result/redact-findings.ts';
import type { SpecResult } from '../result/result.ts';
import type { Grade } from '../spec/grade.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { type Check, checksFor } from './check.ts';
import { type CheckLog, createCheckLog, explainStop } from './check-log.ts';
import { type Client, createClient, type Limits, type Target } from './client.ts';
import { noteFailed } from './covered.ts';
import { isThrottled } from './credentials/access.ts';
import { checkCredentials } from './credentials/check-credentials.ts';
import { explainLeftOut } from './left-out.ts';
import { notCalled } from './not-called.ts';
import { checkRelations } from './relations/relations.ts';
import { checkAccepted } from './requests/accepted.ts';
import { checkRefusals } from './requests/refused.ts';
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
const PARTS: readonly ((client: Client) => Promise<void>)[] = [
  checkRelations,
  checkAccepted,
  checkRefusals,
  checkCredentials,
];

/** Holds a target against a spec: every operation that is safe to call. */
export async function runSpec(options: RunOptions): Promise<SpecResult> {
  const { spec, target, variables } = options;
  const start = performance.now();
  const operations = spec.operations.filter(({ safe }) => safe);
  const clients = createClients(options, operations);
  const logs = [...clients.values()].map(({ log }) => log);
  let stopped: SpecResult['stopped'];
  for (const client of clients.values()) {
    if (stopped) explainStop(client.log, stopped.message);
    else stopped = await runParts(client);
  }
  // What leaves a run has no secret in it: no credential that a target repeats, and none of the target's own.
  const names = withNearKeys(variables);
  const redactor = createFindingRedactor(spec, names);
  const findings = redactor.findings(
    logs.flatMap((log) => findingsOf(log, options)),
    createCurls(spec, names),
  );
  for (const log of logs) explainUnseen(log);
  const notes = notCalled(spec);
  return {
    vendor: spec.name,
    title: String((spec.document.info as { title?: unknown } | undefined)?.title ?? spec.name),
    file: spec.file,
    target: target.name,
    operations: operations.map(({ id }) => id),
    requests: logs.reduce((sum, { counts }) => sum + counts.requests, 0),
    checks: logs.reduce((sum, { counts }) => sum + counts.checks, 0),
    milliseconds: performance.now() - start,
    findings,
    ledger: logs.flatMap(({ ledger }) =>
      ledger.entries().map((entry) => ({ ...entry, detail: entry.detail && redactor.text(entry.detail) })),
    ),
    stopped: stopped && { ...stopped, message: redactor.text(stopped.message) },
    ...(notes.length > 0 && { notes }),
  };
}

async function runParts(client: Client): Promise<SpecResult['stopped']> {
  try {
    for (const part of PARTS) await part(client);
    explainUnprovoked(client.log);
    return undefined;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    explainStop(client.log, error.message);
    return { operation: client.operation.id, why: error.why, message: error.message };
  }
}

/** The findings of a log; the ledger's entries that they are about fail. */
function findingsOf(log: CheckLog, { spec, asserted }: RunOptions): Finding[] {
  const { operation, observations, ledger } = log;
  const findings = toFindings(spec, operation, observations, asserted);
  for (const finding of findings) if (finding.level !== 'info') noteFailed(ledger, finding);
  return findings;
}

/** Why checks had nothing to look at, and what nothing reached because checks were left out. */
function explainUnseen(log: CheckLog): void {
  for (const { name, whyUnseen } of log.checks)
    if (whyUnseen) log.skip(`check:${name}`, ...whyUnseen(log.spec, log.operation));
  explainLeftOut(log);
}

/** A client of each operation. They know each other: what a link leads to is asked by another one. */
function createClients(options: RunOptions, operations: readonly Operation[]): Map<Operation, Client> {
  const { target, limits, valuesOf, variables, signal } = options;
  const clients = new Map<Operation, Client>();
  const until = createAbortable(signal);
  const yieldTurn = createYield();
  let sent = 0;
  for (const operation of operations) {
    const send: Send = async (request) => {
      sent += 1;
      options.progress?.(operation.id, sent);
      await yieldTurn();
      return until(options.send(request));
    };
    const client = createClient({
      log: createLog(options, operation),
      target,
      limits,
      clients,
      credentials: credentialsOf(options, operation),
      credentialNames: [...variables.values()],
      values: valuesOf(operation),
      send: createRetry(send, {
        isThrottled: (exchange) => isThrottled(operation, exchange),
        timer: { ...REAL_TIMER, wait: (milliseconds) => until(REAL_TIMER.wait(milliseconds)) },
      }),
    });
    clients.set(operation, client);
  }
  return clients;
}

function createLog({ spec, checks, wants, asserted }: RunOptions, operation: Operation): CheckLog {
  const names = checksFor(checks, operation).map(({ name }) => name);
  const ledger = createLedger(spec, operation, names);
  for (const name of names) if (!wants(name)) ledger.skip(`check:${name}`, 'excluded');
  return createCheckLog({ spec, operation, ledger, checks, wants, asserted });
}

function credentialsOf({ spec, secrets, now, nonce }: RunOptions, { security }: Operation): Credentials {
  const [first = {}] = security;
  return createCredentials(Object.keys(first), spec.securitySchemes, secrets, { now, nonce });
}
