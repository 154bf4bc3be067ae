import type { CheckFacts } from '../result/check-facts.ts';
import { entriesOf, type Finding } from '../result/finding.ts';
import { entryKey, type LedgerEntry, REASONS } from '../result/ledger.ts';
import type { Result, SpecResult } from '../result/result.ts';
import { specLabel } from '../result/summary.ts';
import { isUncovered, isUnexplained } from '../result/verdict.ts';
import type { Waived } from '../result/waivers.ts';
import { findingText, findingTitle } from './finding-text.ts';
import type { ReportOptions } from './report-options.ts';
import { byLevel } from './words.ts';

/** An entry of the ledger, or what else can fail, as test reports know it. */
export interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly message?: string;
  readonly text?: string;
}

interface Suite {
  /** `vendor.operation` */
  readonly name: string;
  readonly spec: SpecResult;
  readonly operation: string;
  readonly cases: readonly Case[];
}

/**
 * A result in the form of tests: a suite for each vendor and operation, a case for each entry of the ledger. A case
 * fails when an error is about it; with only warnings it passes and shows them.
 */
export function toSuites(result: Result, options: ReportOptions): Suite[] {
  return result.specs.flatMap((spec) =>
    spec.operations.map((operation) => ({
      name: `${specLabel(spec, result.specs)}.${operation}`,
      spec,
      operation,
      cases: casesOf(spec, operation, result.catalogue, options),
    })),
  );
}

function casesOf(
  spec: SpecResult,
  operation: string,
  catalogue: readonly CheckFacts[],
  options: ReportOptions,
): Case[] {
  const findings = byLevel(spec.findings.filter((finding) => finding.operation === operation));
  const entries = spec.ledger.filter((entry) => entry.operation === operation);
  const keys = new Set(entries.map(entryKey));
  // A finding whose entries the ledger does not know must not be lost.
  const homeless = findings.filter((finding) => !entriesOf(finding).some((key) => keys.has(key)));
  const { stopped } = spec;
  const textOf = (finding: Finding) => findingText(finding, catalogue);
  return [
    ...(stopped?.operation === operation
      ? [{ name: 'the run', outcome: 'error', message: stopped.why, text: stopped.message } as const]
      : []),
    ...entries.map((entry) => toEntryCase(entry, findings, textOf, options)),
    ...homeless.map((finding) => withFindings(`check ${finding.check}`, [finding], textOf)),
    ...(spec.known ?? [])
      .filter((finding) => finding.operation === operation)
      .map((finding) => toKnownCase(finding, textOf)),
    ...(spec.waived ?? [])
      .filter(({ finding }) => finding.operation === operation)
      .map((one) => toWaivedCase(one, textOf)),
  ];
}

type TextOf = (finding: Finding) => string;

function toEntryCase(
  entry: LedgerEntry,
  findings: readonly Finding[],
  textOf: TextOf,
  { requireCoverage = false }: ReportOptions,
): Case {
  const name = `${entry.kind} ${entry.name}`;
  const { state, reason, detail, grade } = entry;
  const own = findings.filter((finding) => entriesOf(finding).includes(entryKey(entry)));
  if (state === 'failed' || state === 'checked') {
    if (own.length > 0) return withFindings(name, own, textOf);
    return state === 'checked'
      ? { name, outcome: 'passed' }
      : { name, outcome: 'failure', message: 'failed' };
  }
  if (state === 'not-asserted') {
    const text = own.length > 0 && { text: own.map(textOf).join('\n\n') };
    return { name, outcome: 'skipped', message: `${state}: ${detail ?? `only ${grade}`}`, ...text };
  }
  const words = detail ?? (reason === undefined ? '' : REASONS[reason]);
  if (requireCoverage && isUncovered(entry)) {
    const why = isUnexplained(entry) ? REASONS['not-reached'] : `inconclusive: ${words}`;
    return { name, outcome: 'failure', message: `coverage is required: ${why}` };
  }
  const label = state === 'skipped' ? (reason ?? 'not-reached') : state;
  return { name, outcome: 'skipped', message: words === '' ? label : `${label}: ${words}` };
}

/** Skipped: CI servers would count a failure, and nothing would tell a success from what is only known. */
function toKnownCase(finding: Finding, textOf: TextOf): Case {
  const name = `known ${finding.check}: ${findingTitle(finding)}`;
  return { name, outcome: 'skipped', message: 'known by the baseline', text: textOf(finding) };
}

function toWaivedCase({ finding, reason, expires }: Waived, textOf: TextOf): Case {
  const name = `waived ${finding.check}: ${findingTitle(finding)}`;
  return { name, outcome: 'skipped', message: `${reason} (until ${expires})`, text: textOf(finding) };
}

function withFindings(name: string, findings: readonly Finding[], textOf: TextOf): Case {
  const isBroken = findings.some(({ level }) => level === 'error');
  return {
    name,
    outcome: isBroken ? 'failure' : 'passed',
    message: findings.map(findingTitle).join('; '),
    text: findings.map(textOf).join('\n\n'),
  };
}
