import { Hono } from 'hono';
import { createMatcher, type Matcher, type Route } from '../spec/match.ts';
import type { Spec } from '../spec/spec.ts';
import type { Answer } from './answer.ts';
import { createHandler, type Handler, type HandlerOptions } from './handler.ts';
import { type Incoming, splitTarget } from './incoming.ts';
import { toUnmatched } from './unmatched.ts';

/** A body longer than this is refused: no list request comes near it. */
const LONGEST_BODY = 1_048_576;

/** The HTTP application over all specs: it neither listens nor prints. */
export function createApp(
  specs: readonly Spec[],
  optionsOf: (spec: Spec) => HandlerOptions,
): { app: Hono; matcher: Matcher } {
  const matcher = createMatcher(specs);
  const handlers = new Map<unknown, Handler | Promise<Handler>>();

  /** An operation's handler, compiled at its first request: who uses one vendor pays for one. */
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

  const app = new Hono();
  app.all('*', async (context) => {
    const request = context.req.raw;
    const { path, query, target } = splitTarget(request.url);
    const { method } = request;
    let found = matcher.match(method, path);
    // A server that answers GET answers HEAD (RFC 9110, 9.3.2), unless its spec says otherwise.
    if ('miss' in found && method === 'HEAD') found = matcher.match('GET', path);
    if ('miss' in found) return toResponse(toUnmatched(matcher, method, path), method);
    const { route } = found;
    if (Number(request.headers.get('content-length') ?? 0) > LONGEST_BODY)
      return toResponse(tooLong(), method, headersOf(route));
    const body = method === 'GET' || method === 'HEAD' ? '' : await request.text();
    const incoming: Incoming = {
      route,
      method,
      paths: route.mount === '' ? [path] : [path.slice(route.mount.length), path],
      query,
      target,
      pathParameters: found.path,
      header: (name) => request.headers.get(name) ?? undefined,
      headerNames: () => request.headers.keys(),
      body,
    };
    const handler = handlerOf(route);
    const answer = handler instanceof Promise ? await (await handler)(incoming) : await handler(incoming);
    return toResponse(answer, method, headersOf(route));
  });

  function headersOf({ spec, operation }: Route): Record<string, string> {
    return {
      'x-confab-operation': `${spec.name}.${operation.id}`,
      'x-confab-seed': String(optionsOf(spec).seed),
    };
  }

  app.onError((error) => toResponse(broken(error), 'GET'));
  return { app, matcher };
}

function toResponse(
  { status, headers, body }: Answer,
  method: string,
  own: Record<string, string> = {},
): Response {
  return new Response(method === 'HEAD' ? null : body, { status, headers: { ...headers, ...own } });
}

function tooLong(): Answer {
  return problem(413, 'The request body is too long', `The mock reads at most ${LONGEST_BODY} bytes.`);
}

function broken(error: Error): Answer {
  return problem(500, 'The mock failed, not the vendor', error.message);
}

function problem(status: number, title: string, detail: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-confab-cause': 'mock' },
    body: JSON.stringify({ title, status, detail }),
  };
}
