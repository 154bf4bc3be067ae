import { distance } from 'fastest-levenshtein';
import { canSucceed } from '../spec/can-succeed.ts';
import type { Matcher, Route } from '../spec/match.ts';
import type { MockResponse } from './mock-response.ts';

/**
 * The response to a request that no spec declares: 501 and problem JSON (RFC 9457) that
 * names the nearest operation and what to change. A vendor's 404 here would be read as "not found".
 */
export function toUnmatched(matcher: Matcher, method: string, path: string): MockResponse {
  const vendor = vendorOf(matcher, path);
  const nearest = nearestRoutes(matcher, method, path, vendor);
  const [best] = nearest;
  const detail = best ? adviceFor(method, path, best) : 'No operation is served.';
  return {
    status: 501,
    headers: { 'content-type': 'application/problem+json', 'x-confab-cause': 'no-such-operation' },
    body: JSON.stringify({
      title: 'This mock has no such operation',
      status: 501,
      detail,
      request: `${method} ${path}`,
      nearest: nearest.map(nameOf),
      ...((vendor !== undefined || path === '/') && { operations: operationsOf(matcher, vendor) }),
    }),
    why: { cause: 'no-such-operation', reason: detail },
  };
}

/** The vendor whose mount a path is below. */
function vendorOf({ routes }: Matcher, path: string): string | undefined {
  const [, first] = path.split('/');
  return routes.find(({ spec, mount }) => mount !== '' && spec.name === first)?.spec.name;
}

function adviceFor(method: string, path: string, route: Route): string {
  const wanted = route.mount + route.template;
  const called = `The nearest operation is ${nameOf(route)} (${route.spec.name}.${route.operation.id}).`;
  if (fits(path, wanted))
    return `${called} The path is right: send ${route.operation.method} instead of ${method}.`;
  if (fits(path, `${wanted}/`)) return `${called} Leave out the slash at the end.`;
  if (`${path}/` === wanted) return `${called} Add the slash at the end.`;
  if (wanted.endsWith(path) && path.length > 1)
    return `${called} Put ${wanted.slice(0, -path.length)} in front of the path.`;
  if (path.endsWith(route.template) && route.mount === '')
    return `${called} Leave out ${path.slice(0, -route.template.length)} in front of the path.`;
  if (path.toLowerCase() === wanted.toLowerCase()) return `${called} Mind upper and lower case.`;
  if (route.mount !== '' && path.startsWith(route.mount))
    return `${called} Behind ${route.mount}, keep the vendor's own path.`;
  return `${called} Replace the vendor's origin by this server's and keep the vendor's path.`;
}

/** Whether a path is one that a template stands for. */
function fits(path: string, template: string): boolean {
  const [parts, wanted] = [path.split('/'), template.split('/')];
  return (
    parts.length === wanted.length &&
    wanted.every((part, index) => part === parts[index] || (parts[index] !== '' && /\{[^}]+\}/.test(part)))
  );
}

/** The three nearest operations, each once, at the mount that is nearest; below a vendor's mount, only that vendor's. */
function nearestRoutes(
  matcher: Matcher,
  method: string,
  path: string,
  vendor: string | undefined,
): readonly Route[] {
  const scored = matcher.routes
    .filter(({ spec, mount }) => vendor === undefined || (spec.name === vendor && mount !== ''))
    .filter(({ operation }) => canSucceed(operation))
    .map((route) => ({ route, score: distanceTo(route, method, path) }))
    .sort((a, b) => a.score - b.score);
  return oncePerOperation(scored.map(({ route }) => route)).slice(0, 3);
}

function distanceTo({ operation, mount, template }: Route, method: string, path: string): number {
  const wanted = mount + template;
  const byMethod = operation.method === method ? 0 : 0.5;
  return byMethod + (fits(path, wanted) ? 0 : distance(path.slice(0, 200), wanted));
}

/** Below their vendors' mounts, each operation once, at its first address. */
function operationsOf({ routes }: Matcher, vendor: string | undefined): string[] {
  const mounted = routes.filter(
    ({ spec, mount, operation }) =>
      mount !== '' && (vendor === undefined || spec.name === vendor) && canSucceed(operation),
  );
  return oncePerOperation(mounted).map(nameOf);
}

function oncePerOperation(routes: readonly Route[]): Route[] {
  const seen = new Set<unknown>();
  return routes.filter(({ operation }) => !seen.has(operation) && seen.add(operation));
}

function nameOf({ operation, mount, template }: Route): string {
  return `${operation.method} ${mount}${template}`;
}
