import type { SecurityScheme } from '../spec/security.ts';

/**
 * The credential of a scheme that is always known: the one that the document names, or else one of the form that the
 * scheme wants.
 */
export function testCredential(scheme: SecurityScheme | undefined): string {
  const rules = scheme?.['x-confab']?.credential;
  return rules?.test ?? STAND_INS[separatorOf(scheme)];
}

/** What stands between the id and the secret of a pair; empty where the credential is no pair. */
export function separatorOf(scheme: SecurityScheme | undefined): '' | ':' | '.' {
  if (scheme?.type !== 'http') return '';
  if (['basic', 'acs3-hmac-sha256'].includes(scheme.scheme.toLowerCase())) return ':';
  return scheme['x-confab']?.credential?.jwt?.id === undefined ? '' : '.';
}

const STAND_INS = {
  '': 'confab-test-key',
  ':': 'confab-test:confab-test-secret',
  '.': 'confab-test.confab-test-secret',
} as const;
