import { UsageError } from '../errors.ts';

const EXAMPLES = 'https://api.example.com or http://127.0.0.1:4010/<vendor>';

/** What takes the place of a server's origin: origin and path prefix, no slash at its end; and whether it is on this machine. */
export function toBase(url: string): { readonly base: string; readonly isHere: boolean } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new UsageError(`url: ${url} is not an address such as ${EXAMPLES}`);
  // Not repeated: they may be secrets.
  if (parsed.username !== '' || parsed.password !== '')
    throw new UsageError(`url: a credential does not belong into the address; set it in the environment`);
  if (parsed.search !== '' || parsed.hash !== '')
    throw new UsageError(
      `url: an address has no query and no fragment here; write it as ${EXAMPLES}, the rest is the spec's`,
    );
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  return { base: parsed.origin + parsed.pathname.replace(/\/+$/, ''), isHere };
}
