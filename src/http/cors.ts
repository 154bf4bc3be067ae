import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Matcher } from '../spec/match.ts';
import { EVERY_ORIGIN, toAllowedOrigins } from './allowed-origins.ts';
import { isPreflight } from './preflight.ts';

export interface CorsOptions {
  /** `scheme://host[:port]`, or `*` for every page. */
  readonly origins: readonly string[];
  /** Knows which preflights a vendor answers itself. */
  readonly matcher: Matcher;
}

/** Lets pages of other origins read answers; true when it has answered the request itself. */
type Cors = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/**
 * Lets pages of the origins read every answer but those about this server itself. A preflight is answered here, unless
 * the vendor's own answer to it is known.
 */
export function createCors({ origins, matcher }: CorsOptions): Cors {
  const isNamed = toAllowedOrigins(origins);
  const isOpen = origins.includes(EVERY_ORIGIN);
  return (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const { origin } = headers;
    if (origin === undefined || !(isOpen || isNamed(origin)) || CONTROL.test(url)) return false;
    const isAsked = isPreflight(method, (name) => headers[name] as string | undefined);
    if (!isAsked || answersPreflight(matcher, url)) {
      openTo(origin, outgoing);
      return false;
    }
    outgoing.writeHead(204, toPreflightAnswer(origin, headers)).end();
    return true;
  };
}

/** Who may steer the server is another question than who may read a vendor's answers. */
const CONTROL = /^\/_confab(?=$|[/?])/;

/** Whether a spec has an answer of its own; in front of the path there may be a scope. */
function answersPreflight(matcher: Matcher, target: string): boolean {
  const [path = ''] = target.split('?', 1);
  return !('miss' in matcher.match('OPTIONS', path.replace(/^\/~[^/]*/, '')));
}

/** Allows what the page asks for. `*` would not do: it leaves out Authorization and requests with cookies. */
function toPreflightAnswer(origin: string, headers: IncomingMessage['headers']): OutgoingHttpHeaders {
  const wanted = headers['access-control-request-headers'];
  const isPrivate = headers['access-control-request-private-network'] === 'true';
  return {
    ...ofOrigin(origin),
    'Access-Control-Allow-Methods': headers['access-control-request-method'],
    ...(wanted !== undefined && { 'Access-Control-Allow-Headers': wanted }),
    // A page on the web that asks for this machine (Private Network Access).
    ...(isPrivate && { 'Access-Control-Allow-Private-Network': 'true' }),
    'Access-Control-Max-Age': '600',
    Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
  };
}

/** Puts ours in the place of what the vendor says of pages: it says it of other pages, or of none. */
function openTo(origin: string, outgoing: ServerResponse): void {
  const writeHead = outgoing.writeHead.bind(outgoing) as (
    status: number,
    message: string | undefined,
    headers: string[],
  ) => ServerResponse;
  outgoing.writeHead = (status: number, ...rest: unknown[]) => {
    const message = typeof rest[0] === 'string' ? rest[0] : undefined;
    const given = toPairs((message === undefined ? rest[0] : rest[1]) as GivenHeaders);
    const kept = given.filter(([name]) => !OWN.includes(name.toLowerCase()));
    const shown = [...new Set(kept.map(([name]) => name))].join(', ');
    const own = {
      ...ofOrigin(origin),
      ...(shown && { 'Access-Control-Expose-Headers': shown }),
      Vary: 'Origin',
    };
    return writeHead(status, message, [...kept, ...Object.entries(own)].flat());
  };
}

const OWN = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
];

function ofOrigin(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' };
}

type GivenHeaders = OutgoingHttpHeaders | readonly OutgoingHttpHeader[] | undefined;

/** What `writeHead` takes: an object, or names and values in turn. */
function toPairs(headers: GivenHeaders): [name: string, value: string][] {
  if (headers === undefined) return [];
  const pairs = Array.isArray(headers)
    ? Array.from({ length: headers.length / 2 }, (_, at) => [headers[at * 2], headers[at * 2 + 1]] as const)
    : Object.entries(headers);
  return pairs.flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [String(name), String(one)]),
  );
}
