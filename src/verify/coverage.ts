import { ANSWER_CHECK_NAMES } from '../contract/answer/check-answer.ts';
import { unseenChecks } from '../contract/answer/unseen.ts';
import type { CheckName } from '../result/checks.ts';
import type { Ledger } from '../result/ledger.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/** What recorded pages of one walk can show. */
const OF_WALKS: readonly CheckName[] = [
  'page-size',
  'page-disjoint',
  'total',
  'has-more',
  'has-previous',
  'page-count',
  'page-echo',
  'token',
  'past-the-end',
  'empty-list',
  'order',
  'order-request',
];
const OF_ANSWERS: readonly CheckName[] = ANSWER_CHECK_NAMES;

/** Says of all that was not looked at why: no recording could show it, or none does. */
export function explainUncovered(
  spec: Spec,
  operation: Operation,
  ledger: Ledger,
  wants: (check: CheckName) => boolean,
): void {
  for (const name of ledger.names('check') as CheckName[]) {
    const entry = `check:${name}`;
    if (!wants(name)) ledger.skip(entry, 'excluded');
    else if (name === 'slow')
      ledger.skip(entry, 'not-provoked', 'how long it took once says nothing of the next time');
    else if (!OF_ANSWERS.includes(name) && !OF_WALKS.includes(name))
      ledger.skip(entry, 'not-provoked', 'it takes requests of its own: confab check');
  }
  for (const [check, reason, detail] of unseenChecks(spec, operation))
    if (reason === 'not-declared') ledger.skip(`check:${check}`, reason, detail);
  for (const { kind, name, state, reason, detail } of ledger.entries())
    if (state === 'skipped' && reason === 'not-reached' && detail === undefined)
      ledger.skip(`${kind}:${name}`, 'not-reached', 'no fixture covers it');
}
