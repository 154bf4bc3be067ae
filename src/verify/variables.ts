import { variablesOf } from '../auth/environment.ts';
import { credentialStandIn } from '../redact/stand-in.ts';
import type { Spec } from '../spec/spec.ts';

/** What stands for a credential in a recording, and the environment variable that a command to repeat it should have. */
export function toVariables(spec: Spec): Map<string, string> {
  return new Map(
    variablesOf(spec).flatMap(({ name, use }) => {
      if (!('scheme' in use)) return [];
      const standIn = credentialStandIn(use.scheme);
      // The halves of a pair stand in no recording; a new signature is made from them.
      return [[use.part === 'whole' ? standIn : `${standIn} ${use.part}`, name] as const];
    }),
  );
}
