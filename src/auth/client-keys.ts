import type { CredentialRules, SecurityScheme } from '../spec/security.ts';
import { fakeCredential } from './fake-credential.ts';
import { type SchemeClient, type SchemeFlaw, type SignerOptions, withHeaders } from './scheme-client.ts';
import { wrongTokens } from './wrong-tokens.ts';

/** A flaw, and the Authorization header that has it. */
interface FlawedHeader extends SchemeFlaw {
  readonly value: () => undefined | string | Promise<string>;
}

/** Keys and tokens in the Authorization header, after the word Bearer. */
export function bearerClient(rules: CredentialRules, key: string, options: SignerOptions): SchemeClient {
  const wrong = fakeCredential(key, (text) => isKey(rules, text));
  const flawed: readonly FlawedHeader[] = [
    { cause: 'no-credential', value: () => undefined },
    { cause: 'no-credential', variant: 'the word Bearer alone', value: () => 'Bearer' },
    { cause: 'malformed-credential', value: () => malformed(rules) },
    { cause: 'wrong-credential', value: () => `Bearer ${wrong}` },
    ...wrongTokens(rules, key, options.now).map(({ token, ...flaw }) => ({
      ...flaw,
      value: async () => `Bearer ${await token()}`,
    })),
  ];
  return {
    secrets: [key],
    flaws: flawed.map(({ cause, variant }) => ({ cause, ...(variant !== undefined && { variant }) })),
    async apply(request, flaw) {
      const meant =
        flaw && flawed.find(({ cause, variant }) => cause === flaw.cause && variant === flaw.variant);
      return withHeaders(request, { Authorization: meant ? await meant.value() : `Bearer ${key}` });
    },
  };
}

/** A value that is not a key; where any text is a valid key, the word before it is wrong instead. */
function malformed({ pattern }: CredentialRules): string {
  const looks = pattern === undefined ? undefined : new RegExp(pattern);
  const text = ['not a key', '-', '!'].find((one) => looks && !looks.test(one));
  return text === undefined ? 'Token confab' : `Bearer ${text}`;
}

function isKey({ pattern, wellFormed }: CredentialRules, text: string): boolean {
  return [pattern, wellFormed].every((one) => one === undefined || new RegExp(one).test(text));
}

/** A key in a header, a query parameter or a cookie that the scheme names. */
export function apiKeyClient(scheme: Extract<SecurityScheme, { type: 'apiKey' }>, key: string): SchemeClient {
  const { name } = scheme;
  const rules = scheme['x-confab']?.credential ?? {};
  const values: Partial<Record<string, string>> = {
    'wrong-credential': fakeCredential(key, (text) => isKey(rules, text)),
    'malformed-credential': '-',
  };
  const hasForm = rules.pattern !== undefined && !new RegExp(rules.pattern).test('-');
  return {
    secrets: [key],
    flaws: [
      { cause: 'no-credential' },
      { cause: 'no-credential', variant: 'an empty one' },
      { cause: 'wrong-credential' },
      ...(hasForm ? [{ cause: 'malformed-credential' } as const] : []),
    ],
    apply(request, flaw) {
      if (flaw?.cause === 'no-credential' && flaw.variant === undefined) return request;
      const value = flaw?.cause === 'no-credential' ? '' : (values[flaw?.cause ?? ''] ?? key);
      if (scheme.in === 'header') return withHeaders(request, { [name]: value });
      if (scheme.in === 'cookie') {
        const others = request.headers.Cookie === undefined ? '' : `${request.headers.Cookie}; `;
        return withHeaders(request, { Cookie: `${others}${name}=${value}` });
      }
      const separator = request.url.includes('?') ? '&' : '?';
      return {
        ...request,
        url: `${request.url}${separator}${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
      };
    },
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
    ],
    apply(request, flaw) {
      if (flaw?.cause === 'no-credential') return request;
      const value = {
        'malformed-credential': flaw?.variant === undefined ? 'Basic :' : encode('confab'),
        'wrong-credential': encode(NOBODY),
      }[flaw?.cause as 'wrong-credential'];
      return withHeaders(request, { Authorization: value ?? encode(pair) });
    },
  };
}
