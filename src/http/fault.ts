import type { Exchange } from './exchange.ts';

/** What a gateway answers when the service behind it does not. */
const GATEWAY_STATUSES: readonly number[] = [502, 503, 504];

/**
 * Whether an exchange met a fault of transport that may have passed the next time: a gateway without its service, a
 * connection that was closed, an answer that did not come or did not end. `wasThere`: the server has answered
 * before, so that it may be back soon when nothing listens now.
 */
export function isFault({ response, noAnswer }: Exchange, wasThere = true): boolean {
  if (!response)
    return (
      noAnswer?.why === 'reset' ||
      noAnswer?.why === 'timeout' ||
      (wasThere && noAnswer?.why === 'unreachable')
    );
  return GATEWAY_STATUSES.includes(response.status) || (!response.complete && response.tooLong !== true);
}

/** The fault in a few words, without any value that differs from one time to the next. */
export function faultWords({ response, noAnswer }: Exchange): string {
  if (response?.unended) return 'an answer that did not end';
  if (response && !response.complete) return 'an answer that was cut off';
  if (response) return `status ${response.status}`;
  if (noAnswer?.why === 'timeout') return 'no answer in time';
  return noAnswer?.why === 'unreachable'
    ? 'no connection to be made'
    : 'a connection closed without an answer';
}
