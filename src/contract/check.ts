import type { CheckFacts } from '../result/check-facts.ts';
import type { Reason } from '../result/ledger.ts';
import type { Deviation } from '../result/observation.ts';
import type { ObservedResponse } from '../result/observed-response.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import type { mixtureOf } from './answer/envelope.ts';

/**
 * What a check must see. one-response: the status and the body of any response. wire: a response as it came, with
 * its headers, its length and its time. several-responses: responses to requests of its own. stable-list: responses
 * that it compares with each other, so that rows which move meanwhile may explain a difference.
 */
type Need = 'one-response' | 'wire' | 'several-responses' | 'stable-list';

/** Everything that the project knows of a check, besides the function that does the work. */
export interface Check extends CheckFacts {
  readonly needs: Need;
  /** true: recordings can show it. A text: why they cannot. false: it takes requests of its own. */
  readonly offline: boolean | string;
  /** Whether it can say anything about an operation; about every one when not given. */
  readonly appliesTo?: (operation: Operation) => boolean;
  /** Why it may have found nothing to look at, although it applies. */
  readonly whyUnseen?: (spec: Spec, operation: Operation) => Unseen;
}

export type Unseen = readonly [reason: Reason, detail: string];

/** A check that one response is enough for. */
export interface ResponseCheck extends Check {
  readonly needs: 'one-response' | 'wire';
  readonly check: ResponseChecker;
}

/** Gives what is wrong with a response; an empty list when nothing is. undefined: it had nothing to look at. */
export type ResponseChecker = (
  observed: ObservedResponse,
  context: CheckContext,
) => readonly ResponseDeviation[] | undefined;

/** What is left out is filled in: the operation itself as the statement, documented, and the response's own exchange. */
export type ResponseDeviation = Pick<Deviation, 'title' | 'expected' | 'actual'> & Partial<Deviation>;

/** What a check of one response can refer to. */
export interface CheckContext {
  readonly spec: Spec;
  readonly operation: Operation;
  /** Slower responses are worth a finding, in milliseconds. */
  readonly slow: number;
  /** What the answer says that belongs into another one; then `envelope` says so, and no other check line by line. */
  readonly mixture: ReturnType<typeof mixtureOf>;
}

export function isResponseCheck(check: Check): check is ResponseCheck {
  return 'check' in check;
}

/** The checks that can say something about an operation. */
export function checksFor(checks: readonly Check[], operation: Operation): Check[] {
  return checks.filter(({ appliesTo }) => appliesTo?.(operation) ?? true);
}
