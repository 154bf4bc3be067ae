import { shellQuote } from '../text/shell-quote.ts';
import { ALGORITHM, authorization, canonicalPath, canonicalQuery, mustBeSigned } from './acs3.ts';

interface Acs3Call {
  /** The server's origin. */
  readonly url: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly id: string;
  readonly secret: string;
}

/**
 * Shell commands that sign a GET and send it, with a new date and nonce each time they are pasted: a signature
 * made here could be used once, within fifteen minutes. They need openssl and curl. printf joins the lines, and
 * $(...) removes the line break at the end.
 */
export function acs3Curl({ url, target, headers, id, secret }: Acs3Call): string {
  const mark = target.indexOf('?');
  const [path, query] = mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
  /** The value of each header, as a word of the shell. */
  const words: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...headers, host: new URL(url).host }))
    words[name.toLowerCase()] = shellQuote(value.trim());
  words['x-acs-content-sha256'] = '"$hash"';
  words['x-acs-date'] = '"$date"';
  words['x-acs-signature-nonce'] = '"$nonce"';
  const sent = Object.keys(words).sort();
  const signed = sent.filter(mustBeSigned);
  const lines = [
    'GET',
    shellQuote(canonicalPath(path)),
    shellQuote(canonicalQuery(query)),
    ...signed.map((name) => `${shellQuote(`${name}:`)}${words[name]}`),
    "''",
    shellQuote(signed.join(';')),
    '"$hash"',
  ];
  const sha256 = 'openssl dgst -sha256 -r | cut -c1-64';
  return [
    'date=$(date -u +%Y-%m-%dT%H:%M:%SZ)',
    'nonce=$(openssl rand -hex 16)',
    `hash=$(printf '' | ${sha256})`,
    `request=$(printf '%s\\n' ${lines.join(' \\\n  ')})`,
    `digest=$(printf %s "$request" | ${sha256})`,
    `signature=$(printf '${ALGORITHM}\\n%s' "$digest" | openssl dgst -sha256 -hmac ${shellQuote(secret)} -r | cut -c1-64)`,
    [
      // Without --globoff curl would read brackets and braces of the query as ranges.
      `curl --globoff ${shellQuote(`${url.replace(/\/$/, '')}${target}`)}`,
      ...sent.filter((name) => name !== 'host').map((name) => `-H ${shellQuote(`${name}: `)}${words[name]}`),
      `-H ${shellQuote(`Authorization: ${authorization(id, signed, '')}`)}"$signature"`,
    ].join(' \\\n  '),
  ].join('\n');
}
