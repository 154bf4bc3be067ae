import type { CheckName } from '../../result/checks.ts';
import type { Deviation } from '../../result/observation.ts';
import type { ObservedResponse } from '../../result/observed-response.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import type { Limits } from '../session.ts';
import { checkConnection, checkSlow } from './connection.ts';
import { checkEncoding, checkUtf8 } from './encoding.ts';
import { checkEnvelope, type Mixture, mixtureOf } from './envelope.ts';
import { checkHeader } from './header.ts';
import { checkDuplicateKey, checkJson, checkNumberPrecision } from './json.ts';
import { checkCharset, checkMediaType } from './media-type.ts';
import { checkMojibake } from './mojibake.ts';
import { checkSchema } from './schema.ts';
import { checkRedirect, checkServerError, checkStatus } from './status.ts';
import { checkTime } from './time.ts';
import { checkUnknownField } from './unknown-field.ts';

/** What one check saw wrong in an answer; empty when nothing. undefined: it had nothing to look at. */
export type AnswerCheck = (
  seen: ObservedResponse,
  context: AnswerContext,
) => readonly Deviation[] | undefined;

interface AnswerContext {
  readonly spec: Spec;
  readonly operation: Operation;
  readonly limits: Limits;
  /** What the answer says that belongs into another one; then `envelope` says so, and no other check line by line. */
  readonly mixture: Mixture | undefined;
}

const ANSWER_CHECKS = {
  connection: checkConnection,
  status: checkStatus,
  'server-error': checkServerError,
  redirect: checkRedirect,
  'media-type': checkMediaType,
  charset: checkCharset,
  encoding: checkEncoding,
  header: checkHeader,
  'utf-8': checkUtf8,
  json: checkJson,
  'duplicate-key': checkDuplicateKey,
  'number-precision': checkNumberPrecision,
  envelope: checkEnvelope,
  schema: checkSchema,
  'unknown-field': checkUnknownField,
  mojibake: checkMojibake,
  time: checkTime,
  slow: checkSlow,
} as const satisfies Partial<Record<CheckName, AnswerCheck>>;

export type AnswerCheckName = keyof typeof ANSWER_CHECKS;

export const ANSWER_CHECK_NAMES = Object.keys(ANSWER_CHECKS) as AnswerCheckName[];

/** Holds one answer against the document: every wanted check that has something to look at, with what it saw wrong. */
export function checkAnswer(
  spec: Spec,
  operation: Operation,
  seen: ObservedResponse,
  limits: Limits,
  wants: (check: CheckName) => boolean = () => true,
): (readonly [CheckName, readonly Deviation[]])[] {
  // Nobody would hear of a mixture when `envelope` is left out: then the others say what they see.
  const mixture = wants('envelope') ? mixtureOf(spec, operation, seen) : undefined;
  const context: AnswerContext = { spec, operation, limits, mixture };
  return ANSWER_CHECK_NAMES.filter(wants).flatMap((name) => {
    const wrong = ANSWER_CHECKS[name](seen, context);
    return wrong ? [[name, wrong] as const] : [];
  });
}
