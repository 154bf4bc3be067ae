import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RunError } from '../errors.ts';

/** Listens on a port; 0 picks a free one. Throws a RunError that says why when it cannot. */
export async function openPort(
  server: Server,
  port: number,
  host: string,
): Promise<{ readonly url: string; readonly port: number }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new RunError(whyNot(cause, port, host), { cause })),
    );
    server.listen(port, host, resolve);
  });
  const { address, family, port: taken } = server.address() as AddressInfo;
  const name = family === 'IPv6' ? `[${address}]` : address;
  return { url: `http://${name}:${taken}`, port: taken };
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
