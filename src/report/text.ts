import { styleText } from 'node:util';
import type { GoneFinding } from '../result/baseline.ts';
import type { CheckFacts } from '../result/check-facts.ts';
import type { Level } from '../result/finding.ts';
import { type Fold, foldFindings } from '../result/fold-findings.ts';
import { ENTRY_KINDS, type LedgerEntry, REASONS, type Reason } from '../result/ledger.ts';
import type { Result, SpecResult } from '../result/result.ts';
import { type SpecSummary, summary } from '../result/summary.ts';
import { coverageSentence, isUnexplained, type Verdict } from '../result/verdict.ts';
import type { Waived } from '../result/waivers.ts';
import { plural, withCommas } from '../text/plural.ts';
import { visible } from '../text/visible.ts';
import { toComparison } from './comparison.ts';
import { findingTitle, foldParts, knownLine, labelled } from './finding-text.ts';
import type { ReportOptions } from './report-options.ts';
import { waiverNotes } from './waiver-notes.ts';
import { byLevel, coverage, duration, KIND_WORDS, requestWords } from './words.ts';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const MOST_FINDINGS = 25;
const MOST_SKIPS = 20;

const LEVEL_STYLES: Readonly<Record<Level, Style>> = {
  error: ['red', 'bold'],
  warning: ['yellow', 'bold'],
  info: ['cyan', 'bold'],
};
const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = {
  holds: ['green', 'bold'],
  broken: ['red', 'bold'],
  inconclusive: ['yellow', 'bold'],
  unchecked: ['magenta', 'bold'],
};

/** For people: a block for each vendor, and the verdict in the last line. */
export function toText(
  result: Result,
  { color = false, comparison, requireCoverage }: ReportOptions = {},
): string {
  // The caller decides whether there is colour, so no stream is examined.
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const { specs, verdict, sentence } = summary(result);
  const blocks = result.specs.map((spec, index) =>
    toBlock(spec, specs[index] as SpecSummary, result.catalogue, paint),
  );
  const notes = waiverNotes(result).map(({ text }) => `${paint('yellow', 'waiver')}  ${visible(text)}`);
  const coverage = coverageSentence(result, { requireCoverage });
  const failed = coverage === undefined ? [] : [paint(VERDICT_STYLES.broken, coverage)];
  const compared = comparison ? [toComparison(comparison)] : [];
  return [
    ...blocks,
    ...compared,
    ...notes,
    paint(VERDICT_STYLES[verdict], visible(sentence)),
    ...failed,
    '',
  ].join('\n');
}

function toBlock(spec: SpecResult, of: SpecSummary, catalogue: readonly CheckFacts[], paint: Paint): string {
  const { verdict, sentence, counts } = of;
  const operations = plural(spec.operations.length, 'operation');
  const work = [operations, requestWords(counts), plural(counts.checks, 'check')].join(', ');
  return [
    `${paint('bold', spec.vendor)}  ${visible(spec.title)}  ${paint('dim', visible(spec.target))}`,
    `  ${paint(VERDICT_STYLES[verdict], verdict)}: ${visible(`${of.name} ${sentence}`)}`,
    `  ${work} in ${duration(spec.milliseconds)}`,
    ...toCoverage(spec, of),
    ...(spec.notes ?? []).map((note) => `  ${paint('cyan', 'note')}: ${visible(note)}`),
    '',
    ...bounded(foldFindings(byLevel(spec.findings)), MOST_FINDINGS, (fold) =>
      toFinding(fold, catalogue, paint),
    ),
    ...toBaseline(spec, paint),
    ...toWaived(spec, paint),
    ...toSkips(spec, paint),
  ].join('\n');
}

function toCoverage({ ledger }: SpecResult, { counts }: SpecSummary): string[] {
  const parts = ENTRY_KINDS.filter((kind) => ledger.some((entry) => entry.kind === kind)).map((kind) => {
    const skipped = ledger.filter((entry) => entry.kind === kind && entry.state === 'skipped');
    return `${KIND_WORDS[kind]} ${coverage(counts.kinds[kind], countBy(skipped, reasonOf))}`;
  });
  return parts.length === 0 ? [] : [`  covered: ${parts.join(', ')}`];
}

