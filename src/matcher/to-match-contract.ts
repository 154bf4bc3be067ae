import { checkExchange } from '../contract/check-exchange.ts';
import { CHECK_LIST } from '../contract/checks.ts';
import { findingParts, findingTitle, labelled } from '../report/finding-text.ts';
import type { Finding } from '../result/finding.ts';
import { checkGrade, type Grade } from '../spec/grade.ts';
import { plural } from '../text/plural.ts';
import { loadOperation, type SpecChoice } from './load-operation.ts';
import { type Received, receivedExchange } from './received-exchange.ts';

export interface MatchOptions extends SpecChoice {
  /** Only statements of this grade or a better one can fail. Default `documented`, as for every target but the mock. */
  readonly grade?: Grade;
}

interface MatchResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Checks one response against the contract of an operation: of a built-in vendor, or of your own document. */
export async function toMatchContract(
  received: Response | Received,
  vendor: string,
  operationId: string,
  { grade = 'documented', ...choice }: MatchOptions = {},
): Promise<MatchResult> {
  checkGrade(grade);
  const { spec, operation } = await loadOperation(vendor, operationId, choice);
  const exchange = await receivedExchange(spec, operation, received);
  // Of a response that was given without its headers, nobody can tell how it came.
  const checks = CHECK_LIST.filter(({ needs }) => received.headers !== undefined || needs !== 'wire');
  const findings = checkExchange(spec, operation, exchange, { asserted: grade, checks });
  const broken = findings.filter(({ level }) => level === 'error');
  const name = `${spec.name}.${operation.id}`;
  return {
    pass: broken.length === 0,
    message: () =>
      broken.length === 0
        ? `the answer keeps the contract of ${name}, and was expected not to${withOthers(findings)}`
        : `the answer breaks the contract of ${name}: ${plural(broken.length, 'error')}\n\n${broken.map(toText).join('\n\n')}`,
  };
}

/** Findings that do not count may still explain what the caller is looking for. */
function withOthers(findings: readonly Finding[]): string {
  return findings.length === 0 ? '' : `. What does not count:\n\n${findings.map(toText).join('\n\n')}`;
}

/** As in the reports, but without the command that repeats the request, which is not known here. */
function toText(finding: Finding): string {
  const parts = findingParts(finding, CHECK_LIST).filter(([label]) => label !== 'repeat');
  const head = `${finding.level}  ${finding.check}  ${findingTitle(finding)}`;
  return [head, ...parts.map(([label, text]) => labelled(label, text))].join('\n');
}
