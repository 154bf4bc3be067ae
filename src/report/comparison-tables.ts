import {
  type Comparison,
  type OperationComparison,
  type Outcome,
  partingsOf,
  type VendorComparison,
} from '../result/compare.ts';
import type { Finding } from '../result/finding.ts';
import { ENTRY_KINDS, type LedgerEntry, REASONS } from '../result/ledger.ts';
import { plural, withCommas } from '../text/plural.ts';
import { shortened } from '../text/shortened.ts';
import { findingTitle } from './finding-text.ts';
import { KIND_WORDS } from './words.ts';

/** A table for any format; texts in it are not escaped. */
interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table with a title. */
interface TitledTable extends Table {
  readonly title: string;
  /** Its rows differ; the rows of the others were checked on one side only. */
  readonly isDifferent: boolean;
}

/** How two runs compare, in a sentence. */
export function comparisonSentence(comparison: Comparison): string {
  const { entries, findings } = partingsOf(comparison);
  const all = comparison.vendors.flatMap(({ operations }) => operations.flatMap((one) => one.entries));
  const both = all.filter(({ outcome }) => outcome === 'same' || outcome === 'parts').length;
  if (both === 0) return 'Nothing was checked on both sides, so they cannot be compared.';
  const compared = `${plural(both, 'entry', 'entries')} ${both === 1 ? 'was' : 'were'} checked on both sides`;
  const parts = [
    ...(entries > 0 ? [plural(entries, 'entry', 'entries')] : []),
    ...(findings > 0 ? [plural(findings, 'finding')] : []),
  ];
  return parts.length === 0
    ? `They do not differ: ${compared}.`
    : `They differ in ${parts.join(' and ')}; ${compared}.`;
}

/** What a run says about a vendor as a whole. */
export function verdictText(side: VendorComparison['sides'][number]): string {
  return side ? `${side.verdict}: ${side.sentence}` : 'did not take part';
}

/** How many entries of each kind have which outcome; kinds without entries are left out. */
export function outcomeCounts({ entries }: OperationComparison, [left, right]: Sides): Table {
  const head = ['', 'the same', 'different', `only ${left}`, `only ${right}`, 'neither'];
  const rows = ENTRY_KINDS.flatMap((kind) => {
    const own = entries.filter((entry) => entry.kind === kind);
    const count = (outcome: Outcome) => own.filter((entry) => entry.outcome === outcome).length;
    const counts = [count('same'), count('parts'), count('left'), count('right'), count('neither')];
    return own.length === 0 ? [] : [[KIND_WORDS[kind], ...counts.map(withCommas)]];
  });
  return { head, rows };
}

/** What differs and what only one side has, one by one; cells have at most so many characters. */
export function differences(
  { entries, findings }: OperationComparison,
  [left, right]: Sides,
  most: number,
): TitledTable[] {
  const having = (...outcomes: readonly Outcome[]) =>
    entries.filter(({ outcome }) => outcomes.includes(outcome)).map((entry) => entryRow(entry, most));
  const ofEntries = ['entry', left, right];
  return [
    { title: 'Different', isDifferent: true, head: ofEntries, rows: having('parts') },
    {
      title: 'Findings',
      isDifferent: true,
      head: ['check', 'finding', left, right],
      rows: findings.map((finding) => findingRow(finding, most)),
    },
    {
      title: 'Checked on one side only',
      isDifferent: false,
      head: ofEntries,
      rows: having('left', 'right'),
    },
  ].filter(({ rows }) => rows.length > 0);
}

type Sides = readonly [left: string, right: string];

function entryRow({ kind, name, sides }: OperationComparison['entries'][number], most: number): string[] {
  return [`${kind} ${name}`, ...sides.map((entry) => shortened(stateText(entry), most))];
}

function findingRow({ sides, isCompared }: OperationComparison['findings'][number], most: number): string[] {
  const first = (sides[0] ?? sides[1]) as Finding;
  const absent = isCompared ? 'not found' : 'not checked';
  const found = sides.map((finding) => (finding ? `${finding.level}: ${finding.actual}` : absent));
  return [first.check, shortened(findingTitle(first), most), ...found.map((text) => shortened(text, most))];
}

/** `holds`, `broken`, or why it is neither. */
function stateText(entry: LedgerEntry | undefined): string {
  if (!entry) return 'not in its document';
  const { state, reason, detail, grade } = entry;
  if (state === 'checked') return 'holds';
  if (state === 'failed') return 'broken';
  if (state === 'waived' || state === 'known') return `broken, ${state}`;
  if (state === 'not-asserted') return `${state}: ${detail ?? `only ${grade}`}`;
  const why = detail ?? (reason === undefined ? undefined : REASONS[reason]);
  return why === undefined ? state : `${state}: ${why}`;
}
