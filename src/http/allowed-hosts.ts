import { UsageError } from '../errors.ts';
import { isAddress, isEveryAddress, isLoopback, toAddressName, toHostName } from './host-name.ts';

/**
 * Whether a server goes by a name. An address cannot be a rebound name, so where a server listens on all of them,
 * any address will do. Throws a UsageError for an allowance that is no host.
 */
export function toAllowedHosts(
  listening: { readonly host: string; readonly address: string },
  allowed: readonly string[],
): (name: string) => boolean {
  const address = toAddressName(listening.address);
  const names = new Set(['localhost', address, toAddressName(listening.host)]);
  const endings = ['.localhost'];
  for (const text of allowed) {
    const { name, isBelow } = toAllowedHost(text);
    if (isBelow) endings.push(`.${name}`);
    else names.add(name);
  }
  const fits = isEveryAddress(address) ? isAddress : isLoopback(address) ? isLoopback : () => false;
  return (name) => names.has(name) || fits(name) || endings.some((ending) => isBelow(name, ending));
}

/** Reads `name` or `*.name`, with or without a port. Throws a UsageError for anything else. */
export function toAllowedHost(text: string): { readonly name: string; readonly isBelow: boolean } {
  const isBelow = text.startsWith('*.');
  // Browsers send international names in their ASCII form.
  const [, host = '', port = ''] = /^([^\s/?#@*]*?)(:\d*)?$/u.exec(isBelow ? text.slice(2) : text) ?? [];
  const ascii = host !== '' && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
  const name = toHostName(ascii + port);
  if (name === undefined || (isBelow && isAddress(name)))
    throw new UsageError(
      `allow-host: ${JSON.stringify(text)} is not the name of a host; write it as name or *.name, without http:// and path`,
    );
  return { name, isBelow };
}

function isBelow(name: string, ending: string): boolean {
  return name.length > ending.length && name.endsWith(ending);
}
