import type { SecurityScheme } from '../spec/security.ts';
import type { Spec } from '../spec/spec.ts';
import { type Magic, withScopeMark } from './marks.ts';
import { separatorOf, testCredential } from './test-credential.ts';

/**
 * The credential that puts requests into a scope, as users write it into a client: a key, `id:secret` or `id.secret`;
 * of several schemes together, joined by colons. undefined where the spec's operations need none.
 * Without a scope it is the test credential, which leads into the default one.
 */
export function scopeCredential(
  { operations, securitySchemes }: Spec,
  scope: string | undefined,
): string | undefined {
  const secured = operations.filter(({ security: [first = {}] }) => Object.keys(first).length > 0);
  const [first, ...others] = Object.keys(
    (secured.find(({ list }) => list !== undefined) ?? secured[0])?.security[0] ?? {},
  ).map((name) => securitySchemes[name]);
  if (first === undefined) return undefined;
  const own = scope === undefined ? testCredential(first) : inScope(first, scope);
  return [own, ...others.map(testCredential)].join(':');
}

/** The test credential of a scheme with a word of magic: behind the whole key, or behind the id of `id:secret`. */
export function magicCredential(scheme: SecurityScheme | undefined, magic: Magic): string {
  const test = testCredential(scheme);
  const at = separatorOf(scheme) === ':' ? test.indexOf(':') : test.length;
  return `${test.slice(0, at)}-${magic}${test.slice(at)}`;
}

/** Of a pair the id is marked: the secret is never sent where it signs. */
function inScope(scheme: SecurityScheme, scope: string): string {
  const test = testCredential(scheme);
  const separator = separatorOf(scheme);
  const at = separator === '' ? test.length : test.indexOf(separator);
  return withScopeMark(test.slice(0, at), scope) + test.slice(at);
}
