import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { CheckFacts } from '../result/check-facts.ts';
import { type Finding, identityOf, type Level } from '../result/finding.ts';
import type { Result } from '../result/result.ts';
import { coverageSentence, exitCodeOf } from '../result/verdict.ts';
import type { Waived } from '../result/waivers.ts';
import { shortened } from '../text/shortened.ts';
import { visible } from '../text/visible.ts';
import { findingTitle, knownLine } from './finding-text.ts';
import { pathWithin } from './path-within.ts';
import type { ReportOptions } from './report-options.ts';
import { waiverNotes } from './waiver-notes.ts';
import { byLevel, placeOf, retryNote } from './words.ts';

const LEVELS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', info: 'note' };
const MOST_VALUE = 1000;

/** For code scanning: SARIF 2.1.0, each finding at the line of the spec that it breaks. */
export function toSarif(result: Result, { cwd = '.', version, requireCoverage }: ReportOptions = {}): string {
  const stops = result.specs.flatMap(({ vendor, stopped }) => (stopped ? [{ vendor, ...stopped }] : []));
  const coverage = coverageSentence(result, { requireCoverage });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'confab',
            ...(version !== undefined && { version }),
            rules: result.catalogue.map(({ name, title }) => ({
              id: name,
              shortDescription: { text: title },
              defaultConfiguration: { level: 'error' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: stops.length === 0,
            exitCode: exitCodeOf(result, { requireCoverage }),
            startTimeUtc: new Date(result.at).toISOString(),
            endTimeUtc: new Date(result.at + result.milliseconds).toISOString(),
            toolConfigurationNotifications: waiverNotes(result).map(({ file, line, text }) => ({
              level: 'warning',
              message: { text: visible(text) },
              locations: [{ physicalLocation: toPhysical(cwd, file, line) }],
            })),
            toolExecutionNotifications: [
              ...(coverage === undefined ? [] : [{ level: 'error', message: { text: coverage } }]),
              ...result.specs.flatMap(({ vendor, notes = [], ...spec }) =>
                [...notes, ...retryNote(spec).map((text) => `${vendor}: ${text}`)].map((note) => ({
                  level: 'note',
                  message: { text: visible(note) },
                })),
              ),
              // Not as results that are absent: code scanning would show them as open.
              ...result.specs.flatMap(({ vendor, gone = [] }) =>
                gone.map((one) => ({
                  level: 'note',
                  message: { text: `gone: ${vendor} ${knownLine(one)}` },
                })),
              ),
              ...stops.map(({ vendor, operation, why, message }) => ({
                descriptor: { id: why },
                level: 'error',
                message: { text: visible(`${vendor} could not be checked, at ${operation}: ${message}`) },
              })),
            ],
          },
        ],
        results: [
          ...byLevel(result.specs.flatMap(({ findings }) => findings)).map((one) =>
            // SARIF 2.1.0, 3.27.24: only where there is a baseline.
            ({ ...toResult(one, result.catalogue, cwd), ...(result.baseline && { baselineState: 'new' }) }),
          ),
          ...result.specs.flatMap(({ known = [] }) =>
            known.map((one) => ({ ...toResult(one, result.catalogue, cwd), baselineState: 'unchanged' })),
          ),
          ...result.specs.flatMap(({ waived = [] }) =>
            waived.map((one) => toSuppressed(one, result.catalogue, cwd)),
          ),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function toResult(finding: Finding, catalogue: readonly CheckFacts[], cwd: string) {
  const { check, level, grade, vendor, operation, pointer, source, count, files, curl } = finding;
  const [expected, actual] = [finding.expected, finding.actual].map((text) =>
    shortened(visible(text), MOST_VALUE),
  );
  const at = pointer === '' ? '' : `\nWhere: ${pointer} of the response body`;
  const inFiles = files ? `\nFixture: ${visible(shortened(files.join(', '), MOST_VALUE))}` : '';
  return {
    ruleId: check,
    ruleIndex: catalogue.findIndex(({ name }) => name === check),
    level: LEVELS[level],
    message: {
      text: `${findingTitle(finding)}\nExpected: ${expected}\nActual: ${actual}${at}\nBy: ${placeOf(finding)} (${source.evidence})${inFiles}`,
    },
    locations: [
      {
        physicalLocation: toPhysical(cwd, source.file, source.line),
        logicalLocations: [{ fullyQualifiedName: `${vendor}.${operation}`, kind: 'function' }],
      },
    ],
    partialFingerprints: { 'confab/v1': fingerprintOf(finding) },
    occurrenceCount: count,
    properties: {
      vendor,
      operation,
      grade,
      pointer,
      expected,
      actual,
      statement: source.pointer,
      files,
      curl,
    },
  };
}

function toSuppressed({ finding, reason, expires }: Waived, catalogue: readonly CheckFacts[], cwd: string) {
  const justification = visible(`${reason} (until ${expires})`);
  return {
    ...toResult(finding, catalogue, cwd),
    suppressions: [{ kind: 'external', status: 'accepted', justification }],
  };
}

function toPhysical(cwd: string, file: string, line: number | undefined) {
  const path = pathWithin(cwd, file);
  const uri = path?.split('/').map(encodeURIComponent).join('/') ?? pathToFileURL(file).href;
  return { artifactLocation: { uri }, ...(line !== undefined && { region: { startLine: line } }) };
}

/** The same for the same fault in the next run, whatever the values. */
function fingerprintOf(finding: Finding): string {
  return createHash('sha256').update(identityOf(finding)).digest('hex').slice(0, 32);
}
