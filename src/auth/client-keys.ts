import type { CredentialRules, SecurityScheme } from '../spec/security.ts';
import { altered } from './altered.ts';
import { type Signer, toSigner } from './client-jwt.ts';
import { type ClientOptions, type SchemeClient, type SchemeFlaw, withHeaders } from './unproven.ts';

/** A flaw with the header that has it. */
interface Way extends SchemeFlaw {
  readonly value: () => undefined | string | Promise<string>;
}

/** Keys and tokens in the Authorization header. */
export function bearerClient(rules: CredentialRules, key: string, options: ClientOptions): SchemeClient {
  const signer = toSigner(rules, key, options.now);
  const wrong = altered(key, (text) => isKey(rules, text));
  const ways: readonly Way[] = [
    { cause: 'no-credential', value: () => undefined },
    { cause: 'no-credential', way: 'the word Bearer alone', value: () => 'Bearer' },
    { cause: 'malformed-credential', value: () => malformed(rules) },
    { cause: 'wrong-credential', value: () => `Bearer ${wrong}` },
    ...(signer ? jwtWays(signer, key) : []),
  ];
  return {
    secrets: [key],
    flaws: ways.map(({ cause, way }) => ({ cause, ...(way !== undefined && { way }) })),
    async apply(request, flaw) {
      const meant = flaw && ways.find(({ cause, way }) => cause === flaw.cause && way === flaw.way);
      return withHeaders(request, { Authorization: meant ? await meant.value() : `Bearer ${key}` });
    },
  };
}

function jwtWays({ id, expired, forged, unsigned }: Signer, key: string): Way[] {
  return [
    ...(expired ? [{ cause: 'expired-credential', value: expired } as const] : []),
    ...(forged ? [{ cause: 'wrong-signature', value: forged } as const] : []),
    ...(unsigned
      ? [
          {
            cause: 'malformed-credential',
            way: 'a token that calls itself unsigned',
            value: unsigned,
          } as const,
        ]
      : []),
    // The id is no secret: every token shows it.
    ...(id === undefined
      ? []
      : [
          {
            cause: 'wrong-credential',
            way: 'the right id with another secret',
            value: () => `${id}.${altered(key.slice(id.length + 1))}`,
          } as const,
        ]),
  ].map(({ value, ...flaw }) => ({ ...flaw, value: async () => `Bearer ${await value()}` }));
}

/** A value that is no key; where any text is one, only what stands before it can be wrong. */
function malformed({ pattern }: CredentialRules): string {
  const looks = pattern === undefined ? undefined : new RegExp(pattern);
  const text = ['not a key', '-', '!'].find((one) => looks && !looks.test(one));
  return text === undefined ? 'Token confab' : `Bearer ${text}`;
}

function isKey({ pattern, wellFormed }: CredentialRules, text: string): boolean {
  return [pattern, wellFormed].every((one) => one === undefined || new RegExp(one).test(text));
}

/** A key under a name of its own, in a header, the query or a cookie. */
export function apiKeyClient(scheme: Extract<SecurityScheme, { type: 'apiKey' }>, key: string): SchemeClient {
  const { name } = scheme;
  const rules = scheme['x-confab']?.credential ?? {};
  const values: Partial<Record<string, string>> = {
    'wrong-credential': altered(key, (text) => isKey(rules, text)),
    'malformed-credential': '-',
  };
  const hasForm = rules.pattern !== undefined && !new RegExp(rules.pattern).test('-');
  return {
    secrets: [key],
    flaws: [
      { cause: 'no-credential' },
      { cause: 'no-credential', way: 'an empty one' },
      { cause: 'wrong-credential' },
      ...(hasForm ? [{ cause: 'malformed-credential' } as const] : []),
    ],
    apply(request, flaw) {
      if (flaw?.cause === 'no-credential' && flaw.way === undefined) return request;
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

/** Nobody's: a real user with a wrong password, asked for often enough, is locked out. */
const NOBODY = 'confab-nobody:confab-no-password';

/** HTTP Basic (RFC 7617); the secret is `user:password`. */
export function basicClient(pair: string): SchemeClient {
  const encode = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  return {
    secrets: [pair, pair.slice(pair.indexOf(':') + 1)],
    flaws: [
      { cause: 'no-credential' },
      { cause: 'malformed-credential' },
      { cause: 'malformed-credential', way: 'without a colon' },
      { cause: 'wrong-credential' },
    ],
    apply(request, flaw) {
      if (flaw?.cause === 'no-credential') return request;
      const value = {
        'malformed-credential': flaw?.way === undefined ? 'Basic :' : encode('confab'),
        'wrong-credential': encode(NOBODY),
      }[flaw?.cause as 'wrong-credential'];
      return withHeaders(request, { Authorization: value ?? encode(pair) });
    },
  };
}
