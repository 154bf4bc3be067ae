import { checkExchange } from '../contract/check-exchange.ts';
import { CHECK_LIST } from '../contract/checks.ts';
import { findingTitle, foldParts, labelled } from '../report/finding-text.ts';
import { byLevel } from '../report/words.ts';
import { type Finding, LEVELS } from '../result/finding.ts';
import { type Fold, foldFindings } from '../result/fold-findings.ts';
import { checkGrade, type Grade } from '../spec/grade.ts';
import { plural } from '../text/plural.ts';
import { loadOperation, type SpecChoice } from './load-operation.ts';
import { type AnyResponse, readReceived } from './received.ts';
import { receivedExchange, type SentRequest } from './received-exchange.ts';

export interface MatchOptions extends SpecChoice {
  /** Only statements of this grade or a better one can fail. Default `documented`, as for every target but the mock. */
  readonly grade?: Grade;
  /** The request that was answered, as far as it matters. */
  readonly request?: SentRequest;
}

/** What one answer is, held against its operation. */
export interface CheckedExchange {
  readonly vendor: string;
  readonly operation: string;
  /** broken: at least one finding is an error. */
  readonly verdict: 'holds' | 'broken';
  /** `the answer breaks the contract of gptbots.listConversations: 2 errors` */
  readonly sentence: string;
  /** The gravest first. Without `request`, the request and `curl` are those of the document's example. */
  readonly findings: readonly Finding[];
  /** The findings as a text for people. */
  readonly text: string;
}

/** Holds one answer of any client against an operation of a built-in vendor, or of a document of your own. */
export async function checkReceived(
  received: AnyResponse,
  vendor: string,
  operationId: string,
  { grade = 'documented', request, ...choice }: MatchOptions = {},
): Promise<CheckedExchange> {
  checkGrade(grade);
  const { spec, operation } = await loadOperation(vendor, operationId, choice);
  const parts = await readReceived(received);
  const exchange = receivedExchange(spec, operation, parts, request);
  // Of a response that was given without its headers, nobody can tell how it came.
  const checks = CHECK_LIST.filter(({ needs }) => parts.headers !== undefined || needs !== 'wire');
  const findings = byLevel(checkExchange(spec, operation, exchange, { asserted: grade, checks }));
  const isBroken = findings.some(({ level }) => level === 'error');
  const name = `${spec.name}.${operation.id}`;
  return {
    vendor: spec.name,
    operation: operation.id,
    verdict: isBroken ? 'broken' : 'holds',
    sentence: `the answer ${isBroken ? 'breaks' : 'keeps'} the contract of ${name}${countsOf(findings)}`,
    findings,
    text: foldFindings(findings).map(toText).join('\n\n'),
  };
}

function countsOf(findings: readonly Finding[]): string {
  const counts = LEVELS.map((level) => [findings.filter((one) => one.level === level).length, level] as const)
    .filter(([count]) => count > 0)
    .map(([count, level]) => plural(count, level === 'info' ? 'note' : level));
  return counts.length === 0 ? '' : `: ${counts.join(', ')}`;
}

/** As in the reports, but without the command that repeats the request, which is not known here. */
function toText(fold: Fold): string {
  const finding = fold.root;
  const parts = foldParts(fold, CHECK_LIST).filter(([label]) => label !== 'repeat');
  const head = `${finding.level}  ${finding.check}  ${findingTitle(finding)}`;
  return [head, ...parts.map(([label, text]) => labelled(label, text))].join('\n');
}
