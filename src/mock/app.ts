import { Hono } from 'hono/tiny';
import { createMatcher, type Matcher, type Route, type RouteMatch } from '../spec/match.ts';
import type { Spec } from '../spec/spec.ts';
import { createHandler, type Handler } from './handler.ts';
import { Incoming, splitTarget } from './incoming.ts';
import type { MockResponse } from './mock-response.ts';
import { readBody } from './read-body.ts';
import { toUnmatched } from './unmatched.ts';

/** A longer request body is refused; no list request needs so much. */
const LONGEST_BODY = 1_048_576;

/** The HTTP application over all specs: it neither listens nor prints. */
export function createApp(
  specs: readonly Spec[],
  optionsOf: (spec: Spec) => Parameters<typeof createHandler>[2],
): { app: Hono; matcher: Matcher } {
  const matcher = createMatcher(specs);
  const handlers = new Map<unknown, Handler | Promise<Handler>>();

  /** A response that no operation made, though the request may have meant one. */
  function ownResponse(made: MockResponse, method: string, meant?: Route): Response {
    const [first] = specs;
    const headers = {
      ...made.headers,
      ...(first && { 'x-confab-seed': String(optionsOf(first).seed) }),
      ...(meant && { 'x-confab-operation': `${meant.spec.name}.${meant.operation.id}` }),
    };
    return toResponse({ ...made, headers }, method);
  }

  /** An operation's handler, compiled at its first request, so that operations nobody uses cost nothing. */
  function handlerOf({ spec, operation }: Route): Handler | Promise<Handler> {
    const known = handlers.get(operation);
    if (known) return known;
    const made = createHandler(spec, operation, optionsOf(spec)).then((handler) => {
      handlers.set(operation, handler);
      return handler;
    });
    handlers.set(operation, made);
    return made;
  }

  function respond(
    request: Request,
    path: string,
    query: string,
    match: RouteMatch,
    body: string,
  ): Response | Promise<Response> {
    const incoming = new Incoming(request, path, query, match, body);
    const handler = handlerOf(match.route);
    if (handler instanceof Promise) {
      return handler.then(async (made) => toResponse(await made(incoming), request.method));
    }
    const made = handler(incoming);
    // Awaiting a response that is already made would cost every request a turn of the event loop.
    return made instanceof Promise
      ? made.then((one) => toResponse(one, request.method))
      : toResponse(made, request.method);
  }

  async function withBody(
    request: Request,
    path: string,
    query: string,
    match: RouteMatch,
  ): Promise<Response> {
    const body = await readBody(request, LONGEST_BODY);
    if (body === undefined) return ownResponse(tooLong(), request.method, match.route);
    return respond(request, path, query, match, body);
  }

  const app = new Hono();
  app.all('*', (context): Response | Promise<Response> => {
    const request = context.req.raw;
    const { method } = request;
    const { path, query } = splitTarget(request.url);
    let match = matcher.match(method, path);
    // A server that answers GET answers HEAD (RFC 9110, 9.3.2), unless its spec says otherwise.
    if ('miss' in match && method === 'HEAD') match = matcher.match('GET', path);
    if ('miss' in match) return ownResponse(toUnmatched(matcher, method, path), method);
    if (method === 'GET' || method === 'HEAD') return respond(request, path, query, match, '');
    return withBody(request, path, query, match);
  });

  app.onError((error) => ownResponse(broken(error), 'GET'));
  return { app, matcher };
}

function toResponse({ status, headers, body }: MockResponse, method: string): Response {
  return new Response(method === 'HEAD' ? null : body, { status, headers });
}

function tooLong(): MockResponse {
  return problem(413, 'The request body is too long', `The mock reads at most ${LONGEST_BODY} bytes.`);
}

function broken(error: Error): MockResponse {
  return problem(500, 'The mock failed, not the vendor', error.message);
}

function problem(status: number, title: string, detail: string): MockResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-confab-cause': 'mock' },
    body: JSON.stringify({ title, status, detail }),
  };
}
