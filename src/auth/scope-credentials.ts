import type { SecurityScheme } from '../spec/security.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { type Magic, withScopeMark } from './marks.ts';
import { separatorOf, testCredential } from './test-credential.ts';

/**
 * The credentials that put requests into a scope, as users write them into a client: a key, `id:secret` or `id.secret`;
 * of several schemes together, joined by colons. By the names of the schemes, joined by plus signs; that of the first
 * list stands first. None where the spec's operations need none.
 * Without a scope they are the test credentials, which lead into the default one.
 */
export function scopeCredentials(
  { operations, securitySchemes }: Spec,
  scope: string | undefined,
): Map<string, string> {
  const lists = operations.filter(({ list }) => list !== undefined);
  const needed = [...lists, ...operations].map(schemesOf).filter((names) => names.length > 0);
  return new Map(
    needed.map((names) => {
      const [first, ...others] = names.map((name) => securitySchemes[name] as SecurityScheme);
      const own = scope === undefined ? testCredential(first) : inScope(first as SecurityScheme, scope);
      return [names.join('+'), [own, ...others.map(testCredential)].join(':')];
    }),
  );
}

/** The test credential of a scheme with a word of magic: behind the whole key, or behind the id of `id:secret`. */
export function magicCredential(scheme: SecurityScheme | undefined, magic: Magic): string {
  const test = testCredential(scheme);
  const at = separatorOf(scheme) === ':' ? test.indexOf(':') : test.length;
  return `${test.slice(0, at)}-${magic}${test.slice(at)}`;
}

function schemesOf({ security: [first = {}] }: Operation): string[] {
  return Object.keys(first);
}

/** Of a pair the id is marked: the secret is never sent where it signs. */
function inScope(scheme: SecurityScheme, scope: string): string {
  const test = testCredential(scheme);
  const separator = separatorOf(scheme);
  const at = separator === '' ? test.length : test.indexOf(separator);
  return withScopeMark(test.slice(0, at), scope) + test.slice(at);
}
