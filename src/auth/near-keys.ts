import type { Cause } from '../spec/causes.ts';
import { compilePattern } from '../spec/pattern.ts';
import type { CredentialRules } from '../spec/security.ts';
import type { Evidence } from '../spec/spec.ts';
import { swapCase } from '../text/swap-case.ts';
import { isJwtShaped } from './jwt.ts';
import type { SchemeFlaw } from './scheme-client.ts';

interface NearKey extends SchemeFlaw {
  readonly text: string;
}

/** Halves of shorter ones come up by chance. */
const SHORTEST = 12;

/**
 * Keys that are nearly the right one: its beginning, one with another character behind it, one in the other letter
 * case. A server that compares carelessly takes them for it. Of a JWT nothing can be changed so that it stays one.
 */
export function nearKeys(key: string, { pattern }: CredentialRules): NearKey[] {
  if (key.length < SHORTEST || isJwtShaped(key)) return [];
  const form = pattern === undefined ? undefined : compilePattern(pattern);
  const causeOf = (text: string): Cause =>
    form && !form.test(text) ? 'malformed-credential' : 'wrong-credential';
  const near = (variant: string, text: string, evidence?: Evidence): NearKey => ({
    cause: causeOf(text),
    variant,
    text,
    ...(evidence && { evidence }),
  });
  const swapped = swapCase(key);
  return [
    near('its first half alone', halfOf(key)),
    // What decodes Base64 stops at its padding.
    ...(/(?:=|%3D)$/i.test(key) ? [] : [near('with one more character at its end', `${key}x`)]),
    ...(swapped === key || isCaseless(key)
      ? []
      : [near('in the other letter case', swapped, isMixed(key) || !form?.test(swapped) ? undefined : CASE)]),
  ];
}

/** The variables that hold secrets, with those of the keys that are nearly one: no report may show half of a key. */
export function withNearKeys(variables: ReadonlyMap<string, string>): Map<string, string> {
  const near = [...variables].flatMap(([key, name]): [string, string][] =>
    key.length < SHORTEST || name.includes('$')
      ? []
      : [
          // As a shell takes a part of a variable, and turns its letter case.
          [halfOf(key), `{${name}:0:${halfOf(key).length}}`],
          [swapCase(key), `{${name}~~}`],
        ],
  );
  return new Map([...near, ...variables]);
}

const CASE: Evidence = {
  grade: 'observed',
  reason: 'the document does not say that the letter case of a key matters',
};

function halfOf(key: string): string {
  return key.slice(0, Math.ceil(key.length / 2));
}

/** Hexadecimal digits, as in a UUID, are numbers: their letter case says nothing. */
function isCaseless(key: string): boolean {
  return /^[\da-f-]+$/i.test(key);
}

function isMixed(key: string): boolean {
  return /[a-z]/.test(key) && /[A-Z]/.test(key);
}
