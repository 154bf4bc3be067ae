import { UsageError } from '../errors.ts';
import { EVERY_ORIGIN } from './allowed-origins.ts';
import { isLoopback, toAddressName } from './host-name.ts';

/**
 * Says whose keys are added to whose requests; undefined where only this machine's own programs ask. Throws a UsageError for other machines, unless the user has thought of them: --allow-host says so.
 */
export function lendingWarning(
  { host, address }: { readonly host: string; readonly address: string },
  allowHosts: readonly string[],
  allowOrigins: readonly string[],
  lent: readonly string[],
): string | undefined {
  if (lent.length === 0) return undefined;
  const keys = `your key${lent.length === 1 ? '' : 's'} of ${lent.join(' and of ')}`;
  const borrowers: string[] = [];
  if (!isLoopback(toAddressName(address))) {
    if (allowHosts.length === 0)
      throw new UsageError(
        `host: on ${host} every machine that reaches this one could use ${keys}, without having it. ` +
          'Listen on 127.0.0.1; or, if they are meant to, name the host that they ask for: --allow-host name',
      );
    borrowers.push(`every machine that reaches ${host}`);
  }
  if (allowOrigins.includes(EVERY_ORIGIN))
    borrowers.push('every web page that is open in a browser which reaches this server');
  if (borrowers.length === 0) return undefined;
  return `${keys} ${lent.length === 1 ? 'is' : 'are'} added to the requests of ${borrowers.join(', and of ')}`;
}
