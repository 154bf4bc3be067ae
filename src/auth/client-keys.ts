import { compilePattern } from '../spec/pattern.ts';
import type { CredentialRules, SecurityScheme } from '../spec/security.ts';
import { percentEncoded } from '../text/percent-encoded.ts';
import { fakeCredential, fakeSignature } from './fake-credential.ts';
import { isJwtShaped } from './jwt.ts';
import { nearKeys } from './near-keys.ts';
import { type SchemeClient, type SchemeFlaw, type SignerOptions, withHeaders } from './scheme-client.ts';
import { wrongTokens } from './wrong-tokens.ts';

/** A flaw, and the Authorization header that has it. */
interface FlawedHeader extends SchemeFlaw {
  readonly value: () => undefined | string | Promise<string>;
}

/** Keys and tokens in the Authorization header, after the word Bearer. */
export function bearerClient(rules: CredentialRules, key: string, options: SignerOptions): SchemeClient {
  const wrong = wrongKey(rules, key);
  const flawed: readonly FlawedHeader[] = [
    { cause: 'no-credential', value: () => undefined },
    { cause: 'no-credential', variant: 'the word Bearer alone', value: () => 'Bearer' },
    { cause: 'malformed-credential', value: () => malformed(rules) },
    { cause: 'wrong-credential', value: () => `Bearer ${wrong}` },
    ...nearKeys(key, rules).map(({ text, ...flaw }) => ({ ...flaw, value: () => `Bearer ${text}` })),
    { ...underScheme('Basic'), value: () => `Basic ${key}` },
    ...wrongTokens(rules, key, options.now).map(({ token, ...flaw }) => ({
      ...flaw,
      value: async () => `Bearer ${await token()}`,
    })),
  ];
  return {
    secrets: [key],
    flaws: flawed.map(({ value: _, ...flaw }) => flaw),
    async apply(request, flaw) {
      const meant =
        flaw && flawed.find(({ cause, variant }) => cause === flaw.cause && variant === flaw.variant);
      return withHeaders(request, { Authorization: meant ? await meant.value() : `Bearer ${key}` });
    },
  };
}

/**
 * A wrong key that a server can read: of a JWT, whose parts are not letters at will, the scheme's own plain key, or
 * the same token with another signature.
 */
function wrongKey(rules: CredentialRules, key: string): string {
  if (!isJwtShaped(key)) return fakeCredential(key, (text) => isKey(rules, text));
  const { test } = rules;
  return test === undefined || isJwtShaped(test)
    ? fakeSignature(key)
    : fakeCredential(test, (text) => isKey(rules, text));
}

/** The right credential, and the word before it is that of another scheme. */
function underScheme(scheme: 'Basic' | 'Bearer'): SchemeFlaw {
  return {
    under: scheme,
    cause: 'malformed-credential',
    variant: `under the scheme ${scheme}`,
    evidence: { grade: 'observed', reason: 'by RFC 9110 the scheme says what the credential is' },
  };
}

/** A value that is not a key; where any text is a valid key, the word before it is wrong instead. */
function malformed({ pattern }: CredentialRules): string {
  const looks = pattern === undefined ? undefined : compilePattern(pattern);
  const text = ['not a key', '-', '!'].find((one) => looks && !looks.test(one));
  return text === undefined ? 'Token confab' : `Bearer ${text}`;
}

function isKey({ pattern, wellFormed }: CredentialRules, text: string): boolean {
  return [pattern, wellFormed].every((one) => one === undefined || compilePattern(one).test(text));
}

/** A key in a header, a query parameter or a cookie that the scheme names. */
export function apiKeyClient(scheme: Extract<SecurityScheme, { type: 'apiKey' }>, key: string): SchemeClient {
  const { name } = scheme;
  const rules = scheme['x-confab']?.credential ?? {};
  const near = [...nearKeys(key, rules), ...(scheme.in === 'query' ? [withBlank(key)] : [])];
  const values: Partial<Record<string, string>> = {
    'wrong-credential': wrongKey(rules, key),
    'malformed-credential': '-',
  };
  const flawedValue = ({ cause, variant }: SchemeFlaw): string =>
    near.find((one) => one.variant === variant)?.text ??
    (cause === 'no-credential' ? '' : (values[cause] ?? key));
  const hasForm = rules.pattern !== undefined && !compilePattern(rules.pattern).test('-');
  return {
    secrets: [key],
    flaws: [
      { cause: 'no-credential' },
      { cause: 'no-credential', variant: 'an empty one' },
      { cause: 'wrong-credential' },
      ...(hasForm ? [{ cause: 'malformed-credential' } as const] : []),
      ...near.map(({ text: _, ...flaw }) => flaw),
    ],
    apply(request, flaw) {
      if (flaw?.cause === 'no-credential' && flaw.variant === undefined) return request;
      const value = flaw ? flawedValue(flaw) : key;
      if (scheme.in === 'header') return withHeaders(request, { [name]: value });
      if (scheme.in === 'cookie') {
        const others = request.headers.Cookie === undefined ? '' : `${request.headers.Cookie}; `;
        return withHeaders(request, { Cookie: `${others}${name}=${value}` });
      }
      const separator = request.url.includes('?') ? '&' : '?';
      return {
        ...request,
        url: `${request.url}${separator}${percentEncoded(name)}=${percentEncoded(value)}`,
      };
    },
  };
}

/** In a header it would be lost on the way, as RFC 9110 says. */
function withBlank(key: string): SchemeFlaw & { readonly text: string } {
  return {
    cause: 'wrong-credential',
    variant: 'with a blank at its end',
    text: `${key} `,
    evidence: { grade: 'observed', reason: 'the document does not say that blanks around a key are cut off' },
  };
}

/** Of no real user: too many attempts with a wrong password could lock one out. */
const NOBODY = 'confab-nobody:confab-no-password';

/** HTTP Basic (RFC 7617); the secret is `user:password`. */
export function basicClient(pair: string): SchemeClient {
  const encode = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  return {
    secrets: [pair, pair.slice(pair.indexOf(':') + 1)],
    flaws: [
      { cause: 'no-credential' },
      { cause: 'malformed-credential' },
      { cause: 'malformed-credential', variant: 'without a colon' },
      { cause: 'wrong-credential' },
      underScheme('Bearer'),
    ],
    apply(request, flaw) {
      if (flaw?.cause === 'no-credential') return request;
      if (flaw?.variant === underScheme('Bearer').variant)
        return withHeaders(request, { Authorization: encode(pair).replace('Basic', 'Bearer') });
      const value = {
        'malformed-credential': flaw?.variant === undefined ? 'Basic :' : encode('confab'),
        'wrong-credential': encode(NOBODY),
      }[flaw?.cause as 'wrong-credential'];
      return withHeaders(request, { Authorization: value ?? encode(pair) });
    },
  };
}
