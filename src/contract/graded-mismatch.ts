import { bodyMismatch, type Mismatch, statusMismatch } from '../http/failure-match.ts';
import type { Reading } from '../http/reading.ts';
import type { PlaceholderValues } from '../spec/example-text.ts';
import type { FailureAnswer } from '../spec/failure-of.ts';
import type { Evidence } from '../spec/spec.ts';
import type { CheckLog } from './check-log.ts';

/**
 * What of a response that is not the answer that a cause should get counts most in this run: its status, unless the
 * document knows only the body well enough.
 */
export function gradedMismatch(
  { asserts }: Pick<CheckLog, 'asserts'>,
  answer: FailureAnswer,
  status: number,
  reading: Reading,
  facts: PlaceholderValues = {},
): (Mismatch & { readonly evidence: Evidence }) | undefined {
  const ofStatus = statusMismatch(answer, status);
  const ofBody = bodyMismatch(answer, reading, facts);
  const { response, example } = answer.statements;
  const wrong = [
    ...(ofStatus ? [{ ...ofStatus, evidence: response }] : []),
    ...(ofBody ? [{ ...ofBody, evidence: example }] : []),
  ];
  return wrong.find(({ evidence }) => asserts(evidence)) ?? wrong[0];
}
