import type { Cause } from '../spec/causes.ts';
import type { AuthOutcome } from './types.ts';

/** Refuses a credential: what is wrong with it, of the header or parameter that has it. */
export function refuse(cause: Cause, reason: string, parameter = 'Authorization'): AuthOutcome {
  return { ok: false, cause, details: { parameter, reason } };
}
