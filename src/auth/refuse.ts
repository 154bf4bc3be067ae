import type { Cause } from '../spec/causes.ts';
import type { Marks } from './marks.ts';
import type { AuthOutcome } from './types.ts';

/** Refuses a credential: what is wrong with it, of the header or parameter that has it. */
export function refuse(cause: Cause, reason: string, parameter = 'Authorization'): AuthOutcome {
  return { ok: false, cause, details: { parameter, reason } };
}

/** The outcome with marks that were read before it; its own count first. */
export function withMarks(outcome: AuthOutcome, { scope, magic }: Marks): AuthOutcome {
  if (scope === undefined && magic === undefined) return outcome;
  const both = { ...outcome, scope: outcome.scope ?? scope };
  return outcome.ok ? { ...both, magic: outcome.magic ?? magic } : both;
}
