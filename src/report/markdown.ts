import type { GoneFinding } from '../result/baseline.ts';
import type { Level } from '../result/finding.ts';
import { type Fold, foldFindings } from '../result/fold-findings.ts';
import type { Result, SpecResult } from '../result/result.ts';
import { type SpecSummary, summary } from '../result/summary.ts';
import { coverageSentence, type Verdict } from '../result/verdict.ts';
import { plural, withCommas } from '../text/plural.ts';
import { findingTitle } from './finding-text.ts';
import { codeSpan, inMarkdown } from './markdown-text.ts';
import type { ReportOptions } from './report-options.ts';
import { waiverNotes } from './waiver-notes.ts';
import { byLevel, placeOf, requestWords } from './words.ts';

/** A summary is read in a glance, and GitHub takes a megabyte at most. */
const MOST_FINDINGS = 20;
const MOST_VALUE = 120;

const VERDICT_MARKS: Readonly<Record<Verdict, string>> = {
  holds: '✅',
  broken: '❌',
  inconclusive: '❔',
  unchecked: '⚠️',
};
const LEVEL_MARKS: Readonly<Record<Level, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };

/** For a job's summary and for chat, short: the verdict, what is new, what is gone, what had to be repeated, a link. */
export function toMarkdown(result: Result, { requireCoverage, link }: ReportOptions = {}): string {
  const { specs, verdict, sentence } = summary(result);
  const coverage = coverageSentence(result, { requireCoverage });
  const isOne = result.specs.length === 1;
  return [
    `## ${VERDICT_MARKS[verdict]} ${inMarkdown(sentence)}`,
    ...(coverage === undefined ? [] : ['', `❌ ${inMarkdown(coverage)}`]),
    ...(result.specs.length === 0 ? [] : ['', ...toTable(result, specs)]),
    ...result.specs.flatMap((spec, index) =>
      toSections(spec, isOne ? '' : (specs[index]?.name ?? ''), result),
    ),
    ...waiverNotes(result).map(({ text }) => `\n⚠️ ${inMarkdown(text)}`),
    ...(link !== undefined && URL.canParse(link) ? ['', `[The whole run](${toTarget(link)})`] : []),
    '',
  ].join('\n');
}

function toTable({ specs, baseline }: Result, summaries: readonly SpecSummary[]): string[] {
  const head = [
    'vendor',
    'target',
    'verdict',
    'errors',
    'warnings',
    ...(baseline ? ['known', 'gone'] : []),
    'requests',
  ];
  const rows = summaries.map(({ vendor, verdict, counts }, index) => [
    inMarkdown(vendor),
    inMarkdown(specs[index]?.target ?? ''),
    `${VERDICT_MARKS[verdict]} ${verdict}`,
    withCommas(counts.levels.error),
    withCommas(counts.levels.warning),
    ...(baseline ? [withCommas(counts.known), withCommas(counts.gone)] : []),
    requestWords(counts).replace(/ requests?/, ''),
  ]);
  const toLine = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [toLine(head), toLine(head.map(() => '---')), ...rows.map(toLine)];
}

function toSections(spec: SpecResult, name: string, { baseline }: Result): string[] {
  const { findings, gone = [], waived = [] } = spec;
  const of = name === '' ? '' : ` of ${inMarkdown(name)}`;
  const found = findings.filter(({ level }) => level !== 'info');
  return [
    ...section(`${baseline ? 'New' : 'Findings'}${of}`, foldFindings(byLevel(found)), toItem),
    ...section(`Gone${of}`, gone, toGoneItem),
    ...section(
      `Waived${of}`,
      waived,
      ({ finding, reason, expires }) =>
        `${inMarkdown(findingTitle(finding))}: ${inMarkdown(reason)} (until ${expires})`,
    ),
  ];
}

function section<T>(title: string, list: readonly T[], toText: (one: T) => string): string[] {
  if (list.length === 0) return [];
  const more = list.length - MOST_FINDINGS;
  return [
    '',
    `### ${title}`,
    '',
    ...list.slice(0, MOST_FINDINGS).map((one) => `- ${toText(one)}`),
    ...(more > 0 ? [`- and ${plural(more, 'more', 'more')}`] : []),
  ];
}

function toItem({ root: finding, followers }: Fold): string {
  const { level, check, operation, expected, actual } = finding;
  const [wanted, came] = [codeSpan(expected, MOST_VALUE), codeSpan(actual, MOST_VALUE)];
  const place = codeSpan(placeOf(finding), MOST_VALUE);
  return [
    `${LEVEL_MARKS[level]} **${inMarkdown(operation)}** ${codeSpan(check, MOST_VALUE)}: ${inMarkdown(findingTitle(finding))}`,
    `expected ${wanted}, came ${came} (${place})`,
    ...(followers.length === 0 ? [] : [`${plural(followers.length, 'more', 'more')} may follow from it`]),
  ].join('<br>');
}

function toGoneItem({ check, operation, title }: GoneFinding): string {
  return `**${inMarkdown(operation)}** ${codeSpan(check, MOST_VALUE)}: ${inMarkdown(title)}`;
}

/** A parenthesis would end the link. */
function toTarget(link: string): string {
  return new URL(link).href.replaceAll('(', '%28').replaceAll(')', '%29');
}
