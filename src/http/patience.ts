import { type Exchange, headerOf, type Send, type WireRequest } from './exchange.ts';
import { type Clock, REAL_CLOCK } from './pace.ts';
import { Stopped } from './stopped.ts';

/** Sends until there is an answer to look at. The request is made anew for each try: a signature holds once. */
export type PatientSend = (make: () => Promise<WireRequest>) => Promise<Exchange>;

interface PatienceOptions {
  /** Whether an answer only says that it was asked too often. 429 always does. */
  readonly isThrottled?: (exchange: Exchange) => boolean;
  readonly clock?: Clock;
}

const TRIES = 4;
const FIRST_WAIT = 1000;
/** Nobody waits longer for a check: what asks for more ends the run. */
const LONGEST_WAIT = 60_000;

/**
 * Waits and tries again when it is asked to: as long as Retry-After says, and after the first time no less than
 * a second, two and four. Throws Stopped when that is too long or too often. A connection that broke or stayed
 * silent is tried once more.
 */
export function createPatience(
  send: Send,
  { isThrottled = () => false, clock = REAL_CLOCK }: PatienceOptions = {},
): PatientSend {
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
      // Who was told to come back at once and is refused again waits all the same.
      const wait = throttled === 1 ? (asked ?? backOff) : Math.max(asked ?? 0, backOff);
      if (wait > LONGEST_WAIT) throw tooLong(exchange, wait);
      if (throttled >= TRIES) throw tooOften(exchange);
      await clock.wait(wait);
    }
  };
}

/** The wait that Retry-After asks for, in milliseconds: seconds, or an HTTP date; undefined: none, or nonsense. */
export function retryAfter({ response, at }: Exchange): number | undefined {
  const text = headerOf(response?.headers ?? [], 'retry-after')?.trim();
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // By the server's own clock, where it tells it: ours may be wrong.
  const now = Date.parse(headerOf(response?.headers ?? [], 'date') ?? '');
  const until = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(until) ? undefined : Math.max(0, until - (Number.isNaN(now) ? at : now));
}

function asksToWait({ response }: Exchange): boolean {
  if (response?.status === 429) return true;
  return response?.status === 503 && headerOf(response.headers, 'retry-after') !== undefined;
}

function tooLong({ request, response }: Exchange, wait: number): Stopped {
  return new Stopped(
    'throttled',
    `${originOf(request)} asks with status ${response?.status} to wait ${Math.ceil(wait / 1000)} seconds; ` +
      'a check waits 60 at most. Try again later, or ask less with --rate.',
  );
}

function tooOften({ request, response }: Exchange): Stopped {
  return new Stopped(
    'throttled',
    `${originOf(request)} refuses to be asked so often: status ${response?.status}, ${TRIES} times in a row, ` +
      'waiting longer each time. Try again later, or ask less with --rate.',
  );
}

function originOf({ url }: WireRequest): string {
  return new URL(url).origin;
}
