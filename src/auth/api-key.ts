import { compilePattern } from '../spec/pattern.ts';
import type { SecurityScheme } from '../spec/security.ts';
import { refuse } from './refuse.ts';
import type { Authenticator, AuthOptions, AuthOutcome, AuthRequest } from './types.ts';

type ApiKeyScheme = Extract<SecurityScheme, { type: 'apiKey' }>;

/**
 * Verifies API keys. Where one requirement has several, a known credential is their values joined by colons, in
 * the order of the requirement.
 */
export function createApiKeys(
  schemes: readonly ApiKeyScheme[],
  { known, strict }: AuthOptions,
): Authenticator {
  const keys = schemes.map(createKey);
  const tests = schemes.map((scheme) => scheme['x-confab']?.credential?.test);
  const sets = new Set([...known, ...(tests.includes(undefined) ? [] : [tests.join(':')])]);
  return (request) => {
    const values: string[] = [];
    for (const read of keys) {
      const value = read(request);
      if (typeof value !== 'string') return value;
      values.push(value);
    }
    const joined = values.join(':');
    if (!strict || sets.has(joined)) return { ok: true, principal: joined };
    const parameter = schemes.map(({ name }) => name).join(', ');
    return refuse('wrong-credential', 'is not known, and keys are strict', parameter);
  };
}

/** Reads one key; the outcome is a refusal when it is missing or malformed. */
function createKey(scheme: ApiKeyScheme): (request: AuthRequest) => string | AuthOutcome {
  const { pattern } = scheme['x-confab']?.credential ?? {};
  const looks = pattern === undefined ? undefined : compilePattern(pattern);
  const sent = createSent(scheme);
  return (request) => {
    const value = sent(request);
    if (!value?.trim()) return refuse('no-credential', 'is missing', scheme.name);
    if (looks && !looks.test(value))
      return refuse('malformed-credential', `does not look like a key: ${pattern}`, scheme.name);
    return value;
  };
}

function createSent({ in: place, name }: ApiKeyScheme): (request: AuthRequest) => string | undefined {
  const header = name.toLowerCase();
  if (place === 'header') return (request) => request.header(header)?.trim();
  if (place === 'query') return ({ query }) => new URLSearchParams(`&${query}`).get(name) ?? undefined;
  return (request) => {
    const cookies = (request.header('cookie') ?? '').split(';').map((pair) => pair.trim());
    return cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  };
}
