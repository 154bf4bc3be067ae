import { EVERY_ORIGIN, toAllowedOrigins, toOrigin } from './allowed-origins.ts';
import { type NotAllowed, originNotAllowed, type PageHarm } from './not-allowed.ts';

/** Says why a request of a page may not enter; undefined when it may. */
type PageGuard = (host: string | undefined, headers: readonly string[]) => NotAllowed | undefined;

/**
 * Keeps out the pages of other origins but the allowed ones. Every request of theirs that browsers can make counts:
 * also an img, a form or a script asks, without an Origin, but then Sec-Fetch-Site says that it is for another site.
 */
export function createPageGuard(allowOrigins: readonly string[], harm: PageHarm): PageGuard {
  const isAllowed = toAllowedOrigins(allowOrigins);
  if (allowOrigins.includes(EVERY_ORIGIN)) return () => undefined;
  return (host, headers) => {
    let foreignSite: string | undefined;
    let isNamed = false;
    for (let at = 0; at < headers.length; at += 2) {
      const [name, value] = [(headers[at] as string).toLowerCase(), headers[at + 1] as string];
      if (name === 'sec-fetch-site' && !OWN_SITES.includes(value)) foreignSite = value;
      if (name !== 'origin') continue;
      if (!isOwn(value, host) && !isAllowed(value)) return originNotAllowed(harm, value);
      isNamed = true;
    }
    return foreignSite === undefined || isNamed ? undefined : originNotAllowed(harm, undefined, foreignSite);
  };
}

/** none: the user typed the address, or followed a bookmark. */
const OWN_SITES = ['same-origin', 'none'];

function isOwn(origin: string, host: string | undefined): boolean {
  const named = toOrigin(origin);
  return named !== undefined && host !== undefined && named === toOrigin(`http://${host}`);
}
