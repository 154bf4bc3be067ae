import type { Exchange } from '../../http/exchange.ts';
import { answerMismatch, causesOf, namedFailure } from '../../http/failure-match.ts';
import { readResponse } from '../../http/read-response.ts';
import type { Reading } from '../../http/reading.ts';
import { isCredentialCause } from '../../spec/causes.ts';
import type { Operation } from '../../spec/spec.ts';

/** An answer longer than this is no refusal: it is not read twice. */
const LONGEST_REFUSAL = 10_000;

/** Whether a target does not let in who asks: by its status, or by the answer that the document names for it. */
export function refusesAccess(operation: Operation, status: number, reading: Reading): boolean {
  if (operation.security.every((requirement) => Object.keys(requirement).length === 0)) return false;
  if (status === 401 || status === 403) return true;
  return causesOf(operation, status, reading).some(isCredentialCause);
}

/**
 * Whether an answer is the one that the document names for being asked too often, and for nothing else: some
 * documents have one answer for many causes, and then only status 429 tells.
 */
export function isThrottled(operation: Operation, { response }: Exchange): boolean {
  const answer = namedFailure(operation, 'rate-limited');
  if (!response || response.status !== answer?.status || response.body.length > LONGEST_REFUSAL) return false;
  const reading = readResponse(response);
  if (answerMismatch(answer, response.status, reading) !== undefined) return false;
  return causesOf(operation, response.status, reading).every((cause) => cause === 'rate-limited');
}
