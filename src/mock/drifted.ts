import type { BeginDrift, DriftAnswer, DriftRequest } from '../control/drift.ts';
import { createMatcher, type Matcher } from '../spec/match.ts';
import type { Spec } from '../spec/spec.ts';
import { Incoming, splitTarget } from './incoming.ts';
import type { MockResponse } from './mock-response.ts';

/** An answer that a drift changed; `cut`: the connection breaks behind so many bytes of the body. */
export interface DriftedResponse extends MockResponse {
  readonly cut?: number;
}

/**
 * Lets a drift change the answer to a request. `answer` is the handler's own way to an answer, without faults: the
 * drift asks by it what else is true of the list.
 */
export async function toDrifted(
  change: ReturnType<BeginDrift>,
  incoming: Incoming,
  right: MockResponse,
  answer: (incoming: Incoming) => MockResponse | Promise<MockResponse>,
): Promise<DriftedResponse> {
  const { spec } = incoming.route;
  const ask = async (request: DriftRequest) =>
    toDriftAnswer(await answer(toIncoming(request, incoming, matcherOf(spec))));
  const { status, headers, bytes, cut } = await change(toDriftRequest(incoming), toDriftAnswer(right), ask);
  return {
    ...right,
    status,
    headers: Object.fromEntries(headers),
    body: BARE.has(status) ? null : bytes,
    ...(cut !== undefined && { cut }),
  };
}

/** A Response with such a status refuses any body. */
const BARE = new Set([204, 205, 304]);

function toDriftRequest(incoming: Incoming): DriftRequest {
  const headers = [...incoming.headerNames()].map((name) => [name, incoming.header(name) ?? ''] as const);
  return {
    method: incoming.method,
    url: `http://${incoming.header('host') ?? 'confab.localhost'}${incoming.target}`,
    headers: Object.fromEntries(headers),
    text: incoming.body === '' ? undefined : incoming.body,
  };
}

function toDriftAnswer({ status, headers, body }: MockResponse): DriftAnswer {
  return {
    status,
    headers: Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const),
    bytes: typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body ?? []),
  };
}

/** Another request of the same operation, in the same scope. */
function toIncoming(
  { method, url, headers, text }: DriftRequest,
  { route, prefix, scope, pathParameters, encodedPath }: Incoming,
  matcher: Matcher,
): Incoming {
  const request = new Request(url, { method, headers, ...(text !== undefined && { body: text }) });
  const { path, query } = splitTarget(url);
  const match = matcher.match(method, path);
  const { path: own, encoded } = 'miss' in match ? { path: pathParameters, encoded: encodedPath } : match;
  const found = { route, path: own, encoded };
  return new Incoming(request, path, query, found, text ?? '', prefix, scope);
}

const matchers = new WeakMap<Spec, Matcher>();

function matcherOf(spec: Spec): Matcher {
  const matcher = matchers.get(spec) ?? createMatcher([spec]);
  matchers.set(spec, matcher);
  return matcher;
}
