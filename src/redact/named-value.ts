import { isPlainValue } from './names.ts';

type Rewrite = (secret: string, name?: string) => string;

/** The value of a name that is secret, with the secret in it replaced: a header's value has more than its secret. */
export function rewriteNamed(name: string, value: string, by: Rewrite): string {
  if (isPlainValue(value)) return value;
  const [end = ''] = /[A-Za-z0-9-]+(?=[^A-Za-z0-9]*$)/.exec(name) ?? [];
  // A small number under such a name is a count of tokens.
  if (/^\d{1,6}$/.test(value) && /token$/i.test(end)) return value;
  if (/authorization$/i.test(end)) return rewriteAuthorization(value, by);
  if (/set-?cookie2?$/i.test(end)) return rewriteSetCookie(value, by);
  if (/cookies?2?$/i.test(end) && value.includes('=')) return rewriteCookies(value, by);
  return by(value);
}

/**
 * Redacts the key of `Bearer key`, or a bare key; in a signature only the key's id and the signature, so that one
 * still sees what was signed.
 */
export function rewriteAuthorization(text: string, by: Rewrite): string {
  if (/\b(?:Credential|Signature)=/.test(text))
    return text.replaceAll(
      /\b(Credential|Signature)=([^,\s]+)/g,
      (_, name: string, secret: string) => `${name}=${by(secret)}`,
    );
  const [, scheme = '', rest = text] = /^([A-Za-z][\w-]{0,63}\s{1,8})(\S.*)$/s.exec(text) ?? [];
  return scheme + by(rest);
}

/** Each cookie's value, by its name. */
export function rewriteCookies(text: string, by: (secret: string, name: string) => string): string {
  return text
    .split(';')
    .map((pair) => {
      const [, name = '', quote = '', value = ''] = /^(?:\s*([^=]*)=)?\s*("?)(.*?)\2\s*$/s.exec(pair) ?? [];
      return value === ''
        ? pair
        : `${pair.slice(0, pair.lastIndexOf(quote + value))}${quote}${by(value, name)}${quote}`;
    })
    .join(';');
}

/** The attributes of a cookie are not secret. */
export function rewriteSetCookie(text: string, by: Rewrite): string {
  const [cookie = '', ...attributes] = text.split(';');
  return [rewriteCookies(cookie, by), ...attributes].join(';');
}
