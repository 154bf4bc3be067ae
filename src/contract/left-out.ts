import type { CheckName } from '../result/checks.ts';
import { ANSWER_CHECK_NAMES } from './answer/check-answer.ts';
import type { Session } from './session.ts';

const ASKS_NOTHING: readonly string[] = ANSWER_CHECK_NAMES;

/** Where checks with requests of their own are left out, so is what only they would have reached. */
export function explainLeftOut({ ledger, wants, skip }: Session): void {
  const leftOut = ledger.names('check').filter((name) => !wants(name as CheckName));
  if (leftOut.every((name) => ASKS_NOTHING.includes(name))) return;
  for (const { kind, name, state, reason } of ledger.entries())
    if (kind !== 'check' && state === 'skipped' && reason === 'not-reached')
      skip(`${kind}:${name}`, 'excluded', 'a check that is left out would have asked for it');
}
