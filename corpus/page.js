import { isGood, isRightlyRefused, toTotals } from './table.js';

const HEADS = [
  'document',
  'version',
  'KB',
  'operations',
  'valid',
  'lists',
  'page right',
  'check',
  'load',
  'memory',
];

/** docs/corpus.md: what came of each document, and where it is from. */
export function toPage(results) {
  return `${[
    '# Real documents',
    '',
    '`npm run corpus -- FOLDER --write docs/corpus.md` writes this page. The documents are public ones, from repositories and',
    'packages; none of them is in this repository, and the program fetches nothing. Each is served as it is, without a word of',
    '`x-confab`, in a process of its own:',
    '',
    '- **valid**: so many of the operations answered the command that `confab curl` prints, read as a shell and curl would read',
    '  it, with a success that the document allows. Operations that declare nothing but refusals are left out.',
    '- **lists**: so many operations were recognised as lists. **page right**: so many were read page by page to the end by a',
    '  check, and had every row once.',
    '- **check**: what `confab check FILE` says of the mock of the same document.',
    '- **load**, **memory**: seconds of CPU until the document could be served, and the most memory until then.',
    '',
    ...toTotals(results).map((line) => `- ${line}.`),
    '',
    toTable(HEADS, results.map(toRow)),
    '',
    ...section(
      'What is refused rightly, and why',
      results.filter((one) => one.refused !== undefined && isRightlyRefused(one)).map(toRefusal),
    ),
    ...section(
      'What is refused besides',
      results.filter((one) => one.refused !== undefined && !isRightlyRefused(one)).map(toRefusal),
    ),
    ...section(
      'What is not as it should be',
      results.filter((one) => !isGood(one) && one.refused === undefined).map(toFault),
    ),
    '## Sources',
    '',
    toTable(['document', 'from', 'path', 'version', 'licence'], results.map(toSource)),
  ].join('\n')}\n`;
}

function toRow(one) {
  const isTried = one.wanted !== undefined;
  return [
    nameOf(one),
    one.version ?? '',
    String(Math.max(1, Math.round(one.bytes / 1024))),
    String(one.operations ?? ''),
    isTried ? `${one.good} of ${one.wanted}` : one.refused === undefined ? 'lost' : 'refused',
    String(one.lists?.recognised ?? ''),
    one.lists ? String(one.lists.walked - one.lists.wrong.length) : '',
    toVerdict(one.check),
    one.load === undefined ? '' : `${one.load.toFixed(1)} s`,
    one.megabytes === undefined ? '' : `${one.megabytes} MB`,
  ];
}

function toVerdict(check) {
  if (!check) return '';
  if (check.errors > 0) return `${check.errors} errors`;
  return check.stopped ? 'stopped' : 'green';
}

function toRefusal(one) {
  const message = one.refused.replaceAll(/\/\S*\//g, '').replaceAll(/\s+/g, ' ');
  return `- \`${nameOf(one)}\`: ${escaped(message.slice(0, 300))}`;
}

function toFault(one) {
  const { lost, thrown, bad = [], notTried, check } = one;
  const first =
    lost ?? thrown?.split('\n')[0] ?? bad[0]?.why ?? check?.first?.[0] ?? `${notTried} were not tried`;
  return `- \`${nameOf(one)}\`: ${escaped(first.replaceAll(/\s+/g, ' ').slice(0, 200))}`;
}

function toSource(one) {
  return [nameOf(one), one.source, one.place, one.commit, one.licence].map((text) => text ?? '');
}

function section(title, lines) {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

/** The name without the folders that a document brings along. */
function nameOf({ file }) {
  const parts = file.split('/');
  return parts.length > 1 ? `${parts[0]}/…/${parts.at(-1)}` : file;
}

function toTable(heads, rows) {
  const line = (cells) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => ' :-- ').join('|')}|`, ...rows.map(line)].join('\n');
}

function escaped(text) {
  return text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
}
