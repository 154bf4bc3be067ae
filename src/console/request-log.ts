import type { ServedExchange } from '../control/served-exchange.ts';
import { plural } from '../text/plural.ts';
import type { LogForm } from './log-forms.ts';
import { toRequestJson, toRequestLines } from './request-line.ts';

/** Who does not read what is written keeps it in this process's memory: beyond so many bytes, requests are only counted. */
export const MOST_UNREAD = 1024 * 1024;

interface RequestLogOptions {
  readonly form: Exclude<LogForm, 'off'>;
  readonly color: boolean;
  readonly write: (text: string) => void;
  /** How many bytes were written that nobody has read yet. */
  readonly unread: () => number;
}

interface RequestLog {
  /** Takes note of an exchange; it is written when the requests that are there now are answered. */
  tell(exchange: ServedExchange): void;
  /** Writes what is still to be written. */
  flush(): void;
}

/** One line a request, all of a turn of the event loop in one write: a request does not wait for a terminal. */
export function createRequestLog({ form, color, write, unread }: RequestLogOptions): RequestLog {
  let waiting: ServedExchange[] = [];
  let left = 0;

  function flush(): void {
    const exchanges = waiting;
    waiting = [];
    if (exchanges.length === 0) return;
    if (unread() > MOST_UNREAD) {
      left += exchanges.length;
      return;
    }
    const lines = exchanges.map((one) => (form === 'json' ? toRequestJson(one) : toRequestLines(one, color)));
    if (left > 0) lines.unshift(toLeftOut(left, form));
    left = 0;
    write(lines.join('\n'));
  }

  return {
    tell(exchange) {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(exchange);
    },
    flush,
  };
}

function toLeftOut(count: number, form: LogForm): string {
  if (form === 'json') return JSON.stringify({ event: 'left-out', requests: count });
  return `confab: ${plural(count, 'request was', 'requests were')} not written here, as nobody read this`;
}
