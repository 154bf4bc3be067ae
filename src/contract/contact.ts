import type { Exchange } from '../http/exchange.ts';
import type { Sent } from '../http/retry.ts';
import { Stopped } from '../http/stopped.ts';
import type { CheckLog } from './check-log.ts';
import { GivenUp, giveUpOn } from './given-up.ts';

/** Tells a request that gets no answer from a target that is gone. */
export interface Contact {
  /** Whether there was any answer but that there were too many requests. */
  readonly isKnown: boolean;
  /** The target answered: what got no answer before is its fault. `again` sends the same once more. */
  answered(again: () => Promise<Sent>): void;
  /** A request got no answer, however often it was sent. Throws GivenUp, or Stopped when the target seems to be gone. */
  silent(log: CheckLog, exchange: Exchange, purpose: string): Promise<never>;
  /** A request may only be sent again much later. Throws as `silent` does. */
  throttled(log: CheckLog, message: string): Promise<never>;
  /** Nothing more is sent: what is still held back is the target's fault, too. */
  end(): void;
}

/** After so many requests in a row without an answer, one is asked for that came before: is the target gone? */
const MOST_SILENT = 3;

const TITLES = {
  reset: 'the connection is closed without an answer',
  timeout: 'there is no answer',
  'not-http': 'what comes is not HTTP',
} as const;

export function createContact(): Contact {
  let known: (() => Promise<Sent>) | undefined;
  let inRow = 0;
  let held: (() => void)[] = [];

  async function giveUp(log: CheckLog, stopped: Stopped, givenUp: GivenUp): Promise<never> {
    inRow += 1;
    if (inRow >= MOST_SILENT && (await isThere())) end();
    if (!known || inRow >= MOST_SILENT) {
      held = [];
      throw stopped;
    }
    throw giveUpOn(log, givenUp);
  }
  async function isThere(): Promise<boolean> {
    const sent = await known?.();
    return sent?.exchange.response !== undefined && sent.throttled === undefined;
  }
  function end() {
    for (const tell of held) tell();
    held = [];
    inRow = 0;
  }

  return {
    get isKnown() {
      return known !== undefined;
    },
    answered(again) {
      known = again;
      end();
    },
    async silent(log, exchange, purpose) {
      const { why = 'unreachable', message = 'no answer' } = exchange.noAnswer ?? {};
      // Where nothing listens any longer there is nothing to be asked.
      if (why === 'unreachable') throw new Stopped(why, message);
      held.push(() =>
        log.saw('connection', {
          title: TITLES[why],
          expected: `an answer, asked for ${purpose}`,
          actual: message,
          source: log.operation.pointer,
          evidence: { grade: 'documented', reason: '' },
          exchange,
        }),
      );
      return giveUp(log, new Stopped(why, message), new GivenUp('no-answer', message));
    },
    throttled: (log, message) =>
      giveUp(log, new Stopped('throttled', message), new GivenUp('throttled', message)),
    end,
  };
}
