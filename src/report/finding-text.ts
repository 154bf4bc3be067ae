import type { GoneFinding } from '../result/baseline.ts';
import { type CheckFacts, titleOf } from '../result/check-facts.ts';
import type { Finding } from '../result/finding.ts';
import type { Fold } from '../result/fold-findings.ts';
import { plural } from '../text/plural.ts';
import { shortened } from '../text/shortened.ts';
import { visible } from '../text/visible.ts';
import { placeOf } from './words.ts';

const MOST_VALUE = 1000;
const MOST_CURL = 4000;

/** The parts of a finding with their labels; the same in every report for people. */
export function findingParts(
  finding: Finding,
  catalogue: readonly CheckFacts[],
): [label: string, text: string][] {
  const { check, operation, pointer, expected, actual, source, curl } = finding;
  const where = pointer === '' ? operation : `${operation}, ${pointer} of the response body`;
  const parts: [string, string][] = [
    ['check', titleOf(catalogue, check)],
    ['expected', shortened(expected, MOST_VALUE)],
    ['actual', shortened(actual, MOST_VALUE)],
    ['where', where],
    ['by', [placeOf(finding), source.pointer].filter((text) => text !== '').join('  ')],
    ['evidence', source.evidence],
    ...recorded(finding),
    ...causeOf(finding),
    ['repeat', shortened(curl, MOST_CURL)],
  ];
  return parts.map(([label, text]) => [label, visible(text)]);
}

/** The parts of a finding, and what may follow from it. */
export function foldParts(
  { root, followers }: Fold,
  catalogue: readonly CheckFacts[],
): [label: string, text: string][] {
  const parts = findingParts(root, catalogue);
  return followers.length === 0 ? parts : [...parts, ['brings', followersText(followers)]];
}

const MOST_FOLLOWERS = 5;

/** `2 more that may follow from it:`, and each in a line. */
function followersText(followers: readonly Finding[]): string {
  const more = followers.length - MOST_FOLLOWERS;
  const lines = followers
    .slice(0, MOST_FOLLOWERS)
    .map((one) => `${one.level}  ${visible(one.check)}  ${findingTitle(one)}`);
  return [
    `${plural(followers.length, 'more', 'more')} that may follow from it:`,
    ...lines,
    ...(more > 0 ? [`and ${plural(more, 'more', 'more')} (see --report json)`] : []),
  ].join('\n');
}

/** What the finding may follow from: its check and title, as its identity has them. */
function causeOf({ follows }: Finding): [string, string][] {
  if (follows === undefined) return [];
  const [, , check, title] = follows.split('\n');
  return [['follows', `perhaps from ${check}: ${title}`]];
}

const MOST_FILES = 10;

/** The fixtures that show it; nothing in a live run. */
function recorded({ files = [] }: Finding): [string, string][] {
  const more = files.length - MOST_FILES;
  const shown = [...files.slice(0, MOST_FILES), ...(more > 0 ? [`and ${plural(more, 'more', 'more')}`] : [])];
  return files.length === 0 ? [] : [['fixture', shown.join('\n')]];
}

/** `the total changes from page to page × 3` */
export function findingTitle({ title, count }: Finding): string {
  return visible(title).replaceAll('\n', ' ') + (count > 1 ? ` × ${count}` : '');
}

/** A finding in one line: `listNotes  schema  /notes/0/id is missing` */
export function knownLine({ operation, check, title, pointer }: GoneFinding): string {
  const at = pointer === '' || title.includes(pointer) ? '' : ` (${pointer})`;
  return visible(`${operation}  ${check}  ${title}${at}`).replaceAll('\n', ' ');
}

/** A finding as plain text: a headline and its parts. */
export function findingText(finding: Finding, catalogue: readonly CheckFacts[]): string {
  const head = `${finding.level}  ${finding.check}  ${findingTitle(finding)}`;
  return [head, ...findingParts(finding, catalogue).map(([label, text]) => labelled(label, text))].join('\n');
}

/** A label in its own column, with the lines of the text aligned next to it. */
export function labelled(label: string, text: string, paint: (label: string) => string = (same) => same) {
  const width = 10;
  return `  ${paint(label.padEnd(width))}${text.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`;
}
