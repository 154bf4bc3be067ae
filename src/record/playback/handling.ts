import { FixtureError, RunError } from '../../errors.ts';
import type { WireResponse } from '../../http/exchange.ts';
import type { IncomingRequest } from '../incoming-request.ts';
import type { ProblemResponse } from '../problem-response.ts';
import type { PlaybackOptions } from './options.ts';
import type { PlaybackEvent } from './playback-event.ts';
import { printedRequest } from './printed-request.ts';
import { failed } from './refusals.ts';

/** A request as it came, and as it may be printed. */
export interface PrintedAsk {
  readonly incoming: IncomingRequest;
  readonly clean: PlaybackEvent['request'];
}

/** What is done around each answer: it is counted while it is made, and told of. */
interface Handling {
  /** When a file cannot be read or written, the response says that the playback failed, not the vendor. */
  handle(
    incoming: IncomingRequest,
    answer: (incoming: IncomingRequest) => Promise<WireResponse>,
  ): Promise<WireResponse>;
  tell(incoming: IncomingRequest, event: PlaybackEvent): void;
  refuse(asked: PrintedAsk, problem: ProblemResponse): WireResponse;
  /** How many requests have no answer yet. */
  inFlight(): number;
}

export function createHandling(options: PlaybackOptions): Handling {
  const done = new WeakMap<IncomingRequest, PlaybackEvent>();
  let inFlight = 0;

  function tell(incoming: IncomingRequest, event: PlaybackEvent): void {
    if (options.served) done.set(incoming, event);
    options.tell?.(event);
  }

  function refuse({ incoming, clean }: PrintedAsk, { response, problem }: ProblemResponse): WireResponse {
    const why = `${problem.title}: ${problem.detail}`;
    tell(incoming, { what: 'refused', request: clean, status: response.status, why });
    return response;
  }

  return {
    async handle(incoming, answer) {
      inFlight += 1;
      const start = performance.now();
      try {
        const response = await answer(incoming).catch((error: unknown) => {
          if (!(error instanceof RunError || error instanceof FixtureError)) throw error;
          return refuse({ incoming, clean: printedRequest(incoming, options) }, failed(error));
        });
        options.served?.(incoming, response, done.get(incoming), performance.now() - start);
        return response;
      } finally {
        inFlight -= 1;
      }
    },
    tell,
    refuse,
    inFlight: () => inFlight,
  };
}
