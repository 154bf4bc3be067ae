import { toOrigin } from './allowed-origins.ts';
import { toHostName } from './host-name.ts';

/** Why a request may not enter, in words for people. */
export interface NotAllowed {
  readonly status: 403;
  /** For `x-confab-cause`. */
  readonly cause: 'host-not-allowed' | 'origin-not-allowed';
  readonly title: string;
  readonly detail: string;
}

export function hostNotAllowed(host: string, address: string): NotAllowed {
  const name = toHostName(host);
  const advice =
    name === undefined
      ? 'It is not the name of a host.'
      : 'A web page may be behind it, as its owner can let any name lead here (DNS rebinding). If the name is yours, ' +
        `such as that of a service in a container, start the server with --allow-host ${shown(name)}; in code, with allowHosts.`;
  return {
    status: 403,
    cause: 'host-not-allowed',
    title: 'This server does not go by that name',
    detail: `The request is for the host "${shown(host)}", and this server listens on ${address}. ${advice}`,
  };
}

export function severalHosts(): NotAllowed {
  return {
    status: 403,
    cause: 'host-not-allowed',
    title: 'The request names several hosts',
    detail: 'It has more than one Host header (RFC 9112, 3.2). Send one.',
  };
}

/** What a page of another origin would do. */
export type PageHarm = keyof typeof HARMS;

const HARMS = {
  borrows: {
    title: 'This server lends its key to no page of another origin',
    why: "This server adds its user's key to requests, so the page would get what is meant for the user only.",
  },
  steers: {
    title: 'This server is steered by no page of another origin',
    why: 'The page could change what every program gets from this server, and read what they asked.',
  },
} as const;

/** By the Origin header or, without one, by what Sec-Fetch-Site says. */
export function originNotAllowed(harm: PageHarm, origin: string | undefined, site = ''): NotAllowed {
  const named = origin === undefined ? undefined : toOrigin(origin);
  const [from, advice] =
    origin === undefined
      ? [
          `a page of another site (Sec-Fetch-Site: ${shown(site)}) that is not named`,
          'If the page is yours, let it use fetch with CORS, and name it with --allow-origin; in code, with allowOrigins.',
        ]
      : [
          `a page of the origin "${shown(origin)}"`,
          named === undefined
            ? 'It cannot be named: any page can make itself one without an origin.'
            : `If the page is yours, start the server with --allow-origin ${shown(named)}; in code, with allowOrigins.`,
        ];
  return {
    status: 403,
    cause: 'origin-not-allowed',
    title: HARMS[harm].title,
    detail: `A browser sent the request for ${from}. ${HARMS[harm].why} ${advice}`,
  };
}

/** Text of a stranger: in one line, and not longer than it needs to be. */
function shown(text: string): string {
  const printable = text.replaceAll(/[^\x21-\x7e]|["\\]/g, '?');
  return printable.length > MOST_SHOWN ? `${printable.slice(0, MOST_SHOWN)}…` : printable;
}

const MOST_SHOWN = 100;
