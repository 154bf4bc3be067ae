import { toAllowedHosts } from './allowed-hosts.ts';
import { createPageGuard } from './foreign-page.ts';
import { toHostName } from './host-name.ts';
import { hostNotAllowed, type NotAllowed, severalHosts } from './not-allowed.ts';
import { authorityOf } from './request-target.ts';

export interface GuardOptions {
  /** What is listened on, as the user wrote it and as an address. */
  readonly listening: { readonly host: string; readonly address: string };
  /** Names that the server goes by besides: `name` or `*.name`. */
  readonly allowHosts: readonly string[];
  /** Pages of other origins that may ask: `scheme://host[:port]` or `*`. undefined: those of any origin. */
  readonly allowOrigins?: readonly string[] | undefined;
}

/** Says why a request may not enter; undefined when it may. Headers are names and values in turn, as Node has them. */
export type Guard = (target: string, headers: readonly string[]) => NotAllowed | undefined;

/**
 * Keeps web pages out that the user has open. A page's owner can let its name lead to this machine (DNS rebinding):
 * then the page and this server have one origin, and only the Host header tells them apart.
 * Any other page is told by its Origin or by Sec-Fetch-Site; that it cannot read an answer would not do, as the vendor
 * was asked with the user's key by then, and the vendor's own headers may allow it to read.
 */
export function createGuard({ listening, allowHosts, allowOrigins }: GuardOptions): Guard {
  const isAllowed = toAllowedHosts(listening, allowHosts);
  const foreignPage = allowOrigins && createPageGuard(allowOrigins, 'borrows');
  // Most requests come with the same Host as the one before: comparing two texts is all they cost.
  let lastGood: string | undefined;

  function isGood(authority: string): boolean {
    if (authority === lastGood) return true;
    const name = toHostName(authority);
    if (name === undefined || !isAllowed(name)) return false;
    lastGood = authority;
    return true;
  }

  return (target, headers) => {
    let host: string | undefined;
    for (let at = 0; at < headers.length; at += 2) {
      if (!isNamed(headers[at] as string, 'host')) continue;
      if (host !== undefined) return severalHosts();
      host = headers[at + 1] as string;
      if (!isGood(host)) return hostNotAllowed(host, listening.address);
    }
    // Without a Host it is HTTP/1.0 (Node refuses later versions without one), which no browser speaks.
    const authority = authorityOf(target);
    if (authority !== undefined && !isGood(authority)) return hostNotAllowed(authority, listening.address);
    return foreignPage?.(host, headers);
  };
}

function isNamed(header: string, name: string): boolean {
  return header.length === name.length && header.toLowerCase() === name;
}
