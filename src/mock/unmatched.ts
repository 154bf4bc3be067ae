import { distance } from 'fastest-levenshtein';
import type { Matcher, Route } from '../spec/match.ts';
import type { MockResponse } from './mock-response.ts';

/**
 * The response to a request that no spec declares: 501 and problem JSON (RFC 9457) that
 * names the nearest operation and what to change. A vendor's 404 here would be read as "not found".
 */
export function toUnmatched(matcher: Matcher, method: string, path: string): MockResponse {
  const nearest = nearestRoutes(matcher, method, path);
  const [best] = nearest;
  const detail = best ? `${adviceFor(method, path, best)}` : 'No operation is served.';
  return {
    status: 501,
    headers: { 'content-type': 'application/problem+json', 'x-confab-cause': 'no-such-operation' },
    body: JSON.stringify({
      title: 'This mock has no such operation',
      status: 501,
      detail,
      request: `${method} ${path}`,
      nearest: nearest.map(nameOf),
      ...(path === '/' && {
        operations: [...new Set(matcher.routes.filter(({ mount }) => mount !== '').map(nameOf))],
      }),
    }),
  };
}

function adviceFor(method: string, path: string, route: Route): string {
  const wanted = route.mount + route.template;
  const called = `The nearest operation is ${nameOf(route)} (${route.spec.name}.${route.operation.id}).`;
  if (path === wanted)
    return `${called} The path is right: send ${route.operation.method} instead of ${method}.`;
  if (path === `${wanted}/`) return `${called} Leave out the slash at the end.`;
  if (`${path}/` === wanted) return `${called} Add the slash at the end.`;
  if (wanted.endsWith(path) && path.length > 1)
    return `${called} Put ${wanted.slice(0, -path.length)} in front of the path.`;
  if (path.endsWith(route.template))
    return `${called} Leave out ${path.slice(0, -route.template.length)} in front of the path.`;
  if (path.toLowerCase() === wanted.toLowerCase()) return `${called} Mind upper and lower case.`;
  return `${called} Replace the vendor's origin by this server's and keep the vendor's path.`;
}

/** The three nearest operations, each once, at the mount that is nearest. */
function nearestRoutes(matcher: Matcher, method: string, path: string): Route[] {
  const scored = matcher.routes
    .filter(({ operation }) => !['OPTIONS', 'HEAD'].includes(operation.method))
    .map((route) => ({
      route,
      score:
        distance(path.slice(0, 200), route.mount + route.template) +
        (route.operation.method === method ? 0 : 0.5),
    }))
    .sort((a, b) => a.score - b.score);
  const seen = new Set<unknown>();
  return scored
    .filter(({ route }) => !seen.has(route.operation) && seen.add(route.operation))
    .slice(0, 3)
    .map(({ route }) => route);
}

function nameOf({ operation, mount, template }: Route): string {
  return `${operation.method} ${mount}${template}`;
}
