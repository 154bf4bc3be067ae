import type { Operation, Spec } from '../../spec/spec.ts';
import type { CheckName } from '../checks.ts';
import type { Observation } from '../finding.ts';
import type { Seen } from '../seen.ts';
import type { Limits } from '../session.ts';
import { checkSchema } from './schema.ts';
import { checkStatus } from './status.ts';

/** What one check saw wrong in an answer; empty when nothing. undefined: it had nothing to look at. */
export type AnswerCheck = (seen: Seen, context: AnswerContext) => readonly Wrong[] | undefined;
export type Wrong = Omit<Observation, 'check'>;

export interface AnswerContext {
  readonly spec: Spec;
  readonly operation: Operation;
  readonly limits: Limits;
}

const ANSWER_CHECKS: readonly (readonly [CheckName, AnswerCheck])[] = [
  ['status', checkStatus],
  ['schema', checkSchema],
];

/** Holds one answer against the document: every check that has something to look at, with what it saw wrong. */
export function checkAnswer(
  spec: Spec,
  operation: Operation,
  seen: Seen,
  limits: Limits,
): (readonly [CheckName, readonly Wrong[]])[] {
  const context = { spec, operation, limits };
  return ANSWER_CHECKS.flatMap(([name, check]) => {
    const wrong = check(seen, context);
    return wrong ? [[name, wrong] as const] : [];
  });
}
