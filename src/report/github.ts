import type { Level } from '../result/finding.ts';
import { type Fold, foldFindings } from '../result/fold-findings.ts';
import type { Result, SpecResult } from '../result/result.ts';
import { isUnexplained } from '../result/verdict.ts';
import type { Waived } from '../result/waivers.ts';
import { plural } from '../text/plural.ts';
import { visible } from '../text/visible.ts';
import { findingTitle, foldParts, knownLine } from './finding-text.ts';
import { pathWithin } from './path-within.ts';
import type { ReportOptions } from './report-options.ts';
import { waiverNotes } from './waiver-notes.ts';
import { byLevel, retryNote } from './words.ts';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** For GitHub Actions: a workflow command for each finding, at the line of the spec that it breaks. */
export function toGithub(result: Result, { cwd = '.', requireCoverage = false }: ReportOptions = {}): string {
  const commands = [
    ...foldFindings(byLevel(result.specs.flatMap(({ findings }) => findings))).map((fold) =>
      ofFinding(fold, cwd),
    ),
    ...result.specs.flatMap(({ waived = [] }) => waived.map((one) => ofWaived(one, cwd))),
    ...result.specs.flatMap(ofBaseline),
    ...result.specs.flatMap((spec) => ofStop(spec)),
    ...result.specs.flatMap(({ vendor, notes = [], ...spec }) =>
      [...notes, ...retryNote(spec)].map((note) => toCommand('notice', { title: vendor }, visible(note))),
    ),
    ...waiverNotes(result).map(({ file, line, text }) =>
      toCommand('warning', { ...toPlace(cwd, file, line), title: 'Waiver' }, visible(text)),
    ),
    ...result.specs.flatMap((spec) => [
      ...ofSilence(spec, requireCoverage),
      ...ofDoubt(spec, requireCoverage),
    ]),
  ];
  return commands.map((command) => `${command}\n`).join('');
}

function ofFinding(fold: Fold, cwd: string): string {
  const { level, vendor, operation, check, source } = fold.root;
  const lines = foldParts(fold, [])
    .filter(([label]) => label !== 'check')
    .map(([label, text]) => `${label}: ${text}`);
  return toCommand(
    COMMANDS[level],
    { ...toPlace(cwd, source.file, source.line), title: `${vendor} ${operation}: ${check}` },
    [findingTitle(fold.root), ...lines].join('\n'),
  );
}

function ofWaived({ finding, reason, expires }: Waived, cwd: string): string {
  const { vendor, operation, check, source } = finding;
  return toCommand(
    'notice',
    { ...toPlace(cwd, source.file, source.line), title: `${vendor} ${operation}: ${check}, waived` },
    `${findingTitle(finding)}\n${visible(`${reason} (until ${expires})`)}`,
  );
}

/** One notice each: GitHub shows ten annotations of a step, which are for what is new. */
function ofBaseline({ vendor, known = [], gone = [] }: SpecResult): string[] {
  const told = [
    { list: known, title: `${vendor}: ${plural(known.length, 'known finding')}` },
    { list: gone, title: `${vendor}: ${plural(gone.length, 'finding')} of the baseline gone` },
  ];
  return told.flatMap(({ list, title }) =>
    list.length === 0 ? [] : [toCommand('notice', { title }, firstOf(list.map(knownLine)))],
  );
}

/** Nothing for a file outside of the job's folder, where GitHub shows no annotation. */
function toPlace(cwd: string, path: string, line: number | undefined): { file?: string; line?: string } {
  const file = pathWithin(cwd, path);
  return file === undefined ? {} : { file, ...(line !== undefined && { line: String(line) }) };
}

function ofStop({ vendor, stopped }: SpecResult): string[] {
  if (!stopped) return [];
  const title = `${vendor} could not be checked: ${stopped.why}`;
  return [toCommand('error', { title }, `${stopped.operation}: ${visible(stopped.message)}`)];
}

function ofSilence({ vendor, ledger }: SpecResult, required: boolean): string[] {
  const silent = ledger.filter(isUnexplained);
  if (silent.length === 0) return [];
  const title = `${vendor}: ${plural(silent.length, 'entry', 'entries')} of the contract not reached`;
  const names = silent.map(({ operation, kind, name }) => `${operation} ${kind} ${name}`);
  return [toCommand(required ? 'error' : 'notice', { title }, visible(firstOf(names)))];
}

/** What could not be told from data that changed. */
function ofDoubt({ vendor, ledger }: SpecResult, required: boolean): string[] {
  const doubtful = ledger.filter(({ state }) => state === 'inconclusive');
  if (doubtful.length === 0) return [];
  const title = `${vendor}: ${plural(doubtful.length, 'entry', 'entries')} of the contract inconclusive`;
  const lines = doubtful.map(
    ({ operation, kind, name, detail }) => `${operation} ${kind} ${name}${detail ? `: ${detail}` : ''}`,
  );
  return [toCommand(required ? 'error' : 'notice', { title }, visible(firstOf(lines)))];
}

function firstOf(lines: readonly string[]): string {
  const more = lines.length > 20 ? [`and ${lines.length - 20} more (see --report json)`] : [];
  return [...lines.slice(0, 20), ...more].join('\n');
}

function toCommand(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const shown = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${shown.join(',')}::${escapeData(message)}`;
}

// As the toolkit escapes: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
