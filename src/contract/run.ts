import { withNearKeys } from '../auth/near-keys.ts';
import { Stopped } from '../http/stopped.ts';
import { createCurls } from '../result/curl.ts';
import { type Finding, toFindings } from '../result/finding.ts';
import type { Reason } from '../result/ledger.ts';
import { createFindingRedactor } from '../result/redact-findings.ts';
import type { SpecResult } from '../result/result.ts';
import { type CheckLog, explainStop } from './check-log.ts';
import type { Client } from './client.ts';
import { createContact } from './contact.ts';
import { noteFinding } from './covered.ts';
import { type ClientsOptions, createClients } from './create-clients.ts';
import { checkCredentials } from './credentials/check-credentials.ts';
import { findCauses } from './find-causes.ts';
import { explainGivenUp, unlessGivenUp } from './given-up.ts';
import { type IntermittentLevel, intermittentFinding } from './intermittent.ts';
import { explainLeftOut } from './left-out.ts';
import { notCalled } from './not-called.ts';
import { checkRelations } from './relations/relations.ts';
import { checkAccepted } from './requests/accepted.ts';
import { checkRefusals } from './requests/refused.ts';
import { explainUnprovoked } from './unprovoked.ts';
import { askRefusal, createFamiliarity, type Familiarity } from './wrong-address.ts';

interface RunOptions extends ClientsOptions {
  /** What faults of transport are that go away when a request is sent again. */
  readonly intermittent?: IntermittentLevel;
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
  const contact = createContact();
  const familiarity = createFamiliarity();
  const clients = createClients(options, operations, { contact, familiarity });
  const logs = [...clients.values()].map(({ log }) => log);
  let stopped: SpecResult['stopped'];
  for (const client of clients.values()) {
    if (stopped) explainStop(client.log, stopped.message, reasonOf(stopped));
    else stopped = await runParts(client, familiarity);
  }
  contact.end();
  const isStopped = stopped !== undefined && stopped.why !== 'budget';
  const wrong = isStopped || !target.live ? undefined : familiarity.problem(target.name);
  if (wrong !== undefined) {
    stopped = { operation: operations[0]?.id ?? '', why: 'wrong-address', message: wrong };
    for (const { ledger } of logs) ledger.forget('stopped', wrong);
  }
  // What leaves a run has no secret in it: no credential that a target repeats, and none of the target's own.
  const names = withNearKeys(variables);
  const redactor = createFindingRedactor(spec, names);
  const found = stopped?.why === 'wrong-address' ? [] : findingsOf(logs, options);
  const findings = redactor.findings(found, createCurls(spec, names));
  for (const log of logs) explainUnseen(log);
  const notes = notCalled(spec);
  return {
    vendor: spec.name,
    title: String((spec.document.info as { title?: unknown } | undefined)?.title ?? spec.name),
    file: spec.file,
    target: target.name,
    operations: operations.map(({ id }) => id),
    requests: logs.reduce((sum, { counts }) => sum + counts.requests, 0),
    retries: logs.reduce((sum, { counts }) => sum + counts.retries, 0),
    checks: logs.reduce((sum, { counts }) => sum + counts.checks, 0),
    milliseconds: performance.now() - start,
    findings: findCauses(spec, findings),
    ledger: logs.flatMap(({ ledger }) =>
      ledger.entries().map((entry) => ({ ...entry, detail: entry.detail && redactor.text(entry.detail) })),
    ),
    stopped: stopped && { ...stopped, message: redactor.text(stopped.message) },
    ...(notes.length > 0 && { notes }),
  };
}

async function runParts(client: Client, familiarity: Familiarity): Promise<SpecResult['stopped']> {
  try {
    for (const part of PARTS) await unlessGivenUp(client.log, [], () => part(client));
    // An app in this process has no address that could be wrong.
    if (client.target.live && familiarity.isForeign) await askRefusal(client);
    explainUnprovoked(client.log);
    explainGivenUp(client.log);
    return undefined;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    explainStop(client.log, error.message, reasonOf(error));
    return { operation: client.operation.id, why: error.why, message: error.message };
  }
}

/** The findings of all logs; the ledger's entries that they are about fail. */
function findingsOf(logs: readonly CheckLog[], { spec, asserted, intermittent }: RunOptions): Finding[] {
  const passing = intermittentFinding(spec, logs, intermittent ?? 'warning');
  return logs.flatMap(({ operation, observations, ledger }) => {
    const own = toFindings(spec, operation, observations, asserted);
    const findings = passing?.operation === operation.id ? [...own, passing] : own;
    for (const finding of findings) noteFinding(ledger, finding);
    return findings;
  });
}

/** Why checks had nothing to look at, and what nothing reached because checks were left out. */
function explainUnseen(log: CheckLog): void {
  for (const { name, whyUnseen } of log.checks)
    if (whyUnseen) log.skip(`check:${name}`, ...whyUnseen(log.spec, log.operation));
  explainLeftOut(log);
}

function reasonOf({ why }: Pick<Stopped, 'why'>): Reason {
  return why === 'budget' ? 'budget' : 'stopped';
}
