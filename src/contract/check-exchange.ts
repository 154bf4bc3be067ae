import type { Exchange } from '../http/exchange.ts';
import { createCurls } from '../result/curl.ts';
import { type Finding, toFindings } from '../result/finding.ts';
import { observeResponse } from '../result/observed-response.ts';
import { createFindingRedactor } from '../result/redact-findings.ts';
import type { Grade } from '../spec/grade.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { checkAnswer } from './answer/check-answer.ts';
import type { Check } from './check.ts';
import { CHECK_LIST } from './checks.ts';
import { findCauses } from './find-causes.ts';

interface ExchangeOptions {
  /** Statements down to this grade fail. Default `documented`. */
  readonly asserted?: Grade;
  /** Slower responses are worth a finding, in milliseconds; none is when not given. */
  readonly slow?: number;
  /** The built-in checks when not given. */
  readonly checks?: readonly Check[];
  /** Whether a check takes part; all that one answer is enough for when not given. */
  readonly wants?: (check: string) => boolean;
  /** What each secret of the request is called in messages, by the secret. */
  readonly variables?: ReadonlyMap<string, string>;
}

/**
 * Holds one exchange against an operation, offline: the findings that a run has of this answer. What only
 * several answers say together takes a run; an exchange without an answer breaks nothing.
 */
export function checkExchange(
  spec: Spec,
  operation: Operation,
  exchange: Exchange,
  { asserted = 'documented', slow, checks = CHECK_LIST, wants, variables = new Map() }: ExchangeOptions = {},
): Finding[] {
  if (!exchange.response) return [];
  const seen = observeResponse(operation, { purpose: 'one answer' }, exchange, exchange.response);
  const observations = checkAnswer(seen, {
    ...{ spec, operation, checks, wants },
    ...(slow !== undefined && { slow }),
  }).flatMap(([{ name }, deviations]) => deviations.map((one) => ({ ...one, check: name })));
  const findings = toFindings(spec, operation, observations, asserted);
  const shown = createFindingRedactor(spec, variables).findings(findings, createCurls(spec, variables));
  return findCauses(spec, shown);
}
