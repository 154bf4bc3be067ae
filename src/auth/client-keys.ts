import type { CredentialRules, JwtRules, SecurityScheme } from '../spec/security.ts';
import { altered } from './altered.ts';
import { signJwt } from './jwt.ts';
import { type ClientOptions, type SchemeClient, withHeaders } from './unproven.ts';

/** Keys and tokens in the Authorization header. */
export function bearerClient(rules: CredentialRules, key: string, options: ClientOptions): SchemeClient {
  const { jwt, pattern } = rules;
  const signer = jwt && toSigner(jwt, key, options.now);
  const bear = (token: string | Promise<string>) => Promise.resolve(token).then((text) => `Bearer ${text}`);
  return {
    secrets: [key],
    flaws: [
      'no-credential',
      'malformed-credential',
      'wrong-credential',
      ...(signer?.expired ? (['expired-credential'] as const) : []),
      ...(signer ? (['wrong-signature'] as const) : []),
    ],
    async apply(request, flaw) {
      const value = {
        'no-credential': () => undefined,
        // Where any text is a key, only the scheme can be wrong.
        'malformed-credential': () => (pattern === undefined ? `Token ${key}` : 'Bearer not a key'),
        'wrong-credential': () => bear(altered(key)),
        'expired-credential': () => bear(signer?.expired?.() ?? key),
        'wrong-signature': () => bear(signer?.forged() ?? key),
      }[flaw as 'no-credential'] as (() => undefined | string | Promise<string>) | undefined;
      return withHeaders(request, { Authorization: await (value ? value() : bear(key)) });
    },
  };
}

/** A key under a name of its own, in a header, the query or a cookie. */
export function apiKeyClient(scheme: Extract<SecurityScheme, { type: 'apiKey' }>, key: string): SchemeClient {
  const { name } = scheme;
  const hasPattern = scheme['x-confab']?.credential?.pattern !== undefined;
  return {
    secrets: [key],
    flaws: ['no-credential', 'wrong-credential', ...(hasPattern ? (['malformed-credential'] as const) : [])],
    apply(request, flaw) {
      const value =
        { 'wrong-credential': altered(key), 'malformed-credential': '-' }[flaw as 'wrong-credential'] ?? key;
      if (flaw === 'no-credential') return request;
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

/** HTTP Basic (RFC 7617); the secret is `user:password`. */
export function basicClient(pair: string): SchemeClient {
  const encode = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  return {
    secrets: [pair, pair.slice(pair.indexOf(':') + 1)],
    flaws: ['no-credential', 'malformed-credential', 'wrong-credential'],
    apply(request, flaw) {
      if (flaw === 'no-credential') return request;
      const value = {
        'malformed-credential': 'Basic :',
        'wrong-credential': encode(altered(pair)),
      }[flaw as 'wrong-credential'];
      return withHeaders(request, { Authorization: value ?? encode(pair) });
    },
  };
}

interface Signer {
  /** undefined: tokens cannot be signed, as the secret is not in the credential. */
  readonly expired: (() => Promise<string>) | undefined;
  forged(): Promise<string>;
}

const HOUR = 3_600_000;

function toSigner(rules: JwtRules, key: string, now: () => number): Signer {
  const dot = key.indexOf('.');
  const [id, secret] = dot > 0 ? [key.slice(0, dot), key.slice(dot + 1)] : [key, undefined];
  const own = rules.id === undefined ? rules.secret : secret;
  const claims = (ends: number) => {
    const unit = rules.exp === 's' ? 1000 : 1;
    return {
      ...(rules.id !== undefined && { [rules.id]: id }),
      exp: Math.floor(ends / unit),
      timestamp: now(),
    };
  };
  return {
    expired: own === undefined ? undefined : () => signJwt(claims(now() - HOUR), own),
    forged: () => signJwt(claims(now() + HOUR), altered(own ?? 'a secret of nobody')),
  };
}