function toFinding(fold: Fold, catalogue: readonly CheckFacts[], paint: Paint): string {
  const { level, check } = fold.root;
  const head = `  ${paint(LEVEL_STYLES[level], level)}  ${paint('bold', check)}  ${findingTitle(fold.root)}`;
  const parts = foldParts(fold, catalogue).map(([label, text]) =>
    labelled(label, text, (shown) => paint('dim', shown)),
  );
  return `${[head, ...parts].join('\n').replaceAll('\n', '\n  ')}\n`;
}

/** What the baseline has, too, and what of it is there no more. */
function toBaseline({ known = [], gone = [] }: SpecResult, paint: Paint): string[] {
  const toLine = (one: GoneFinding) => `    ${one.level}  ${knownLine(one)}`;
  return [
    ...(known.length > 0 ? [paint('dim', '  known:'), ...bounded(known, MOST_SKIPS, toLine), ''] : []),
    ...(gone.length > 0 ? [paint('green', '  gone:'), ...bounded(gone, MOST_SKIPS, toLine), ''] : []),
  ];
}

function toWaived({ waived = [] }: SpecResult, paint: Paint): string[] {
  if (waived.length === 0) return [];
  const toLine = ({ finding, reason, expires }: Waived) =>
    `    ${finding.operation}  ${finding.check}  ${findingTitle(finding)}: ${visible(reason)} (until ${expires})`;
  return [paint('dim', '  waived:'), ...bounded(waived, MOST_SKIPS, toLine), ''];
}

/** What was not checked: counted by reason, and one by one where there is no reason. */
function toSkips({ ledger }: SpecResult, paint: Paint): string[] {
  const doubtful = ledger.filter(({ state }) => state === 'inconclusive');
  const sampled = ledger.filter(({ state, detail }) => state === 'checked' && detail !== undefined);
  const explained = ledger.filter((entry) => entry.state === 'skipped' && !isUnexplained(entry));
  const silent = ledger.filter(isUnexplained);
  const weak = ledger.filter(({ state }) => state === 'not-asserted');
  const lines = [
    ...listed(
      'inconclusive:',
      doubtful,
      paint,
      ({ reason, detail }) => detail ?? REASONS[reason ?? 'moving'],
    ),
    ...listed('sampled:', sampled, paint, ({ detail }) => detail),
    ...(weak.length > 0 ? [paint('dim', '  not asserted at this grade:')] : []),
    ...[...countBy(weak, ({ grade = 'assumed' }) => grade)].map(
      ([grade, count]) => `    ${withCommas(count)} only ${grade}`,
    ),
    ...(explained.length > 0 ? [paint('dim', '  skipped:')] : []),
    ...[...countBy(explained, reasonOf)].map(
      ([reason, count]) => `    ${withCommas(count)} ${reason}: ${REASONS[reason]}`,
    ),
    ...listed(
      silent.every(({ detail }) => detail !== undefined) ? 'not reached:' : 'skipped without a reason:',
      silent,
      paint,
      ({ detail }) => detail,
    ),
  ];
  return lines.length === 0 ? [] : [...lines, ''];
}

function listed(
  head: string,
  entries: readonly LedgerEntry[],
  paint: Paint,
  why: (entry: LedgerEntry) => string | undefined,
): string[] {
  if (entries.length === 0) return [];
  const toLine = (entry: LedgerEntry) => {
    const reason = why(entry);
    return visible(
      `    ${entry.operation}  ${entry.kind} ${entry.name}${reason === undefined ? '' : `: ${reason}`}`,
    );
  };
  return [paint('yellow', `  ${head}`), ...bounded(entries, MOST_SKIPS, toLine)];
}

function bounded<T>(list: readonly T[], most: number, toLine: (one: T) => string): string[] {
  const more = list.length - most;
  return [
    ...list.slice(0, most).map(toLine),
    ...(more > 0 ? [`    and ${withCommas(more)} more (see --report json)`] : []),
  ];
}

function reasonOf({ reason = 'not-reached' }: LedgerEntry): Reason {
  return reason;
}

function countBy<T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}
