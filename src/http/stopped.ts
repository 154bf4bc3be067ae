import { NO_ANSWER_REASONS } from './exchange.ts';

/** Why a run cannot go on: the target does not answer, does not let us in, or asks us to wait; or nobody wants to wait for it. */
export const STOPS = [...NO_ANSWER_REASONS, 'unauthorised', 'throttled', 'interrupted'] as const;
export type Stop = (typeof STOPS)[number];

/** Ends the run of an operation. Never a finding: that it could not be asked does not break the contract. */
export class Stopped extends Error {
  override name = 'Stopped' as const;
  readonly why: Stop;

  constructor(why: Stop, message: string) {
    super(message);
    this.why = why;
  }
}
