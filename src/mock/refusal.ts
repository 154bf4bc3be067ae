import type { Cause } from '../spec/causes.ts';
import type { RequestError } from '../spec/request-errors.ts';

/** Why the mock gives no rows: the cause, the field that it is about and the rule that was broken, for people. */
export interface Refusal {
  readonly cause: Cause;
  readonly parameter: string;
  readonly reason: string;
  /** The keyword of JSON Schema that a value breaks. */
  readonly keyword?: string | undefined;
}

export function toRefusal({ causes: [cause], field, reason, keyword }: RequestError): Refusal {
  return { cause, parameter: field, reason, keyword };
}

/** Why a request is refused, as a sentence for people. */
export function sentenceOf({ cause, parameter, reason }: Refusal): string {
  return [parameter, reason].filter(Boolean).join(' ') || SENTENCES[cause];
}

const SENTENCES: Record<Cause, string> = {
  'no-credential': 'the request has no credential',
  'malformed-credential': 'the credential is not written as it must be',
  'wrong-credential': 'the credential is not known',
  'expired-credential': 'the credential has expired',
  'unknown-key': 'the key is not known',
  'wrong-signature': 'the signature is wrong',
  'malformed-date': 'the date is not written as it must be',
  'stale-date': 'the date is too old',
  'nonce-reused': 'the nonce was used before',
  'unsupported-algorithm': 'the algorithm of the signature is not supported',
  'missing-header': 'a header is missing',
  'no-permission': 'the credential does not allow this',
  'missing-parameter': 'a parameter is missing',
  'invalid-parameter': 'a parameter is not valid',
  'malformed-body': 'the body cannot be read',
  'wrong-content-type': 'the body has a media type that is not read',
  'not-found': 'nothing has this name',
  'past-the-end': 'there is no such page',
  gone: 'it is no longer there',
  'rate-limited': 'there were too many requests',
  internal: 'the server failed',
};
