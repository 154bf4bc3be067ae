import type { ServerResponse } from 'node:http';
import { Hono } from 'hono/tiny';
import type { Scope } from '../control/scope.ts';
import type { Scopes } from '../control/scopes.ts';
import type { ServedExchange } from '../control/served-exchange.ts';
import type { Holds } from '../http/holds.ts';
import { whyNoPreflight } from '../http/preflight.ts';
import { createMatcher, type Matcher, meantMatch, type Route, type RouteMatch } from '../spec/match.ts';
import type { Spec } from '../spec/spec.ts';
import { asHeader } from '../text/as-header.ts';
import { deliverBroken, isDeliberate } from './deliver-broken.ts';
import type { createHandler, Handler } from './handler.ts';
import { Incoming, splitTarget } from './incoming.ts';
import type { MockResponse } from './mock-response.ts';
import { noScope, problem } from './own-problems.ts';
import { EMPTY_BODY, type ReadBody, readBody } from './read-body.ts';
import { toUnmatched } from './unmatched.ts';

/** A longer request body is refused; no list request needs so much. */
const LONGEST_BODY = 1_048_576;

/** Begins the path of the server's own operations. */
const CONTROL = '/_confab';
/** There without anything that steers, too: a program waits for it. */
const HEALTH = `${CONTROL}/health`;

/** What a port gives besides the request: Node's own objects. */
export interface PortBindings {
  readonly incoming?: { readonly rawHeaders: readonly string[] };
  readonly outgoing?: ServerResponse;
}

interface AppOptions {
  readonly seed: number;
  readonly optionsOf: (spec: Spec) => Parameters<typeof createHandler>[2];
  readonly scopes: Scopes;
  readonly holds: Holds;
  /** The real clock, in epoch milliseconds. */
  readonly clock: () => number;
  /** How many exchanges there were before. */
  readonly count: { served: number };
  /** Told of each exchange, after its scope. */
  readonly tell?: ((exchange: ServedExchange) => void) | undefined;
  /** What the server shows of itself, at `/` and as its health; `prefix` is the scope's. */
  readonly ownPage?: ((request: Request, path: string, prefix: string) => Promise<MockResponse>) | undefined;
  /** Answers what begins with /_confab. */
  readonly control?: ((request: Request, path: string) => Promise<Response>) | undefined;
}

/** One request, from its first look at to its answer. */
interface Asked {
  readonly request: Request;
  readonly started: number;
  readonly path: string;
  readonly query: string;
  readonly prefix: string;
  readonly scope: Scope;
  readonly headers: ServedExchange['headers'];
  /** Node's own, over a port. */
  readonly outgoing: ServerResponse | undefined;
}

