/**
 * The name in a Host header, an authority or an option, as URLs write it: in lower case, without port and without a
 * dot at the end, addresses in their one form. undefined for what names no host.
 */
export function toHostName(authority: string): string | undefined {
  const [, host = ''] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{0,5})?$/i.exec(authority) ?? [];
  const url = `http://${host.replace(/\.$/, '')}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

/** The name of an address that a server listens on. */
export function toAddressName(address: string): string {
  // A zone (fe80::1%eth0) means something only on this machine; no URL has it.
  const bare = address.replace(/%.*$/, '');
  return toHostName(bare.includes(':') ? `[${bare}]` : bare) ?? bare;
}

export function isAddress(name: string): boolean {
  return name.startsWith('[') || /^\d+(\.\d+){3}$/.test(name);
}

/** Only this machine reaches it. The last form is an IPv4 address written as IPv6. */
export function isLoopback(name: string): boolean {
  return /^(127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/.test(name);
}

/** Listening on it is listening on every address of the machine. */
export function isEveryAddress(name: string): boolean {
  return name === '0.0.0.0' || name === '[::]' || name === '[::ffff:0:0]';
}
