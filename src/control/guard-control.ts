import { createHash, timingSafeEqual } from 'node:crypto';
import { createPageGuard } from '../http/foreign-page.ts';
import type { Admin } from './admin.ts';
import { type ControlRefusal, controlRefused } from './control-refused.ts';

/** Answers requests for what begins with /_confab. */
export type Control = (request: Request, path: string) => Promise<Response>;

export interface GuardedOptions {
  /** Default: whoever reaches the server. */
  readonly admin?: Admin | undefined;
  /** Pages of other origins that may steer it: `scheme://host[:port]` or `*`. */
  readonly allowOrigins: readonly string[];
  /** Whether other machines reach the server; then it is steered with a token, or not at all. */
  readonly isReached: () => boolean;
}

/** What waits for a server to be ready has no token, and learns nothing. */
const OPEN = '/_confab/health';

/**
 * Lets through only who may steer the server. A web page that the user has open
 * could otherwise change what tests get, or read what they asked: pages of other origins are kept out as they are from
 * a recorder that lends a key. Names that were made to lead here never get this far (http/guard.ts).
 */
export function guardControl(control: Control, { admin, allowOrigins, isReached }: GuardedOptions): Control {
  const foreignPage = createPageGuard(allowOrigins, 'steers');
  const isToken = typeof admin === 'object' ? createIsToken(admin.token) : undefined;

  function whyNot(request: Request): ControlRefusal | undefined {
    if (admin === 'off') return controlRefused.off();
    const page = foreignPage(new URL(request.url).host, [...request.headers].flat());
    if (page) return page;
    if (!isToken) return isReached() ? controlRefused.noToken() : undefined;
    if (isPreflight(request)) return undefined;
    const sent = sentToken(request.headers.get('authorization'));
    return sent !== undefined && isToken(sent) ? undefined : controlRefused.wrongToken(sent !== undefined);
  }

  return async (request, path) => {
    if (path === OPEN) return control(request, path);
    const why = whyNot(request);
    if (why) return forPages(request, toResponse(why, request.method));
    if (isPreflight(request)) return forPages(request, allowed(request));
    return forPages(request, await control(request, path));
  };
}

function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method');
}

/** To a preflight: what the page wants to send, as it was let in already. */
function allowed({ headers }: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, PUT, POST, PATCH, DELETE',
      'access-control-allow-headers': headers.get('access-control-request-headers') ?? '',
      'access-control-allow-private-network': 'true',
      'access-control-max-age': '600',
    },
  });
}

/** A page of another origin reads only what says that it may. */
function forPages(request: Request, response: Response): Response {
  const origin = request.headers.get('origin');
  if (origin === null || response.headers.get('x-confab-cause') === 'origin-not-allowed') return response;
  response.headers.set('access-control-allow-origin', origin);
  response.headers.set('access-control-expose-headers', 'x-confab-cause');
  response.headers.append('vary', 'Origin');
  return response;
}

function toResponse({ status, cause, title, detail, headers }: ControlRefusal, method: string): Response {
  return new Response(method === 'HEAD' ? null : JSON.stringify({ title, status, detail }), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json', 'x-confab-cause': cause },
  });
}

/** As `Bearer token`; browsers ask their user for a name and a password, so the password of Basic will do. */
function sentToken(authorization: string | null): string | undefined {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (value === '') return undefined;
  if (scheme.toLowerCase() === 'bearer') return value;
  const pair = Buffer.from(value, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

/** Compares digests, which have one length, so that the time it takes says nothing about the token. */
function createIsToken(token: string): (text: string) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const right = digest(token);
  return (text) => timingSafeEqual(digest(text), right);
}