/** The HTTP application over all specs: it neither listens nor prints. */
export function createApp(specs: readonly Spec[], options: AppOptions): { app: Hono; matcher: Matcher } {
  const { seed, optionsOf, scopes, holds, clock, count, tell, control, ownPage } = options;
  const matcher = createMatcher(specs);
  const handlers = new Map<unknown, Handler | Promise<Handler>>();

  /** An operation's handler, compiled at its first request, so that operations nobody uses cost nothing; what compiles is loaded then. */
  function handlerOf({ spec, operation }: Route): Handler | Promise<Handler> {
    const known = handlers.get(operation);
    if (known) return known;
    const made = import('./handler.ts')
      .then((module) => module.createHandler(spec, operation, optionsOf(spec)))
      .then((handler) => {
        handlers.set(operation, handler);
        return handler;
      });
    handlers.set(operation, made);
    return made;
  }

  function respond(step: Asked, match: RouteMatch, body: ReadBody): Response | Promise<Response> {
    const { request, path, query, prefix, scope, outgoing } = step;
    const incoming = new Incoming(request, path, query, match, body.text, prefix, scope, outgoing);
    incoming.bytes = body.bytes;
    incoming.unreadable = body.unreadable;
    const handler = handlerOf(match.route);
    const made = handler instanceof Promise ? handler.then((one) => one(incoming)) : handler(incoming);
    // Awaiting a response that is already made would cost every request a turn of the event loop.
    return made instanceof Promise
      ? made.then((one) => finish(step, one, match.route, incoming))
      : finish(step, made, match.route, incoming);
  }

  /** A response that no operation made, though the request may have meant one. */
  function ownResponse(step: Asked, made: MockResponse, meant?: Route): Response | Promise<Response> {
    return finish(step, withOwn(made, meant), meant);
  }

  function withOwn(made: MockResponse, meant?: Route): MockResponse {
    const headers = {
      ...made.headers,
      ...(specs.length > 0 && { 'x-confab-seed': String(seed) }),
      ...(meant && { 'x-confab-operation': asHeader(`${meant.spec.name}.${meant.operation.id}`) }),
    };
    return { ...made, headers };
  }

  function finish(
    step: Asked,
    made: MockResponse,
    route?: Route,
    incoming?: Incoming,
  ): Response | Promise<Response> {
    const { request, started, path, query, headers, outgoing } = step;
    const scope = incoming?.scope ?? step.scope;
    count.served += 1;
    const ms = performance.now() - started;
    const exchange: ServedExchange = {
      n: count.served,
      at: clock() - ms,
      ms,
      scope: scope.name,
      method: request.method,
      target: query === '' ? path : `${path}?${query}`,
      headers,
      body: incoming?.body ?? '',
      spec: route?.spec,
      operation: route?.operation,
      values: incoming?.values,
      response: made,
      why: made.why ?? NO_REASON,
      hints: [],
    };
    scope.served(exchange);
    if (tell) {
      scope.journal.hint();
      tell(exchange);
    }
    if (made.transport) return deliverBroken(made, made.transport, request, outgoing, holds);
    return toResponse(made, request.method);
  }

  /** Nobody asked for a vendor, so no journal has it. */
  async function showPage(page: Promise<MockResponse>, method: string): Promise<Response> {
    return toResponse(withOwn(await page), method);
  }

  async function withBody(step: Asked, match: RouteMatch): Promise<Response> {
    const body = await readBody(step.request, LONGEST_BODY);
    if (body === undefined) return ownResponse(step, tooLong(), match.route);
    return respond(step, match, body);
  }

  const app = new Hono<{ Bindings: PortBindings }>();
  app.all('*', (context): Response | Promise<Response> => {
    const request = context.req.raw;
    const { method } = request;
    const { path: whole, query } = splitTarget(request.url);
    const isRead = method === 'GET' || method === 'HEAD';
    if (ownPage && isRead && whole === HEALTH) return showPage(ownPage(request, whole, ''), method);
    if (
      control &&
      whole.startsWith(CONTROL) &&
      (whole.length === CONTROL.length || whole[CONTROL.length] === '/')
    )
      return control(request, whole);
    const { prefix, path } = splitPrefix(whole);
    const scope = prefix === '' ? scopes.base : scopes.get(prefix.slice(2));
    const headers = context.env?.incoming?.rawHeaders ?? request.headers;
    const step = {
      request,
      started: performance.now(),
      path,
      query,
      prefix,
      scope: scope ?? scopes.base,
      headers,
      outgoing: context.env?.outgoing,
    };
    if (!scope) return ownResponse(step, noScope(scopes.whyNot(prefix.slice(2))));
    let match = matcher.match(method, path);
    // A server that answers GET answers HEAD (RFC 9110, 9.3.2), unless its spec says otherwise.
    if ('miss' in match && method === 'HEAD') match = matcher.match('GET', path);
    if ('miss' in match && ownPage && isRead && path === '/')
      return showPage(ownPage(request, path, prefix), method);
    if ('miss' in match)
      return ownResponse(step, noPreflight(matcher, request, path) ?? toUnmatched(matcher, method, path));
    if (match.route.alike)
      match = meantMatch(match, { query, header: (name) => request.headers.get(name) ?? undefined });
    if (isRead) return respond(step, match, EMPTY_BODY);
    return withBody(step, match);
  });

  app.onError((error, context) => {
    // A fetch that fails on purpose fails, whoever looks after what fails by mistake.
    if (isDeliberate(error)) throw error;
    return toResponse(withOwn(broken(error)), context.req.method);
  });
  return { app: app as unknown as Hono, matcher };
}

const NO_REASON = {};

/** `/~name/rest` is `/rest` in the scope called name. */
function splitPrefix(path: string): { readonly prefix: string; readonly path: string } {
  if (!path.startsWith('/~')) return { prefix: '', path };
  const end = path.indexOf('/', 1);
  return end < 0 ? { prefix: path, path: '/' } : { prefix: path.slice(0, end), path: path.slice(end) };
}

function toResponse({ status, headers, body }: MockResponse, method: string): Response {
  return new Response(method === 'HEAD' ? null : body, { status, headers });
}

/** The refusal of a preflight whose request a spec knows; undefined for everything else. */
function noPreflight(matcher: Matcher, { method, headers }: Request, path: string): MockResponse | undefined {
  const why = whyNoPreflight(matcher, method, path, (name) => headers.get(name));
  return why && problem(501, why.title, why.detail, 'preflight-unknown');
}

function tooLong(): MockResponse {
  return problem(413, 'The request body is too long', `The mock reads at most ${LONGEST_BODY} bytes.`);
}

function broken(error: Error): MockResponse {
  return problem(500, 'The mock failed, not the vendor', error.message);
}
