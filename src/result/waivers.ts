import { acceptEntries } from './accepted.ts';
import { type Finding, generalPointer } from './finding.ts';
import type { Result, SpecResult } from './result.ts';

/** Accepts known findings until a day. A property that is not given matches everything. */
export interface Waiver {
  readonly check: string;
  /** Into the response body, with `*` for any index. */
  readonly pointer: string | undefined;
  readonly vendor: string | undefined;
  readonly operation: string | undefined;
  readonly reason: string;
  /** The last day on which it is valid, as `YYYY-MM-DD`. */
  readonly expires: string;
  /** Where it is written. */
  readonly file: string;
  readonly line: number | undefined;
}

/** A finding that does not count, and the waiver that says so. */
export interface Waived {
  readonly finding: Finding;
  readonly reason: string;
  readonly expires: string;
}

/**
 * used: it accepted findings. unused: no finding matches it. expired: its last day is over, so what it matches
 * fails again. idle: what it is about was not part of the run.
 */
export const WAIVER_STATES = ['used', 'unused', 'expired', 'idle'] as const;
type WaiverState = (typeof WAIVER_STATES)[number];

export interface WaiverUse {
  readonly waiver: Waiver;
  readonly state: WaiverState;
  /** How many findings it matches. */
  readonly count: number;
}

/** The result without the findings that a waiver accepts on that day (`YYYY-MM-DD`), and what became of each waiver. */
export function applyWaivers(result: Result, waivers: readonly Waiver[], today: string): Result {
  const valid = waivers.filter((waiver) => !isExpired(waiver, today));
  return {
    ...result,
    specs: result.specs.map((spec) => waive(spec, valid)),
    waivers: waivers.map((waiver) => ({ waiver, ...useOf(waiver, result.specs, today) })),
  };
}

/** What a person should know about a waiver; undefined when it does its work. */
export function waiverSentence({ waiver, state, count }: WaiverUse): string | undefined {
  const { file, line, expires } = waiver;
  const name = `${file}${line === undefined ? '' : `:${line}`}: the waiver of ${subjectOf(waiver)}`;
  if (state === 'unused') return `${name} matches no finding any more; remove it`;
  if (state !== 'expired') return undefined;
  if (count === 0) return `${name} expired after ${expires} and matches no finding any more; remove it`;
  return `${name} expired after ${expires}, so ${count === 1 ? 'a finding fails' : `${count} findings fail`} again; fix it, or review it and set a new date`;
}

function waive(spec: SpecResult, waivers: readonly Waiver[]): SpecResult {
  const waiverOf = (finding: Finding) => waivers.find((one) => fits(one, finding));
  const waived = toldIn(spec).flatMap((finding): Waived[] => {
    const waiver = waiverOf(finding);
    return waiver ? [{ finding, reason: waiver.reason, expires: waiver.expires }] : [];
  });
  if (waived.length === 0) return spec;
  const findings = spec.findings.filter((finding) => !waiverOf(finding));
  const known = (spec.known ?? []).filter((finding) => !waiverOf(finding));
  return {
    ...spec,
    findings,
    ...(spec.known && { known }),
    waived: [...(spec.waived ?? []), ...waived],
    ledger: acceptEntries(spec.ledger, waived, [...findings, ...known], 'waived'),
  };
}

/** What the baseline knows can be waived, too: a waiver says why, and until when. */
function toldIn({ findings, known = [] }: SpecResult): Finding[] {
  return [...findings, ...known];
}

function fits({ check, vendor, operation, pointer }: Waiver, finding: Finding): boolean {
  return (
    check === finding.check &&
    (vendor === undefined || vendor === finding.vendor) &&
    (operation === undefined || operation === finding.operation) &&
    (pointer === undefined || generalPointer(pointer) === generalPointer(finding.pointer))
  );
}

function useOf(
  waiver: Waiver,
  specs: readonly SpecResult[],
  today: string,
): Pick<WaiverUse, 'state' | 'count'> {
  const count = specs.flatMap(toldIn).filter((finding) => fits(waiver, finding)).length;
  if (isExpired(waiver, today)) return { state: 'expired', count };
  if (count > 0) return { state: 'used', count };
  return { state: tookPart(waiver, specs) ? 'unused' : 'idle', count };
}

/** Whether the run could have found what a waiver is about. An operation that no vendor has is a mistake in the waiver. */
function tookPart({ check, vendor, operation }: Waiver, specs: readonly SpecResult[]): boolean {
  const vendors = specs.filter((spec) => vendor === undefined || vendor === spec.vendor);
  if (vendors.length === 0 || vendors.some(({ stopped }) => stopped)) return false;
  const known = vendors.filter(({ operations }) => operation === undefined || operations.includes(operation));
  if (known.length === 0) return vendor !== undefined;
  const entries = known.flatMap(({ ledger }) =>
    ledger.filter((one) => one.kind === 'check' && one.name === check),
  );
  return entries.length === 0 || entries.some(({ reason }) => reason !== 'excluded');
}

function isExpired({ expires }: Waiver, today: string): boolean {
  return expires < today;
}

function subjectOf({ check, vendor, operation, pointer }: Waiver): string {
  const where = [vendor, operation, pointer].filter((part) => part !== undefined && part !== '');
  return where.length === 0 ? check : `${check} (${where.join(' ')})`;
}
