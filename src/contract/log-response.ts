import type { ObservedResponse } from '../result/observed-response.ts';
import type { Cause } from '../spec/causes.ts';
import type { RequestValues } from '../spec/request-values.ts';
import { checkAnswer } from './answer/check-answer.ts';
import type { CheckLog } from './check-log.ts';
import type { CheckName } from './checks.ts';
import { noteCovered } from './covered.ts';

interface LogOptions {
  /** What the request said. */
  readonly values: RequestValues;
  /** Slower responses are worth a finding, in milliseconds; none is when not given. */
  readonly slow?: number;
  /** The causes that the request is meant to bring about; any when not given. */
  readonly causes?: readonly Cause[] | undefined;
  /** Checks that do not apply to this response. */
  readonly without?: readonly CheckName[];
}

/** Keeps what a response shows by itself: what its checks saw, and what it proves was reached. */
export function logResponse(
  log: CheckLog,
  observed: ObservedResponse,
  { values, slow, causes, without = [] }: LogOptions,
): void {
  const wants = (check: string) => log.wants(check) && !without.some((one) => one === check);
  // A check of the user's own has a name that is in no list of ours.
  for (const [{ name }, deviations] of checkAnswer(observed, {
    ...log,
    wants,
    ...(slow !== undefined && { slow }),
  }))
    log.saw(name as CheckName, ...deviations);
  noteCovered(log.spec, log.ledger, log.operation, values, observed, causes);
}
