import type { Cause } from '../spec/causes.ts';
import type { SecurityScheme } from '../spec/security.ts';
import { createAcs3 } from './acs3-verify.ts';
import { createApiKeys } from './api-key.ts';
import { createBasic } from './basic.ts';
import { createBearer } from './bearer.ts';
import type { Magic } from './marks.ts';
import { refuse, withMarks } from './refuse.ts';
import { testCredential } from './test-credential.ts';
import type { Authenticator, AuthOptions, AuthOutcome } from './types.ts';

type Requirement = Readonly<Record<string, readonly string[]>>;
type Pending = AuthOutcome | Promise<AuthOutcome>;

const ANONYMOUS: AuthOutcome = { ok: true, principal: '' };

/**
 * Compiles an operation's security requirements: one of them must be met, with all of its schemes. The test
 * credential of each scheme is always known. Throws for a scheme that cannot be checked.
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
  if (!first) return () => ANONYMOUS;
  if (others.length === 0) return (request) => after(first(request), settled);
  return (request) => {
    const attempt = (index: number, refusal: AuthOutcome | undefined): Pending => {
      const alternative = alternatives[index];
      if (!alternative) return refusal as AuthOutcome;
      return after(alternative(request), (outcome) =>
        outcome.ok ? outcome : attempt(index + 1, saysMore(refusal, outcome)),
      );
    };
    return after(attempt(0, undefined), settled);
  };
}

const REFUSED: Partial<Record<Magic, Cause>> = {
  'rate-limited': 'rate-limited',
  expired: 'expired-credential',
};

/** A good credential whose magic word says that it is refused. */
function settled(outcome: AuthOutcome): AuthOutcome {
  const { magic } = outcome;
  const cause = outcome.ok && magic !== undefined ? REFUSED[magic] : undefined;
  if (cause === undefined) return outcome;
  return {
    ...refuse(cause, `ends with -${magic}, which asks for this refusal`),
    scope: outcome.scope,
    magic,
  };
}

function createRequirement(
  names: readonly string[],
  schemes: Readonly<Record<string, SecurityScheme>>,
  options: AuthOptions,
): Authenticator {
  const members = names.map((name) => ({
    name,
    scheme: Object.hasOwn(schemes, name) ? schemes[name] : undefined,
  }));
  const keys = members
    .map(({ scheme }) => scheme)
    .filter((scheme): scheme is Parameters<typeof createApiKeys>[0][number] => scheme?.type === 'apiKey');
  const others = members
    .filter(({ scheme }) => scheme?.type !== 'apiKey')
    .map(({ name, scheme }) => createScheme(name, scheme, options));
  const checks = keys.length === 0 ? others : [createApiKeys(keys, options), ...others];
  const [only] = checks;
  if (checks.length === 1 && only) return only;
  return (request) =>
    checks.reduce<Pending>(
      (before, check) =>
        after(before, (outcome) =>
          outcome.ok ? after(check(request), (next) => withMarks(next, outcome)) : outcome,
        ),
      ANONYMOUS,
    );
}

function createScheme(name: string, scheme: SecurityScheme | undefined, options: AuthOptions): Authenticator {
  const rules = scheme?.['x-confab']?.credential ?? {};
  const known = [testCredential(scheme), ...options.known];
  if (scheme?.type === 'oauth2' || scheme?.type === 'openIdConnect') {
    // Tokens are issued by an authorization server at any time, so there is no list of known ones.
    return createBearer(rules, known, { ...options, strict: false });
  }
  if (scheme?.type === 'http') {
    const kind = scheme.scheme.toLowerCase();
    if (kind === 'bearer') return createBearer(rules, known, options);
    if (kind === 'basic') return createBasic(known, options);
    if (kind === 'acs3-hmac-sha256') return createAcs3(known, options);
  }
  throw new Error(
    `The security scheme ${name} ${describe(scheme)}. Credentials can be checked of: ` +
      'http bearer, http basic, http ACS3-HMAC-SHA256, apiKey, oauth2 and openIdConnect.',
  );
}

function describe(scheme: SecurityScheme | undefined): string {
  if (scheme === undefined) return 'is required but not declared';
  return `is of the type ${scheme.type === 'http' ? `http ${scheme.scheme}` : scheme.type}`;
}

/** Of two refusals, prefer the one about a credential that was sent to the one that says there is none. */
function saysMore(refusal: AuthOutcome | undefined, other: AuthOutcome): AuthOutcome {
  if (refusal === undefined) return other;
  return !refusal.ok && refusal.cause === 'no-credential' ? other : refusal;
}

/** Continues synchronously when the outcome is already there, so that most requests cost no promise. */
function after(outcome: Pending, next: (outcome: AuthOutcome) => Pending): Pending {
  return outcome instanceof Promise ? outcome.then(next) : next(outcome);
}
