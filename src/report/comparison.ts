import {
  type ComparedEntry,
  type ComparedFinding,
  type Comparison,
  type OperationComparison,
  OUTCOMES,
  type Outcome,
  partingsOf,
  type VendorComparison,
} from '../result/compare.ts';
import type { Finding } from '../result/finding.ts';
import { ENTRY_KINDS, type LedgerEntry, REASONS } from '../result/ledger.ts';
import { plural, withCommas } from '../text/plural.ts';
import { findingTitle } from './finding-text.ts';
import { toTable } from './table.ts';
import { KIND_WORDS, shortened, VERDICT_WORDS, visible } from './words.ts';

/** More rows than this are in the HTML page. */
const MOST_ROWS = 40;
const MOST_VALUE = 120;

/** Where two targets part, as Markdown that reads as plain text too: for a terminal and for a pull request. */
export function toComparison(comparison: Comparison): string {
  const [left, right] = namesOf(comparison);
  return [
    `## ${visible(left)} and ${visible(right)}`,
    '',
    `${comparisonSentence(comparison)}`,
    '',
    ...comparison.vendors.flatMap((vendor) => ofVendor(vendor, [left, right])),
  ].join('\n');
}

/** The names of both sides. */
export function namesOf({ sides }: Comparison): [left: string, right: string] {
  return [sides[0].name, sides[1].name];
}

/** What both runs say together, in a sentence. */
export function comparisonSentence(comparison: Comparison): string {
  const { entries, findings } = partingsOf(comparison);
  const all = comparison.vendors.flatMap(({ operations }) => operations.flatMap((one) => one.entries));
  const both = all.filter(({ outcome }) => outcome === 'same' || outcome === 'parts').length;
  const compared = `${plural(both, 'entry', 'entries')} ${both === 1 ? 'was' : 'were'} checked on both sides`;
  if (both === 0) return 'Nothing was checked on both sides, so they cannot be compared.';
  const parts = [
    ...(entries > 0 ? [plural(entries, 'entry', 'entries')] : []),
    ...(findings > 0 ? [plural(findings, 'finding')] : []),
  ];
  return parts.length === 0
    ? `They do not differ: ${compared}.`
    : `They differ in ${parts.join(' and ')}; ${compared}.`;
}

/** How many entries of each kind have which outcome; kinds without entries are left out. */
export function countsByKind(
  entries: readonly ComparedEntry[],
): { kind: string; counts: Readonly<Record<Outcome, number>> }[] {
  return ENTRY_KINDS.flatMap((kind) => {
    const own = entries.filter((entry) => entry.kind === kind);
    if (own.length === 0) return [];
    const count = (outcome: Outcome) => own.filter((entry) => entry.outcome === outcome).length;
    const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(outcome)]));
    return [{ kind: KIND_WORDS[kind], counts: counts as Record<Outcome, number> }];
  });
}

/** What a side says of an entry: `holds`, `broken`, or why it cannot be told. */
export function sideWord(entry: LedgerEntry | undefined): string {
  if (!entry) return 'not in its document';
  const { state, reason, detail } = entry;
  if (state === 'checked') return 'holds';
  if (state === 'failed') return 'broken';
  if (state === 'waived') return 'broken, waived';
  const why = detail ?? (reason === undefined ? undefined : REASONS[reason]);
  return why === undefined ? state : `${state}: ${why}`;
}

/** What a side says of a finding: its level and what came; or that it does not have it, or was not asked. */
export function findingWord(finding: Finding | undefined, isTold: boolean): string {
  if (finding) return `${finding.level}: ${finding.actual}`;
  return isTold ? 'not found' : 'not checked';
}

function ofVendor(
  { vendor, sides, operations }: VendorComparison,
  names: readonly [string, string],
): string[] {
  const verdict = (side: VendorComparison['sides'][0]) =>
    side ? `${VERDICT_WORDS[side.verdict]}: ${side.sentence}` : 'did not take part';
  return [
    `### ${visible(vendor)}`,
    '',
    toTable(
      ['target', 'verdict'],
      [0, 1].map((index) => [names[index] as string, verdict(sides[index])]),
    ),
    '',
    ...operations.flatMap((operation) => ofOperation(operation, names)),
  ];
}

function ofOperation(
  { operation, entries, findings }: OperationComparison,
  names: readonly [string, string],
): string[] {
  const [left, right] = names;
  const parting = entries.filter(({ outcome }) => outcome === 'parts');
  const oneSided = entries.filter(({ outcome }) => outcome === 'left' || outcome === 'right');
  const counts = countsByKind(entries).map(({ kind, counts: of }) => [
    kind,
    ...[of.same, of.parts, of.left, of.right, of.neither].map(withCommas),
  ]);
  const head = ['', 'the same', 'different', `only ${left}`, `only ${right}`, 'neither'];
  return [
    `#### ${visible(operation)}`,
    '',
    ...(counts.length > 0 ? [toTable(head, counts), ''] : ['Neither side has any result of it.', '']),
    ...titled('Different:', ['entry', left, right], parting.map(entryRow)),
    ...titled('Findings:', ['check', 'finding', left, right], findings.map(findingRow)),
    ...titled('Checked on one side only:', ['entry', left, right], oneSided.map(entryRow)),
  ];
}

function entryRow({ kind, name, sides }: ComparedEntry): string[] {
  return [`${kind} ${name}`, ...sides.map((entry) => shortened(sideWord(entry), MOST_VALUE))];
}

function findingRow({ sides, isTold }: ComparedFinding): string[] {
  const first = (sides[0] ?? sides[1]) as Finding;
  const words = sides.map((finding) => shortened(findingWord(finding, isTold), MOST_VALUE));
  return [first.check, shortened(findingTitle(first), MOST_VALUE), ...words];
}

function titled(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length - MOST_ROWS;
  return [
    title,
    '',
    toTable(head, rows.slice(0, MOST_ROWS)),
    ...(more > 0 ? ['', `And ${withCommas(more)} more (see --report html).`] : []),
    '',
  ];
}
