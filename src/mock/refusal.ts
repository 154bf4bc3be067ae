import type { Cause } from '../spec/causes.ts';
import type { RequestError } from '../spec/request-errors.ts';

/** Why the mock gives no rows: the cause, the field that it is about and the rule that was broken, for people. */
export interface Refusal {
  readonly cause: Cause;
  readonly parameter: string;
  readonly reason: string;
}

export function toRefusal({ causes: [cause], field, reason }: RequestError): Refusal {
  return { cause, parameter: field, reason };
}
