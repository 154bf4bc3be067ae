import { type Exchange, headerOf, type Send, type WireRequest } from './exchange.ts';
import { REAL_TIMER } from './rate-limit.ts';
import { Stopped } from './stopped.ts';
import { originOf } from './wire-address.ts';

/** Sends until there is a response to look at. Each attempt makes its own request: a signature can be used once. */
type RetryingSend = (make: () => Promise<WireRequest>) => Promise<Exchange>;

interface RetryOptions {
  /** Whether a response only says that there were too many requests. 429 always does. */
  readonly isThrottled?: (exchange: Exchange) => boolean;
  readonly timer?: typeof REAL_TIMER;
}

const MOST_ATTEMPTS = 4;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/**
 * Retries throttled requests: after the time in Retry-After, else after a second; from the second retry on never
 * sooner than after two seconds, then four. Throws Stopped when the wait is too long or the attempts are used up. A connection
 * that was reset or timed out is retried once.
 */
export function createRetry(
  send: Send,
  { isThrottled = () => false, timer = REAL_TIMER }: RetryOptions = {},
): RetryingSend {
  return async (make) => {
    let [throttled, broken] = [0, 0];
    for (;;) {
      const exchange = await send(await make());
      const { response, noAnswer } = exchange;
      if (!response) {
        broken += 1;
        if (broken > 1 || (noAnswer?.why !== 'reset' && noAnswer?.why !== 'timeout')) return exchange;
        continue;
      }
      if (!asksToWait(exchange) && !isThrottled(exchange)) return exchange;
      throttled += 1;
      const asked = retryAfter(exchange);
      const backOff = FIRST_WAIT * 2 ** (throttled - 1);
      // A server may ask for no wait at all and refuse again: then the back-off counts.
      const wait = throttled === 1 ? (asked ?? backOff) : Math.max(asked ?? 0, backOff);
      if (wait > LONGEST_WAIT) throw tooLong(exchange, wait);
      if (throttled >= MOST_ATTEMPTS) throw tooOften(exchange);
      await timer.wait(wait);
    }
  };
}

/** The wait that Retry-After asks for, in milliseconds: seconds, or an HTTP date; undefined when it has neither. */
export function retryAfter({ response, at }: Exchange): number | undefined {
  const text = headerOf(response?.headers ?? [], 'retry-after')?.trim();
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // Measured by the server's clock when it sends it: the local one may be wrong.
  const now = Date.parse(headerOf(response?.headers ?? [], 'date') ?? '');
  const end = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(end) ? undefined : Math.max(0, end - (Number.isNaN(now) ? at : now));
}

function asksToWait({ response }: Exchange): boolean {
  if (response?.status === 429) return true;
  return response?.status === 503 && headerOf(response.headers, 'retry-after') !== undefined;
}

function tooLong({ request, response }: Exchange, wait: number): Stopped {
  return new Stopped(
    'throttled',
    `${originOf(request.url)} asks with status ${response?.status} to wait ${Math.ceil(wait / 1000)} seconds; ` +
      'a check waits 60 at most. Try again later, or ask less with --rate.',
  );
}

function tooOften({ request, response }: Exchange): Stopped {
  return new Stopped(
    'throttled',
    `${originOf(request.url)} refuses to be asked so often: status ${response?.status}, ${MOST_ATTEMPTS} times in a row, ` +
      'waiting longer each time. Try again later, or ask less with --rate.',
  );
}
