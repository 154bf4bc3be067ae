import { headerOf } from '../../http/exchange.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { declaredFailure, failureOf } from '../../spec/failure-of.ts';
import { DOCUMENTED } from '../../spec/grade.ts';
import type { Operation } from '../../spec/spec.ts';
import { statementAt } from '../../spec/statement.ts';
import { excerpt } from '../../text/excerpt.ts';
import type { ResponseCheck, ResponseChecker } from '../check.ts';
import { describedBy, isRedirect, statusesOf } from './body.ts';

/** Whether the operation documents the status. Server errors and redirects have their own checks. */
const checkStatus: ResponseChecker = (observed, { spec, operation }) => {
  const { status, response, reading, exchange } = observed;
  if (response || status >= 500 || isRedirect(status)) return [];
  // OpenAPI 3.1 lets an operation be silent about its answers: then each is as good as another.
  if (operation.responses.size === 0) return undefined;
  return [
    {
      title: `the status ${status} is not documented`,
      expected: `one of ${statusesOf(operation)}`,
      actual: `status ${status}: ${excerpt(reading.text) || 'no body'}`,
      ...statementAt(spec, operation.pointer, 'responses'),
      exchange,
      info: isDeserved(observed, operation),
    },
  ];
};

/**
 * OpenAPI does not ask a document to list every status: where it has no answer at all for what is wrong with our
 * request, any refusal will do.
 */
function isDeserved({ status, planned: { flaw, causes } }: ObservedResponse, operation: Operation): boolean {
  // Of several causes the first is what is wrong; the others are what a server may see in it.
  const [cause] = flaw ? [flaw.cause] : (causes ?? []);
  if (cause === undefined || status < 400) return false;
  return !failureOf(operation, cause) && !declaredFailure(operation, cause);
}

export const STATUS = {
  name: 'status',
  title: 'The status is one that the operation documents.',
  area: 'response',
  needs: 'one-response',
  offline: true,
  check: checkStatus,
} as const satisfies ResponseCheck;

/** No request may make the server fail, even where a 5xx is documented. */
const checkServerError: ResponseChecker = ({ status, reading, exchange }, { operation }) => {
  if (status < 500) return [];
  return [
    {
      title: `the server fails with status ${status}`,
      expected: `an answer that the request deserves: one of ${statusesOf(operation)}`,
      actual: `status ${status}: ${excerpt(reading.text) || 'no body'}`,
      source: `${operation.pointer}/responses`,
      evidence: DOCUMENTED,
      exchange,
    },
  ];
};

export const SERVER_ERROR = {
  name: 'server-error',
  title: 'No request makes the server fail (5xx).',
  area: 'response',
  needs: 'one-response',
  offline: true,
  check: checkServerError,
} as const satisfies ResponseCheck;

/** Whether the response is a redirect that the document does not have. */
const checkRedirect: ResponseChecker = (observed, { operation }) => {
  if (!isRedirect(observed.status) || describedBy(observed)) return [];
  const location = headerOf(observed.exchange.response?.headers ?? [], 'location');
  return [
    {
      title: `the answer is a redirect (status ${observed.status})`,
      expected: `the answer itself: one of ${statusesOf(operation)}`,
      actual: `status ${observed.status}, ${location === undefined ? 'without a Location' : `Location: ${location}`}`,
      source: `${operation.pointer}/responses`,
      evidence: DOCUMENTED,
      exchange: observed.exchange,
    },
  ];
};

export const REDIRECT = {
  name: 'redirect',
  title: 'The operation answers itself and does not send the client elsewhere, unless documented.',
  area: 'response',
  needs: 'wire',
  offline: true,
  check: checkRedirect,
} as const satisfies ResponseCheck;
