import type { Deviation } from '../../result/observation.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import { DOCUMENTED } from '../../spec/grade.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import { type Check, isResponseCheck, type ResponseCheck } from '../check.ts';
import { mixtureOf } from './envelope.ts';

/** What a response is held against. */
interface AnswerOptions {
  readonly spec: Spec;
  readonly operation: Operation;
  /** Slower responses are worth a finding, in milliseconds; none is when not given. */
  readonly slow?: number;
  readonly checks: readonly Check[];
  /** Whether a check takes part; every one when not given. */
  readonly wants?: ((check: string) => boolean) | undefined;
}

/** Holds one response against the document: every wanted check that has something to look at, with what it saw. */
export function checkAnswer(
  observed: ObservedResponse,
  { spec, operation, checks, slow = Number.POSITIVE_INFINITY, wants = () => true }: AnswerOptions,
): (readonly [ResponseCheck, readonly Deviation[]])[] {
  // Nobody would hear of a mixture when `envelope` is left out: then the others say what they see.
  const mixture = wants('envelope') ? mixtureOf(spec, operation, observed) : undefined;
  const context = { spec, operation, slow, mixture };
  const said = { source: operation.pointer, evidence: DOCUMENTED, exchange: observed.exchange };
  return checks
    .filter(isResponseCheck)
    .filter(({ name }) => wants(name))
    .flatMap((check) => {
      const deviations = check.check(observed, context)?.map((one) => ({ ...said, ...one }));
      return deviations ? [[check, deviations] as const] : [];
    });
}
