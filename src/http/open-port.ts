import type { Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { RunError, UsageError } from '../errors.ts';

/** The address of a host that is to be listened on. Throws a RunError when there is none. */
export async function toAddress(host: string, port: number): Promise<string> {
  if (host === '') throw new UsageError('host: it is empty; name an address, such as 127.0.0.1');
  if (isIP(host) !== 0) return host;
  // Hardly anybody names a host, and a start must be quick.
  const { lookup } = await import('node:dns/promises');
  try {
    return (await lookup(host)).address;
  } catch (cause) {
    throw new RunError(whyNot(cause as NodeJS.ErrnoException, port, host), { cause });
  }
}

/** Listens on a port; 0 picks a free one. Throws a RunError that says why when it cannot. */
export async function openPort(
  server: Server,
  port: number,
  { host, address }: { readonly host: string; readonly address: string },
): Promise<{ readonly url: string; readonly port: number }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new RunError(whyNot(cause, port, host), { cause })),
    );
    server.listen(port, address, resolve);
  });
  const taken = server.address() as AddressInfo;
  const name = taken.family === 'IPv6' ? `[${taken.address}]` : taken.address;
  return { url: `http://${name}:${taken.port}`, port: taken.port };
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is taken; choose another with --port, or let --port 0 find a free one`;
  if (code === 'EACCES')
    return `port ${port} on ${host} may not be opened by this user; choose one from 1024 up with --port`;
  if (code === 'EADDRNOTAVAIL')
    return `${host} is not an address of this machine; choose another with --host`;
  if (code === 'ENOTFOUND') return `the host ${host} is not known; choose another with --host`;
  return `port ${port} on ${host} cannot be opened: ${message}`;
}
