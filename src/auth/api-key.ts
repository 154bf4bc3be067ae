import { compilePattern } from '../spec/pattern.ts';
import type { SecurityScheme } from '../spec/security.ts';
import { type Marks, readMarks } from './marks.ts';
import { refuse, withMarks } from './refuse.ts';
import { testCredential } from './test-credential.ts';
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
  const sets = new Set([...known, schemes.map(testCredential).join(':')]);
  const keys = schemes.map((scheme, index) => createKey(scheme, partsOf(sets, schemes.length, index)));
  return (request) => {
    const values: string[] = [];
    let marks: Marks = {};
    for (const read of keys) {
      const value = read(request);
      marks = { scope: marks.scope ?? value.scope, magic: marks.magic ?? value.magic };
      if ('ok' in value) return withMarks(value, marks);
      values.push(value.plain);
    }
    const joined = values.join(':');
    if (!strict || sets.has(joined)) return withMarks({ ok: true, principal: joined }, marks);
    const parameter = schemes.map(({ name }) => name).join(', ');
    return withMarks(refuse('wrong-credential', 'is not known, and keys are strict', parameter), marks);
  };
}

/** The keys that stand at one place of the known sets. */
function partsOf(sets: ReadonlySet<string>, count: number, index: number): Set<string> {
  if (count === 1) return new Set(sets);
  return new Set(
    [...sets]
      .map((set) => set.split(':'))
      .flatMap((parts) => (parts.length === count ? (parts[index] ?? []) : [])),
  );
}

/** Reads one key; the outcome is a refusal when it is missing or malformed. */
function createKey(
  scheme: ApiKeyScheme,
  known: ReadonlySet<string>,
): (request: AuthRequest) => ReturnType<typeof readMarks> | AuthOutcome {
  const { pattern } = scheme['x-confab']?.credential ?? {};
  const looks = pattern === undefined ? undefined : compilePattern(pattern);
  const sent = createSent(scheme);
  const isKnown = (key: string) => known.has(key);
  return (request) => {
    const value = sent(request);
    if (!value?.trim()) return refuse('no-credential', 'is missing', scheme.name);
    const marked = readMarks(value, isKnown);
    if (looks && !looks.test(marked.plain) && !known.has(marked.plain))
      return withMarks(
        refuse('malformed-credential', `does not look like a key: ${pattern}`, scheme.name),
        marked,
      );
    return marked;
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
