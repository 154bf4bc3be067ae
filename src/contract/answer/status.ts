import { headerOf } from '../../http/exchange.ts';
import { excerpt } from '../../text/excerpt.ts';
import { describedBy, isRedirect, statusesOf } from './body.ts';
import type { AnswerCheck } from './check-answer.ts';

const SURE = { grade: 'documented', reason: '' } as const;

/** Whether the operation documents the status at all. Failures of the server and redirects have checks of their own. */
export const checkStatus: AnswerCheck = ({ status, response, reading, exchange }, { operation }) => {
  if (response || status >= 500 || isRedirect(status)) return [];
  return [
    {
      title: `the status ${status} is not documented`,
      expected: `one of ${statusesOf(operation)}`,
      actual: `status ${status}: ${excerpt(reading.text) || 'no body'}`,
      source: `${operation.pointer}/responses`,
      evidence: SURE,
      exchange,
    },
  ];
};

/** No request of ours may make the server fail: that a failure is documented does not make it an answer. */
export const checkServerError: AnswerCheck = ({ status, reading, exchange }, { operation }) => {
  if (status < 500) return [];
  return [
    {
      title: `the server fails with status ${status}`,
      expected: `an answer that the request deserves: one of ${statusesOf(operation)}`,
      actual: `status ${status}: ${excerpt(reading.text) || 'no body'}`,
      source: `${operation.pointer}/responses`,
      evidence: SURE,
      exchange,
    },
  ];
};

/** Whether the operation sends the client elsewhere without saying so in the document. */
export const checkRedirect: AnswerCheck = (seen, { operation }) => {
  if (!isRedirect(seen.status) || describedBy(seen)) return [];
  const location = headerOf(seen.exchange.response?.headers ?? [], 'location');
  return [
    {
      title: `the answer is a redirect (status ${seen.status})`,
      expected: `the answer itself: one of ${statusesOf(operation)}`,
      actual: `status ${seen.status}, ${location === undefined ? 'without a Location' : `Location: ${location}`}`,
      source: `${operation.pointer}/responses`,
      evidence: SURE,
      exchange: seen.exchange,
    },
  ];
};
