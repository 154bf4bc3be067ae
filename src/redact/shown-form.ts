import { plural } from '../text/plural.ts';
import type { SecretRule } from './secrets.ts';

const KINDS: Readonly<Record<string, string>> = {
  cookie: 'cookie',
  jwt: 'JSON Web Token',
  key: 'key',
  email: 'e-mail address',
  phone: 'phone number',
};

/** What a result shows of a secret: its kind and its length, but nothing of its value. */
export function shownForm({ name, origin }: SecretRule, secret: string): string {
  const kind = origin === 'credential' ? 'credential' : (KINDS[name] ?? 'secret');
  return `[redacted: ${kind}, ${plural(secret.length, 'character')}]`;
}
