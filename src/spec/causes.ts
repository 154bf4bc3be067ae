/** The causes that are about who asks. */
export const CREDENTIAL_CAUSES = [
  'no-credential',
  'malformed-credential',
  'wrong-credential',
  'expired-credential',
  'unknown-key',
  'wrong-signature',
  'malformed-date',
  'stale-date',
  'nonce-reused',
  'unsupported-algorithm',
  'missing-header',
  'no-permission',
] as const;

/** Every cause for which a spec can name a whole answer: a closed set, the same as in specs/x-confab.schema.json. */
export const CAUSES = [
  ...CREDENTIAL_CAUSES,
  'missing-parameter',
  'invalid-parameter',
  'malformed-body',
  'wrong-content-type',
  'not-found',
  'past-the-end',
  'gone',
  'rate-limited',
  'internal',
] as const;

export type Cause = (typeof CAUSES)[number];

/** The keywords of JSON Schema that tell kinds of invalid values apart. */
export const FAULT_KEYWORDS = [
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
] as const;
export type FaultKeyword = (typeof FAULT_KEYWORDS)[number];

/** A cause with the keyword that a value does not fulfil. */
export type FailureKind = `invalid-parameter/${FaultKeyword}`;

export function isCredentialCause(cause: Cause): boolean {
  return (CREDENTIAL_CAUSES as readonly Cause[]).includes(cause);
}

/** Where a spec names no answer for a cause, the answer of a broader one is given. */
export const BROADER: Partial<Record<Cause, Cause>> = {
  'malformed-credential': 'wrong-credential',
  'expired-credential': 'wrong-credential',
  'unknown-key': 'wrong-credential',
  'wrong-signature': 'wrong-credential',
  'malformed-date': 'wrong-signature',
  'stale-date': 'wrong-signature',
  'nonce-reused': 'wrong-signature',
  'unsupported-algorithm': 'malformed-credential',
  'missing-header': 'malformed-credential',
  'wrong-credential': 'no-credential',
  'missing-parameter': 'invalid-parameter',
  'malformed-body': 'invalid-parameter',
  'wrong-content-type': 'malformed-body',
};
