/** The parts of a URL that a connection and a request need, as they are written. */
interface WireAddress {
  readonly isSecure: boolean;
  /** For the Host header. */
  readonly authority: string;
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
}

/** Splits a URL without changing it: `new URL` would normalise the path. Throws when it is not an HTTP address. */
export function toWireAddress(url: string): WireAddress {
  const [, scheme = '', authority = '', target = ''] = /^(https?):\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const [, name = '', port] = /^(?:.*@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority) ?? [];
  if (name === '') throw new Error(`${url} is not an address that begins with http:// or https://`);
  const isSecure = scheme.toLowerCase() === 'https';
  return {
    isSecure,
    authority: authority.replace(/^.*@/, ''),
    host: name.replace(/^\[(.*)\]$/, '$1'),
    port: port === undefined ? (isSecure ? 443 : 80) : Number(port),
    // Only characters that a request line cannot contain are escaped.
    path: (target.startsWith('/') ? target : `/${target}`).replaceAll(/[^\x21-\x7e]+/gu, encodeURIComponent),
  };
}

export function originOf(url: string): string {
  return /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? url;
}
