import { isResponseCheck } from './check.ts';
import type { CheckLog } from './check-log.ts';

/** Where checks with requests of their own are left out, so is what only they would have reached. */
export function explainLeftOut({ ledger, checks, wants, skip }: CheckLog): void {
  const names = ledger.names('check');
  const leftOut = checks.filter(({ name }) => names.includes(name) && !wants(name));
  if (leftOut.every(isResponseCheck)) return;
  for (const { kind, name, state, reason } of ledger.entries())
    if (kind !== 'check' && state === 'skipped' && reason === 'not-reached')
      skip(`${kind}:${name}`, 'excluded', 'a check that is left out would have asked for it');
}
