import { plural } from '../text/plural.ts';
import { acceptEntries } from './accepted.ts';
import { allFindings } from './all-findings.ts';
import { type Finding, identityOf, LEVELS } from './finding.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Result, SpecResult } from './result.ts';

/** A finding of the baseline that is there no more, although its check ran. */
export type GoneFinding = Pick<Finding, 'check' | 'level' | 'operation' | 'title' | 'pointer'>;

/** The result with the findings that an earlier result has, too, told as known: only new ones count. */
export function applyBaseline(result: Result, baseline: Result): Result {
  return {
    ...result,
    baseline: { at: baseline.at },
    specs: result.specs.map((spec) => {
      const old = findingsIn(baseline, spec.vendor);
      if (old) return tellKnown(spec, old, `known by the baseline of ${dayOf(baseline)}`);
      return withNote(spec, `the baseline does not have ${spec.vendor}, so each finding is new`);
    }),
  };
}

/** The result as the next baseline: what it found is known from now on. */
export function toBaseline(result: Result, earlier: Result | undefined): Result {
  const specs = result.specs.map((spec): SpecResult => {
    const { known = [], gone: _, ...rest } = spec;
    const reason = `known by the baseline of ${dayOf(result)}`;
    const findings = spec.findings.filter(isAboutIt);
    const accepted = findings.map((finding) => ({ finding, reason }));
    // What this run did not look for may still be there.
    const kept = earlier ? unseen(spec, findingsIn(earlier, spec.vendor) ?? []) : [];
    return {
      ...rest,
      findings: spec.findings.filter((finding) => !isAboutIt(finding)),
      known: [...known, ...findings, ...kept],
      ledger: acceptEntries(spec.ledger, accepted, [], 'known'),
    };
  });
  const others = (earlier?.specs ?? []).filter(({ vendor }) => !specs.some((one) => one.vendor === vendor));
  return { ...result, specs: [...specs, ...others] };
}

/** What a result, taken as a baseline, knows of a vendor. What is waived fails again when its waiver expires. */
function findingsIn({ specs }: Result, vendor: string): Finding[] | undefined {
  const spec = specs.find((one) => one.vendor === vendor);
  return spec && [...spec.findings, ...(spec.known ?? [])].filter(isAboutIt);
}

function tellKnown(spec: SpecResult, old: readonly Finding[], reason: string): SpecResult {
  const gravest = new Map<string, number>();
  for (const finding of old)
    gravest.set(
      identityOf(finding),
      Math.min(rankOf(finding), gravest.get(identityOf(finding)) ?? rankOf(finding)),
    );
  // A warning that has become an error is new.
  const isKnown = (finding: Finding) =>
    isAboutIt(finding) && rankOf(finding) >= (gravest.get(identityOf(finding)) ?? LEVELS.length);
  const known = spec.findings.filter(isKnown);
  const findings = spec.findings.filter((finding) => !isKnown(finding));
  const accepted = known.map((finding) => ({ finding, reason }));
  const gone = missing(spec, old).filter((finding) => wasLookedFor(spec, finding));
  const told = {
    ...spec,
    findings,
    ...(known.length > 0 && { known }),
    ...(gone.length > 0 && { gone: gone.map(toGone) }),
    ledger: acceptEntries(spec.ledger, accepted, findings, 'known'),
  };
  const left = unseen(spec, old);
  if (left.length === 0) return told;
  const checks = [...new Set(left.map(({ check }) => check))].join(', ');
  const were = left.length === 1 ? 'was' : 'were';
  return withNote(
    told,
    `${plural(left.length, 'finding')} of the baseline ${were} not looked for, as this run did not get to ${checks}`,
  );
}

/** Findings of a baseline that are not in a run and that it did not look for, so that nothing can be said of them. */
function unseen(spec: SpecResult, old: readonly Finding[]): Finding[] {
  return missing(spec, old).filter((finding) => !wasLookedFor(spec, finding));
}

function missing(spec: SpecResult, old: readonly Finding[]): Finding[] {
  const there = new Set(allFindings(spec).map(identityOf));
  return old.filter((finding) => !there.has(identityOf(finding)));
}

/** Whether the check of a finding looked at its operation to the end. */
function wasLookedFor({ ledger, stopped }: SpecResult, { check, operation }: Finding): boolean {
  const looked: readonly LedgerEntry['state'][] = ['checked', 'failed', 'known', 'waived'];
  const entry = ledger.find(
    (one) => one.kind === 'check' && one.name === check && one.operation === operation,
  );
  return stopped === undefined && entry !== undefined && looked.includes(entry.state);
}

/** Where nothing is broken there is nothing to be known. */
function isAboutIt({ level }: Finding): boolean {
  return level !== 'info';
}

function withNote(spec: SpecResult, note: string): SpecResult {
  return { ...spec, notes: [...(spec.notes ?? []), note] };
}

function toGone({ check, level, operation, title, pointer }: Finding): GoneFinding {
  return { check, level, operation, title, pointer };
}

function rankOf({ level }: Finding): number {
  return LEVELS.indexOf(level);
}

function dayOf({ at }: Result): string {
  return new Date(at).toISOString().slice(0, 10);
}
