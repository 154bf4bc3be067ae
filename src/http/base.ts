import { UsageError } from '../errors.ts';

const EXAMPLES = 'https://api.example.com or http://127.0.0.1:4010/<vendor>';

/** The base URL that requests are sent to: origin and path prefix, without a slash at the end; and whether it is on this machine. */
export function toBase(url: string): { readonly base: string; readonly isHere: boolean } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new UsageError(`url: ${url} is not an address such as ${EXAMPLES}`);
  // The message does not repeat them: they may be secrets.
  if (parsed.username !== '' || parsed.password !== '')
    throw new UsageError(`url: an address must not contain a credential; set it in the environment`);
  if (parsed.search !== '' || parsed.hash !== '')
    throw new UsageError(
      `url: an address must have no query and no fragment; write it as ${EXAMPLES}, the rest comes from the spec`,
    );
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  return { base: parsed.origin + parsed.pathname.replace(/\/+$/, ''), isHere };
}
