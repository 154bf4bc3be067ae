import { type Exchange, headerOf, type Send, type WireRequest } from './exchange.ts';
import { isFault } from './fault.ts';
import { REAL_TIMER } from './rate-limit.ts';
import { originOf } from './wire-address.ts';

/** What became of a request. */
export interface Sent {
  /** The last attempt. */
  readonly exchange: Exchange;
  /** The attempts before it, the oldest first: each may be as telling as the last one. */
  readonly repeated: readonly Exchange[];
  /** The last attempt is refused for being one too many, and this is why there is no further one. */
  readonly throttled?: string;
}

/** Sends until there is a response to look at. Each attempt makes its own request: a signature can be used once. */
type RetryingSend = (make: () => Promise<WireRequest>) => Promise<Sent>;

export interface RetryOptions {
  /** Whether a response only says that there were too many requests. 429 always does. */
  readonly isThrottled?: (exchange: Exchange) => boolean;
  readonly timer?: Pick<typeof REAL_TIMER, 'wait'>;
  /** From 0 up to 1: clients that failed together do not come back together. */
  readonly random?: () => number;
  /** The longest wait that a server may ask for, in milliseconds. */
  readonly maxWait?: number;
  /** The wait before a request that failed is sent again for the first time, in milliseconds. */
  readonly backOff?: number;
}

const DEFAULT_MAX_WAIT = 60_000;
const MOST_ATTEMPTS = 4;
/** Each attempt that times out takes as long as answers may take at all. */
const MOST_TIMEOUTS = 3;
/** So many requests failed at every attempt: then it is no passing fault, and one more attempt each is enough. */
const MOST_LASTING = 3;
const FIRST_WAIT = 1000;
const FIRST_BACK_OFF = 500;

/**
 * Sends again what was throttled: after the time in Retry-After, else after a second; from the second time on never
 * sooner than after two seconds, then four. Sends again, too, what met a fault of transport that may pass, soon and
 * then less soon.
 */
export function createRetry(
  send: Send,
  {
    isThrottled = () => false,
    timer = REAL_TIMER,
    random = Math.random,
    maxWait = DEFAULT_MAX_WAIT,
    backOff = FIRST_BACK_OFF,
  }: RetryOptions = {},
): RetryingSend {
  let lasting = 0;
  let wasThere = false;

  const mostAttempts = ({ response, noAnswer }: Exchange) => {
    if (lasting >= MOST_LASTING) return 2;
    return !response && noAnswer?.why === 'timeout' ? MOST_TIMEOUTS : MOST_ATTEMPTS;
  };

  return async (make) => {
    const repeated: Exchange[] = [];
    let [throttled, faults] = [0, 0];
    for (;;) {
      const exchange = await send(await make());
      const hasFault = isFault(exchange, wasThere);
      wasThere ||= exchange.response !== undefined;
      if (asksToWait(exchange) || isThrottled(exchange)) {
        throttled += 1;
        const asked = retryAfter(exchange);
        if (asked !== undefined && asked > maxWait)
          return { exchange, repeated, throttled: tooLong(exchange, asked, maxWait) };
        if (throttled >= MOST_ATTEMPTS) return { exchange, repeated, throttled: tooOften(exchange) };
        const own = Math.min(maxWait, FIRST_WAIT * 2 ** (throttled - 1));
        repeated.push(exchange);
        // A server may ask for no wait at all and refuse again: then the back-off counts.
        await timer.wait(throttled === 1 ? (asked ?? own) : Math.max(asked ?? 0, own));
      } else if (hasFault) {
        faults += 1;
        if (faults >= mostAttempts(exchange)) {
          lasting += 1;
          return { exchange, repeated };
        }
        repeated.push(exchange);
        await timer.wait(backOff * 2 ** (faults - 1) * (0.5 + random() / 2));
      } else {
        if (faults > 0) lasting = 0;
        return { exchange, repeated };
      }
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

function tooLong({ request, response }: Exchange, asked: number, maxWait: number): string {
  return (
    `${originOf(request.url)} asks with status ${response?.status} to wait ${seconds(asked)}; ` +
    `a check waits ${seconds(maxWait)} at most (--max-wait). Try again later, or ask less with --rate.`
  );
}

function tooOften({ request, response }: Exchange): string {
  return (
    `${originOf(request.url)} refuses to be asked so often: status ${response?.status}, ${MOST_ATTEMPTS} times in a row, ` +
    'waiting longer each time. Try again later, or ask less with --rate.'
  );
}

function seconds(milliseconds: number): string {
  const count = milliseconds > 1000 ? Math.ceil(milliseconds / 1000) : milliseconds / 1000;
  return `${count} ${count === 1 ? 'second' : 'seconds'}`;
}
