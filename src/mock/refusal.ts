import type { Cause } from '../spec/causes.ts';

/** Why a request is refused: its cause, the parameter it is about and the rule it broke, for people. */
export interface Refusal {
  readonly cause: Cause;
  readonly parameter: string;
  readonly reason: string;
}
