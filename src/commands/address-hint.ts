import type { SpecResult } from '../result/result.ts';

/** What may be wrong with the address, where nothing that was asked for came; undefined where something did. */
export function addressHint({ vendor, target, stopped, ledger, findings }: SpecResult): string | undefined {
  const successes = ledger.filter(({ kind, name }) => kind === 'status' && name.startsWith('2'));
  if (stopped || successes.length === 0 || successes.some(({ state }) => state !== 'skipped'))
    return undefined;
  const asked = findings[0]?.exchange.request.url.split('?')[0];
  if (asked === undefined) return undefined;
  return `${vendor}: no request succeeded. Is ${target} the right address? The request went to ${asked}; --url replaces everything before the operation's own path`;
}
