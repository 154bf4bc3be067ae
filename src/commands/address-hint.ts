import type { SpecResult } from '../result/result.ts';

/** Suggests that the address is wrong when no request of a run succeeded; else undefined. */
export function addressHint({ vendor, target, stopped, ledger, findings }: SpecResult): string | undefined {
  const successes = ledger.filter(({ kind, name }) => kind === 'status' && name.startsWith('2'));
  if (stopped || successes.length === 0 || successes.some(({ state }) => state !== 'skipped'))
    return undefined;
  const asked = findings[0]?.exchange.request.url.split('?')[0];
  if (asked === undefined) return undefined;
  return `${vendor}: no request succeeded. Is ${target} the right address? The request went to ${asked}; --url replaces everything before the operation's own path`;
}
