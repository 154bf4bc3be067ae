import type { Grade } from '../spec/grade.ts';
import { allFindings } from './all-findings.ts';
import { type Finding, identityOf } from './finding.ts';
import { ENTRY_KINDS, type EntryKind, entryKey, type LedgerEntry, type State } from './ledger.ts';
import type { Result, SpecResult } from './result.ts';
import { type SpecSummary, summary } from './summary.ts';
import type { Verdict } from './verdict.ts';

/** The left side and the right side of a comparison. */
type Pair<T> = readonly [left: T, right: T];

/** Two runs of the suite side by side. */
export interface Comparison {
  readonly sides: Pair<Side>;
  readonly vendors: readonly VendorComparison[];
}

export interface Side {
  /** The target, with the time of the run where both have the same. */
  readonly name: string;
  readonly at: number;
  readonly grade: Grade;
  readonly verdict: Verdict;
}

export interface VendorComparison {
  readonly vendor: string;
  /** undefined: the vendor was not part of that run. */
  readonly sides: Pair<SpecSummary | undefined>;
  readonly operations: readonly OperationComparison[];
}

export interface OperationComparison {
  readonly operation: string;
  readonly entries: readonly ComparedEntry[];
  readonly findings: readonly ComparedFinding[];
}

/**
 * same: both hold, or both are broken. parts: one holds and the other one is broken. left, right: only that
 * side was checked, which decides nothing. neither: no side was checked.
 */
export const OUTCOMES = ['same', 'parts', 'left', 'right', 'neither'] as const;
export type Outcome = (typeof OUTCOMES)[number];

interface ComparedEntry {
  readonly kind: EntryKind;
  readonly name: string;
  readonly outcome: Outcome;
  /** undefined: that side's document does not have it. */
  readonly sides: Pair<LedgerEntry | undefined>;
}

interface ComparedFinding {
  /** undefined: that side does not have it. */
  readonly sides: Pair<Finding | undefined>;
  /** The same check ran on the side without the finding, and found nothing. */
  readonly isCompared: boolean;
}

/**
 * How two runs differ: each entry of the ledger on both sides, each finding with the sides that have it.
 * `toReport(format, result, { comparison })` shows it; `result` is the new run for `--compare` (the run of the
 * file is on the left), and `joinResults([left, right])` for two `--url`.
 */
export function compareResults(left: Result, right: Result): Comparison {
  const of = ({ specs }: Result) => specs.map(({ vendor }) => vendor);
  return {
    sides: sidesOf(left, right),
    vendors: union(of(left), of(right)).map((vendor) => compareVendor(vendor, left, right)),
  };
}

const BROKEN: readonly State[] = ['failed', 'waived', 'known'];

/** How many entries differ, and how many findings only one side has although the check ran on both. */
export function partingsOf({ vendors }: Comparison): { entries: number; findings: number } {
  const operations = vendors.flatMap((vendor) => vendor.operations);
  const entries = operations.flatMap((operation) => operation.entries);
  const findings = operations.flatMap((operation) => operation.findings);
  return {
    entries: entries.filter(({ outcome }) => outcome === 'parts').length,
    findings: findings.filter(({ sides, isCompared }) => isCompared && sides.includes(undefined)).length,
  };
}

function sidesOf(left: Result, right: Result): Pair<Side> {
  const nameOf = ({ specs }: Result) => union(specs.map(({ target }) => target)).join(', ') || 'no target';
  const isSame = nameOf(left) === nameOf(right);
  const toSide = (result: Result): Side => ({
    name: isSame ? `${nameOf(result)}, ${minuteOf(result)}` : nameOf(result),
    at: result.at,
    grade: result.grade,
    verdict: summary(result).verdict,
  });
  const sides: Pair<Side> = [toSide(left), toSide(right)];
  if (sides[0].name !== sides[1].name) return sides;
  return [
    { ...sides[0], name: `${sides[0].name} (left)` },
    { ...sides[1], name: `${sides[1].name} (right)` },
  ];
}

function compareVendor(vendor: string, left: Result, right: Result): VendorComparison {
  const specOf = ({ specs }: Result) => specs.find((spec) => spec.vendor === vendor);
  const summaryOf = (result: Result) => summary(result).specs.find((spec) => spec.vendor === vendor);
  const specs: Pair<SpecResult | undefined> = [specOf(left), specOf(right)];
  const ids = union(...specs.map((spec) => spec?.operations ?? []));
  return {
    vendor,
    sides: [summaryOf(left), summaryOf(right)],
    operations: ids.map((operation) => compareOperation(operation, specs)),
  };
}

function compareOperation(operation: string, specs: Pair<SpecResult | undefined>): OperationComparison {
  const entries = bothOf(
    specs.map((spec) => (spec?.ledger ?? []).filter((entry) => entry.operation === operation)),
    entryKey,
  ).map(toComparedEntry);
  const findings = bothOf(
    specs.map((spec) => (spec ? allFindings(spec) : []).filter((finding) => finding.operation === operation)),
    identityOf,
  ).map((sides) => toComparedFinding(sides, entries));
  return {
    operation,
    // An entry that only the right side has is listed with its kind, not after all others.
    entries: entries.sort((a, b) => ENTRY_KINDS.indexOf(a.kind) - ENTRY_KINDS.indexOf(b.kind)),
    findings,
  };
}

function toComparedEntry(sides: Pair<LedgerEntry | undefined>): ComparedEntry {
  const { kind, name } = (sides[0] ?? sides[1]) as LedgerEntry;
  const [left, right] = [holds(sides[0]), holds(sides[1])];
  const outcome =
    left === undefined && right === undefined
      ? 'neither'
      : right === undefined
        ? 'left'
        : left === undefined
          ? 'right'
          : left === right
            ? 'same'
            : 'parts';
  return { kind, name, outcome, sides };
}

/** undefined: it was not checked. A failure that is waived or known is still a failure. */
function holds(entry: LedgerEntry | undefined): boolean | undefined {
  if (entry?.state === 'checked') return true;
  return entry && BROKEN.includes(entry.state) ? false : undefined;
}

function toComparedFinding(
  sides: Pair<Finding | undefined>,
  entries: readonly ComparedEntry[],
): ComparedFinding {
  const { check } = (sides[0] ?? sides[1]) as Finding;
  const without = sides.indexOf(undefined);
  const own = entries.find(({ kind, name }) => kind === 'check' && name === check);
  return { sides, isCompared: without < 0 || holds(own?.sides[without]) !== undefined };
}

/** Pairs of what both lists have under the same key, and of what only one of them has, in the order of the lists. */
function bothOf<T>(lists: readonly (readonly T[])[], keyOf: (one: T) => string): Pair<T | undefined>[] {
  const [left, right] = lists.map((list) => new Map(list.map((one) => [keyOf(one), one] as const)));
  return union([...(left?.keys() ?? [])], [...(right?.keys() ?? [])]).map((key) => [
    left?.get(key),
    right?.get(key),
  ]);
}

function union(...lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}

function minuteOf({ at }: Result): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
