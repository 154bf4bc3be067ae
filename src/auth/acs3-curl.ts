import { canonicalPath, canonicalQuery } from './acs3.ts';

export interface Acs3Call {
  /** The server's origin. */
  readonly url: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly id: string;
  readonly secret: string;
}

/**
 * A GET signed by the shell itself, with a fresh date and nonce at each paste: a signature made here would
 * be good for one use within a quarter of an hour. Needs openssl and curl.
 */
export function acs3Curl({ url, target, headers, id, secret }: Acs3Call): string {
  const [path = '', query = ''] = target.split('?');
  const host = new URL(url).host;
  const fixed = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const signed: Record<string, string> = {
    ...fixed,
    host,
    'x-acs-content-sha256': '$hash',
    'x-acs-date': '$date',
    'x-acs-signature-nonce': '$nonce',
  };
  const names = Object.keys(signed).sort();
  const lines = names.map((name) => `${name}:${signed[name]}\\n`).join('');
  const canonical = `GET\\n${canonicalPath(path)}\\n${canonicalQuery(query).replaceAll('%', '%%')}\\n${lines}\\n${names.join(';')}\\n$hash`;
  const sent = names.filter((name) => name !== 'host').map((name) => `-H "${name}: ${signed[name]}"`);
  return [
    'date=$(date -u +%Y-%m-%dT%H:%M:%SZ); nonce=$(openssl rand -hex 16)',
    `hash=$(printf '' | openssl dgst -sha256 -r | cut -c1-64)`,
    `request=$(printf "${canonical}" | openssl dgst -sha256 -r | cut -c1-64)`,
    `signature=$(printf "ACS3-HMAC-SHA256\\n$request" | openssl dgst -sha256 -hmac '${secret}' -r | cut -c1-64)`,
    [
      `curl '${url}${target}'`,
      ...sent,
      `-H "Authorization: ACS3-HMAC-SHA256 Credential=${id},SignedHeaders=${names.join(';')},Signature=$signature"`,
    ].join(' \\\n  '),
  ].join('\n');
}
