import { createAcs3 } from './acs3.ts';
import { type ApiKeyScheme, readApiKey } from './api-key.ts';
import { createBasic } from './basic.ts';
import { createBearer } from './bearer.ts';
import type { Authenticator, AuthOptions, AuthOutcome, SecurityScheme } from './types.ts';

type Requirement = Readonly<Record<string, readonly string[]>>;

/**
 * Compiles an operation's security requirements: one of them must hold, and of it every scheme. Each scheme's
 * test credential is always known. Throws for a scheme that cannot be checked.
 */
export function createAuthenticator(
  security: readonly Requirement[],
  schemes: Readonly<Record<string, SecurityScheme>>,
  options: AuthOptions,
): Authenticator {
  const alternatives = security.map((requirement) =>
    createRequirement(Object.keys(requirement), schemes, options),
  );
  const [first, ...others] = alternatives;
  if (!first) return () => ({ ok: true, principal: '' });
  if (others.length === 0) return first;
  return async (request) => {
    let refusal: AuthOutcome | undefined;
    for (const alternative of alternatives) {
      const outcome = await alternative(request);
      if (outcome.ok) return outcome;
      // The one that was tried says more than the one that was not.
      if (!refusal || (!refusal.ok && refusal.cause === 'no-credential')) refusal = outcome;
    }
    return refusal as AuthOutcome;
  };
}

function createRequirement(
  names: readonly string[],
  schemes: Readonly<Record<string, SecurityScheme>>,
  options: AuthOptions,
): Authenticator {
  if (names.length === 0) return () => ({ ok: true, principal: '' });
  const members = names.map((name) => ({ name, scheme: schemes[name] }));
  const keys = members
    .map(({ scheme }) => scheme)
    .filter((scheme): scheme is ApiKeyScheme => scheme?.type === 'apiKey');
  const others = members
    .filter(({ scheme }) => scheme?.type !== 'apiKey')
    .map(({ name, scheme }) => createScheme(name, scheme, options));
  const checks = keys.length === 0 ? others : [createApiKeys(keys, options), ...others];
  const [only] = checks;
  if (checks.length === 1 && only) return only;
  return async (request) => {
    let outcome: AuthOutcome = { ok: true, principal: '' };
    for (const check of checks) {
      outcome = await check(request);
      if (!outcome.ok) return outcome;
    }
    return outcome;
  };
}

function createScheme(name: string, scheme: SecurityScheme | undefined, options: AuthOptions): Authenticator {
  const rules = scheme?.['x-confab']?.credential ?? {};
  const known = rules.test === undefined ? options.known : [rules.test, ...options.known];
  if (scheme?.type === 'oauth2' || scheme?.type === 'openIdConnect')
    return createBearer(rules, known, options);
  if (scheme?.type === 'http') {
    const kind = scheme.scheme.toLowerCase();
    if (kind === 'bearer') return createBearer(rules, known, options);
    if (kind === 'basic') return createBasic(known, options);
    if (kind === 'acs3-hmac-sha256') return createAcs3(known, options);
  }
  const found =
    scheme === undefined
      ? 'is not declared'
      : `is ${scheme.type}${scheme.type === 'http' ? ` ${scheme.scheme}` : ''}`;
  throw new Error(
    `the security scheme ${name} ${found}; what can be checked: http bearer, basic and ACS3-HMAC-SHA256, apiKey, oauth2, openIdConnect`,
  );
}

/** Several keys of one requirement belong together: a known credential is their values joined by colons. */
function createApiKeys(schemes: readonly ApiKeyScheme[], { known, strict }: AuthOptions): Authenticator {
  const tests = schemes.map((scheme) => scheme['x-confab']?.credential?.test);
  const sets = new Set([...known, ...(tests.includes(undefined) ? [] : [tests.join(':')])]);
  return (request) => {
    const values: string[] = [];
    for (const scheme of schemes) {
      const value = readApiKey(scheme, request);
      if (typeof value !== 'string') return value;
      values.push(value);
    }
    const joined = values.join(':');
    if (!strict || sets.has(joined)) return { ok: true, principal: joined };
    const parameter = schemes.map(({ name }) => name).join(', ');
    return {
      ok: false,
      cause: 'wrong-credential',
      details: { parameter, reason: 'is not known, and keys are strict' },
    };
  };
}
