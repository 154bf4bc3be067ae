import { type Check, checksFor } from '../contract/check.ts';
import type { Ledger } from '../result/ledger.ts';
import type { Operation, Spec } from '../spec/spec.ts';

interface CoverageOptions {
  readonly checks: readonly Check[];
  readonly wants: (check: string) => boolean;
}

/** Says of everything that was not checked why: no recording could show it, or none does. */
export function explainUncovered(
  spec: Spec,
  operation: Operation,
  ledger: Ledger,
  { checks, wants }: CoverageOptions,
): void {
  for (const { name, offline, whyUnseen } of checksFor(checks, operation)) {
    const entry = `check:${name}`;
    const [reason, detail] = whyUnseen?.(spec, operation) ?? [];
    if (!wants(name)) ledger.skip(entry, 'excluded');
    else if (offline !== true)
      ledger.skip(entry, 'not-provoked', offline || 'it takes requests of its own: confab check');
    if (reason === 'not-declared') ledger.skip(entry, reason, detail);
  }
  for (const { kind, name, state, reason, detail } of ledger.entries())
    if (state === 'skipped' && reason === 'not-reached' && detail === undefined)
      ledger.skip(`${kind}:${name}`, 'not-reached', 'no fixture covers it');
}
