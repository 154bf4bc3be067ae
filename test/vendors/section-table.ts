import type { Evidence } from '../../src/spec/spec.ts';
import type { Row, Said, Section } from './row.ts';
import { MAY_BE_MISSING } from './schema-rows.ts';

/** A profile's version of a section. */
export interface Version {
  readonly profile: string;
  readonly section: Section | undefined;
}

/** A section as a Markdown table: what is said, how well it is known and why, and what profiles make of it. */
export function sectionTable(section: Section, versions: readonly Version[]): string {
  const rows = [...section.rows, ...addedRows(section, versions)];
  const hasChanges = rows.some((row) => changesIn(section, row, versions) !== '');
  const head = [section.of, 'what is said', 'how it is known', ...(hasChanges ? ['in profiles'] : [])];
  const lines = rows.map((row) => {
    const own = section.rows.includes(row);
    const cells = [
      `\`${row.name}\`${row.about === '' ? '' : `<br>${oneLine(row.about)}`}`,
      own ? row.says.map(({ words }) => words).join('; ') : '',
      own ? knownWords(row.says) : '',
      ...(hasChanges ? [changesIn(section, row, versions)] : []),
    ];
    return `| ${cells.map(toCell).join(' | ')} |`;
  });
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines].join('\n');
}

/** Rows that only profiles have. */
function addedRows({ rows }: Section, versions: readonly Version[]): Row[] {
  const added = versions.flatMap(({ section }) => section?.rows ?? []);
  const names = new Set(rows.map(({ name }) => name));
  return added.filter(({ name }) => !names.has(name) && names.add(name));
}

/** The grades of a row's statements; a statement is named where they differ. What may be missing says nothing. */
export function knownWords(says: readonly Said[]): string {
  const groups = byEvidence(says.filter(({ words }) => words !== MAY_BE_MISSING || says.length === 1));
  if (groups.length < 2) return groups.map(([known]) => known).join('');
  return groups.map(([known, group]) => `${group.map(shortName).join(', ')}: ${known}`).join('<br>');
}

function byEvidence(says: readonly Said[]): [known: string, group: Said[]][] {
  const groups = new Map<string, Said[]>();
  for (const said of says) {
    const known = evidenceWords(said.evidence);
    groups.set(known, [...(groups.get(known) ?? []), said]);
  }
  return [...groups];
}

const LONGEST_NAME = 32;

/** Its words, or what they are about where they are many. */
function shortName({ key, words }: Said): string {
  return words.length <= LONGEST_NAME ? words : (SHORT[key] ?? words);
}

const SHORT: Readonly<Record<string, string>> = {
  pattern: 'the pattern',
  enum: 'the values',
  example: 'the body',
  contentSchema: 'its form',
  'x-confab/time': 'how it is written',
  'x-confab/from': 'what it is made from',
  'x-confab/value': 'what the mock writes',
  'x-confab/invalid': 'what becomes of other values',
  'x-confab/credential': 'the credentials',
};

function evidenceWords({ grade, reason }: Evidence): string {
  const mark = grade === 'documented' ? grade : `**${grade}**`;
  return reason === '' ? mark : `${mark} (${reason})`;
}

function changesIn(section: Section, row: Row, versions: readonly Version[]): string {
  const isOwn = section.rows.includes(row);
  return versions
    .flatMap(({ profile, section: other }) => {
      if (!other) return [];
      const same = other.rows.find(({ name }) => name === row.name);
      const change = !isOwn ? addedWords(same) : same ? changeWords(row, same) : 'not there';
      return change === '' ? [] : [`\`${profile}\`: ${change}`];
    })
    .join('<br>');
}

function addedWords(row: Row | undefined): string {
  return row ? withKnown(row.says) : '';
}

function changeWords(row: Row, other: Row): string {
  const before = new Map(row.says.map((said) => [said.key, said]));
  const after = new Set(other.says.map(({ key }) => key));
  const changed = other.says.filter((said) => !isSame(said, before.get(said.key)));
  const gone = row.says.filter(({ key }) => !after.has(key)).map(({ words }) => `without “${words}”`);
  return [...(changed.length > 0 ? [withKnown(changed)] : []), ...gone].join('; ');
}

/** Each grade once, behind all that is known so. */
function withKnown(says: readonly Said[]): string {
  return byEvidence(says)
    .map(([known, group]) => `${group.map(({ words }) => words).join(', ')}: ${known}`)
    .join('; ');
}

function isSame(one: Said, other: Said | undefined): boolean {
  return other?.words === one.words && evidenceWords(other.evidence) === evidenceWords(one.evidence);
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/** A bar ends a cell, also in code. */
function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
