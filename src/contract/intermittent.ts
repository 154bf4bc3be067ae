import { faultWords } from '../http/fault.ts';
import { type Finding, toFindings } from '../result/finding.ts';
import type { Spec } from '../spec/spec.ts';
import { plural } from '../text/plural.ts';
import type { Check } from './check.ts';
import type { CheckLog } from './check-log.ts';

export const INTERMITTENT = {
  name: 'intermittent',
  title: 'No request has to be sent twice: none meets a fault of transport that goes away.',
  area: 'response',
  needs: 'wire',
  offline: 'whether the same request succeeds the next time takes a next time',
  whyUnseen: () => ['not-provoked', 'no request was sent'],
} as const satisfies Check;

/** What faults of transport that go away are. */
export const INTERMITTENT_LEVELS = ['warning', 'error'] as const;
export type IntermittentLevel = (typeof INTERMITTENT_LEVELS)[number];

const TITLE = 'requests fail now and then, and succeed when they are sent again';

/** The faults of a whole run that went away: one finding, however many there were, at the first operation with any. */
export function intermittentFinding(
  spec: Spec,
  logs: readonly CheckLog[],
  level: IntermittentLevel,
): Finding | undefined {
  for (const log of logs) if (log.counts.requests > 0) log.saw('intermittent');
  const first = logs.find(({ passing }) => passing.length > 0);
  if (!first?.wants('intermittent')) return undefined;
  const { operation } = first;
  const faults = logs.flatMap(({ passing }) => passing);
  const requests = logs.reduce((sum, { counts }) => sum + counts.requests, 0);
  const kinds = new Map<string, number>();
  for (const words of faults.map(faultWords)) kinds.set(words, (kinds.get(words) ?? 0) + 1);
  const [finding] = toFindings(
    spec,
    operation,
    faults.map((exchange) => ({
      check: 'intermittent',
      title: TITLE,
      expected: 'every request answered the first time',
      actual:
        `intermittent: ${faults.length} of ${plural(requests, 'request')} failed, and succeeded when sent again: ` +
        [...kinds].map(([words, count]) => `${words} (${count})`).join(', '),
      source: operation.pointer,
      evidence: { grade: 'documented', reason: '' },
      exchange,
    })),
    'documented',
  );
  return finding && { ...finding, level };
}
