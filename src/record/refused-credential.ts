import { causesOf } from '../http/failure-match.ts';
import { readResponse } from '../http/read-response.ts';
import { isCredentialCause } from '../spec/causes.ts';
import { failuresOf } from '../spec/failure-of.ts';
import type { Operation } from '../spec/spec.ts';
import type { StoredResponse } from './fixture.ts';
import { toBytes } from './stored-body.ts';
import { toHeader } from './stored-exchange.ts';

/** What is done about recordings that refuse the credential. */
export const REFUSED = ['warn', 'record'] as const;
export type RefusedAction = (typeof REFUSED)[number];

/** No refusal is nearly so long. */
const LONGEST_REFUSAL = 65_536;

/**
 * The words that tell that an answer refuses the credential, as the spec has it: also an error under status 200. Where
 * the spec does not know the answer, HTTP's own meaning of its status counts. Undefined for any other answer.
 */
export function refusedCredential(operation: Operation, response: StoredResponse): string | undefined {
  const causes = namedCauses(operation, response);
  const { status } = response;
  const says = status === 401 || status === 407 || (status === 403 && isSecured(operation));
  const isRefusal =
    causes.length === 0 ? says : says ? causes.some(isCredentialCause) : causes.every(isCredentialCause);
  if (!isRefusal) return undefined;
  const [cause = `status ${status}`] = causes.filter(isCredentialCause);
  return `It refuses the credential (${cause})`;
}

function namedCauses(operation: Operation, { status, headers, body }: StoredResponse) {
  if (!failuresOf(operation).some(([cause]) => isCredentialCause(cause))) return [];
  const bytes = toBytes(body);
  if (bytes.length > LONGEST_REFUSAL) return [];
  // The body at rest is decoded.
  const plain = headers.map(toHeader).filter(([name]) => name.toLowerCase() !== 'content-encoding');
  return causesOf(operation, status, readResponse({ status, headers: plain, body: bytes, complete: true }));
}

function isSecured({ security }: Operation): boolean {
  return security.some((schemes) => Object.keys(schemes).length > 0);
}
