import type { ServedExchange } from '../served-exchange.ts';
import { type Hinter, NO_HINTS, operationName } from './hint.ts';

/** Timers of clients are not exact. */
const TOLERANCE = 100;
const MOST_OPERATIONS = 100;

interface Wait {
  /** When the answer was made that asked for it, in epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly said: string;
  readonly status: number;
}

/** A call before the time that `Retry-After` named. */
export function createTooEarly(): Hinter {
  const waits = new Map<string, Wait>();
  return (exchange) => {
    const { at, operation } = exchange;
    if (!operation) return NO_HINTS;
    const name = operationName(exchange);
    const wait = waits.get(name);
    const next = toWait(exchange);
    if (next) {
      if (waits.size >= MOST_OPERATIONS) waits.clear();
      waits.set(name, next);
    } else if (wait && at >= wait.until) waits.delete(name);
    // A request that was on its way already could not know.
    if (!wait || at <= wait.from || at >= wait.until - TOLERANCE) return NO_HINTS;
    const text = `${name} was called again ${seconds(at - wait.from)} after a ${wait.status} that said Retry-After: ${wait.said}`;
    return [{ about: `early ${name}`, text }];
  };
}

function toWait({ at, ms, response: { status, headers } }: ServedExchange): Wait | undefined {
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'retry-after');
  const said = name === undefined ? undefined : headers[name];
  if (said === undefined) return undefined;
  const from = at + ms;
  // Seconds, or a date (RFC 9110, 10.2.3).
  const until = /^\d+$/.test(said) ? from + Number(said) * 1000 : Date.parse(said);
  return until > from ? { from, until, said, status } : undefined;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
