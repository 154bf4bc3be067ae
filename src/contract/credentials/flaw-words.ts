import type { Flaw } from '../../auth/scheme-client.ts';
import type { Cause } from '../../spec/causes.ts';

const TITLES: Partial<Record<Cause, string>> = {
  'no-credential': 'no credential',
  'malformed-credential': 'a malformed credential',
  'wrong-credential': 'a wrong credential',
  'expired-credential': 'an expired credential',
  'unknown-key': 'the credential of an unknown key',
  'wrong-signature': 'a credential with a wrong signature',
  'malformed-date': 'a credential with a malformed date',
  'stale-date': 'a credential with a date far off',
  'nonce-reused': 'a credential whose nonce was used before',
  'unsupported-algorithm': 'a credential of an unknown algorithm',
  'missing-header': 'a credential without one of its headers',
};

/** What is wrong with a credential: the same for the same flaw. */
export function flawTitle({ cause, variant }: Flaw): string {
  return `${TITLES[cause] ?? cause}${variant === undefined ? '' : ` (${variant})`}`;
}

/** The same, after "asked with": which scheme it is matters where there are several. */
export function flawPurpose(flaw: Flaw): string {
  return `${flawTitle(flaw)} for ${flaw.scheme}`;
}

const NEEDS: Partial<Record<Cause, string>> = {
  'expired-credential': 'a credential that was right once and has expired',
  'wrong-credential': 'a credential that was right once and is no longer',
  'no-permission': 'a right credential that may not ask for this',
};

/** What it would take to be refused for a cause, where that cannot be made of a right credential. */
export function whatItTakes(cause: Cause): string {
  return `it takes ${NEEDS[cause] ?? 'another kind of credential'}`;
}
