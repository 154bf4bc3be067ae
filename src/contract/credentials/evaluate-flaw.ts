import type { Flaw } from '../../auth/scheme-client.ts';
import { answerMismatch, namedFailure } from '../../http/failure-match.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { type Cause, CREDENTIAL_CAUSES } from '../../spec/causes.ts';
import { allAssumed } from '../../spec/failure-of.ts';
import { valueAt } from '../../spec/json-pointer.ts';
import type { Evidence } from '../../spec/spec.ts';
import { type Statement, statementAt } from '../../spec/statement.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { CheckLog, Subject } from '../check-log.ts';
import type { Client } from '../client.ts';
import { gradedMismatch } from '../graded-mismatch.ts';
import { flawPurpose, flawTitle } from './flaw-words.ts';
import { leakOf, showsData } from './leak.ts';

/** credential: a request with a flawed credential gets no data. Gives back whether it was let in. */
export function evaluateAccess(
  client: Client,
  seen: ObservedResponse,
  flaw: Flaw,
  evidence: Evidence,
  tales: readonly string[],
  hasData: boolean,
): boolean {
  const { operation } = client;
  const documented = documentedExample(client, seen, flaw);
  const isLetIn = showsData(client.spec, seen, operation, documented);
  const leak = isLetIn ? undefined : leakOf(seen, tales, client.credentials.secrets);
  if (!hasData && !isLetIn && leak === undefined) return false;
  const says = {
    source: securityStatement(client).source,
    evidence,
    exchange: seen.exchange,
    entries: [`cause:${flaw.cause}`],
  };
  const expected = `a refusal without data, asked with ${flawPurpose(flaw)}`;
  client.log.saw(
    'credential',
    isLetIn
      ? {
          title: `${flawTitle(flaw)} is taken for right`,
          expected,
          actual: `status ${seen.status}: ${excerpt(seen.reading.text)}`,
          ...says,
        }
      : undefined,
    leak === undefined
      ? undefined
      : {
          title: `the refusal of ${flawTitle(flaw)} gives data away`,
          expected,
          actual: `${leak}, with status ${seen.status}: ${excerpt(seen.reading.text)}`,
          ...says,
        },
  );
  return isLetIn;
}

/** credential-refusal: it gets the refusal that the document names. */
export function evaluateRefusal(log: CheckLog, seen: ObservedResponse, flaw: Flaw): void {
  const { operation } = log;
  const answer = namedFailure(operation, flaw.cause);
  if (!answer) return;
  const isPlainest = flaw.variant === undefined;
  const { statements } = isPlainest
    ? answer
    : allAssumed(`the document does not say which refusal ${flaw.variant} gets`);
  if (!log.asserts(statements.response) && !log.asserts(statements.example)) {
    if (isPlainest) skipCause(log, flaw.cause);
    return;
  }
  const wrong =
    documentedExample(log, seen, flaw) === undefined
      ? gradedMismatch(log, { ...answer, statements }, seen.status, seen.reading)
      : undefined;
  log.saw(
    'credential-refusal',
    wrong && {
      title: `the answer to ${flaw.cause} is not the documented one`,
      expected: `${wrong.expected}, asked with ${flawPurpose(flaw)}`,
      actual: wrong.actual,
      pointer: wrong.pointer,
      source: answer.response.pointer,
      evidence: wrong.evidence,
      exchange: seen.exchange,
      entries: [`cause:${answer.cause}`],
    },
  );
}

/** Says that the answer to a cause is only assumed, where the document has one. */
export function skipCause(log: CheckLog, cause: Cause): void {
  if (log.ledger.has(`cause:${cause}`)) log.skip(`cause:${cause}`, 'assumed');
}

/**
 * The documented example that a response agrees with: the cause's own. A credential that is flawed in an unusual
 * way may be refused for another cause.
 */
function documentedExample(
  { operation }: Subject,
  { status, reading }: ObservedResponse,
  { cause, variant }: Flaw,
) {
  const causes = variant === undefined ? [cause] : CREDENTIAL_CAUSES;
  const answer = causes
    .map((one) => namedFailure(operation, one))
    .find((one) => one !== undefined && answerMismatch(one, status, reading) === undefined);
  return answer?.media.examples.get(answer.example);
}

/** That a credential is needed at all: the operation says so, or the document of all its operations. */
export function securityStatement({ spec, operation }: Subject): Statement {
  const own = valueAt(spec.document, `${operation.pointer}/security`);
  return statementAt(spec, own === undefined ? '' : operation.pointer, 'security');
}
