import { NO_ANSWER_REASONS } from './exchange.ts';

/**
 * Why a run ends early: the target gives no response, accepts no credential, throttles, or is not what was meant;
 * the user interrupts; or the requests that the user allows are used up.
 */
export const STOPS = [
  ...NO_ANSWER_REASONS,
  'unauthorised',
  'throttled',
  'wrong-address',
  'budget',
  'interrupted',
] as const;
type Stop = (typeof STOPS)[number];

/** Ends the run of an operation. It is not a finding: a service that cannot be asked does not break its contract. */
export class Stopped extends Error {
  override name = 'Stopped' as const;
  readonly why: Stop;

  constructor(why: Stop, message: string) {
    super(message);
    this.why = why;
  }
}
