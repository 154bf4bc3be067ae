import type { NoAnswer } from './exchange.ts';
import { originOf } from './wire-address.ts';

/** Describes an error of the network as the reason why there is no response. */
export function toNoAnswer(error: NodeJS.ErrnoException, url: string): NoAnswer {
  const { code = '' } = error;
  const origin = originOf(url);
  if (code.startsWith('HPE_'))
    return { why: 'not-http', message: `${origin} does not answer in HTTP: ${error.message}` };
  if (code === 'ECONNRESET' || code === 'EPIPE') return hungUp(url);
  return { why: 'unreachable', message: `${origin} cannot be reached: ${wordsOf(error)}` };
}

export function hungUp(url: string): NoAnswer {
  return { why: 'reset', message: `${originOf(url)} closed the connection without an answer` };
}

export function tookTooLong(url: string, timeout: number, hasBegun: boolean): NoAnswer {
  const what = hasBegun ? 'the answer did not end' : 'there was no answer';
  return { why: 'timeout', message: `${originOf(url)}: ${what} within ${timeout} ms` };
}

/** What the system's error codes mean, in words that tell what to do. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'nothing listens there'],
  [/^ENOTFOUND$/, 'there is no host of this name'],
  [/^EAI_/, 'the name cannot be looked up now'],
  [/^ETIMEDOUT$/, 'the host does not answer'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'there is no way to the host'],
  [/^(EPROTO|ERR_SSL_)/, 'no TLS connection can be made; is it http instead of https?'],
  [/^ERR_TLS_CERT_ALTNAME/, 'its certificate is for another name'],
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired'],
  [
    /SELF_SIGNED|UNABLE_TO_|CERT_/,
    'its certificate is not trusted here; NODE_EXTRA_CA_CERTS names a file with more authorities',
  ],
];

/** When a host has several addresses, each of them fails with its own error. */
function wordsOf(error: NodeJS.ErrnoException): string {
  const all = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  return [...new Set(all.map(wordOf))].join('; ');
}

function wordOf({ code = '', message }: NodeJS.ErrnoException): string {
  const meaning = WORDS.find(([pattern]) => pattern.test(code))?.[1];
  // Messages of OpenSSL end with a position in its source code.
  const said = message.replace(/:\.\.\/deps\/.*$/s, '').trim();
  return meaning === undefined ? said : `${meaning} (${said})`;
}
