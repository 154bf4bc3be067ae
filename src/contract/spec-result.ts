import { withNearKeys } from '../auth/near-keys.ts';
import { createCurls } from '../result/curl.ts';
import { type Finding, toFindings } from '../result/finding.ts';
import { createFindingRedactor } from '../result/redact-findings.ts';
import type { SpecResult } from '../result/result.ts';
import type { CheckLog } from './check-log.ts';
import { noteFinding } from './covered.ts';
import type { ClientsOptions } from './create-clients.ts';
import { findCauses } from './find-causes.ts';
import { type IntermittentLevel, intermittentFinding } from './intermittent.ts';
import { explainLeftOut } from './left-out.ts';
import { notCalled } from './not-called.ts';

export interface ResultOptions extends Pick<ClientsOptions, 'spec' | 'target' | 'asserted' | 'variables'> {
  /** What faults of transport are that go away when a request is sent again. */
  readonly intermittent?: IntermittentLevel;
}

/** What the logs of a run's operations say together, without any secret. */
export function toSpecResult(
  options: ResultOptions,
  logs: readonly CheckLog[],
  stopped: SpecResult['stopped'],
  milliseconds: number,
): SpecResult {
  const { spec, target, variables } = options;
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
    operations: logs.map(({ operation }) => operation.id),
    requests: logs.reduce((sum, { counts }) => sum + counts.requests, 0),
    retries: logs.reduce((sum, { counts }) => sum + counts.retries, 0),
    checks: logs.reduce((sum, { counts }) => sum + counts.checks, 0),
    milliseconds,
    findings: findCauses(spec, findings),
    ledger: logs.flatMap(({ ledger }) =>
      ledger.entries().map((entry) => ({ ...entry, detail: entry.detail && redactor.text(entry.detail) })),
    ),
    stopped: stopped && { ...stopped, message: redactor.text(stopped.message) },
    ...(notes.length > 0 && { notes }),
  };
}

/** The findings of all logs; the ledger's entries that they are about fail. */
function findingsOf(logs: readonly CheckLog[], { spec, asserted, intermittent }: ResultOptions): Finding[] {
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
