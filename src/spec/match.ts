import { SpecError } from '../errors.ts';
import { decodeUri } from '../text/decode-uri.ts';
import { meantOperation, type SaidBeside } from './alike-operations.ts';
import { looserPaths, normalisedLiteral, normalisedPath } from './normalised-path.ts';
import type { Operation, Spec } from './spec.ts';
import { createTemplateTree } from './template-tree.ts';

/** Where an operation can be reached: at the root and under its vendor's name, below each server's base path. */
export interface Route {
  readonly spec: Spec;
  readonly operation: Operation;
  /** What stands in front of the vendor's own path: '' or '/vendor'. */
  readonly mount: string;
  /** The vendor's own template, the server's base path included. */
  readonly template: string;
  /** All routes of this method and path, where there are several: what the request says beside its path chooses. */
  readonly alike?: readonly Route[];
}

/** The operation that is meant, and the values of its path parameters. */
export interface RouteMatch {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
  /** The same as they stand in the path: an encoded comma is none between items. */
  readonly encoded: Readonly<Record<string, string>>;
}

type Match =
  | RouteMatch
  /** The path is known, the method is not. */
  | { readonly miss: 'method'; readonly routes: readonly Route[] }
  | { readonly miss: 'path' };

export interface Matcher {
  readonly routes: readonly Route[];
  match(method: string, path: string): Match;
}

interface Pattern {
  readonly regex: RegExp;
  /** The same with parameters that may be empty. */
  readonly empty: () => RegExp;
  readonly names: readonly string[];
  readonly literal: number;
  readonly routes: Map<string, Route>;
}

/**
 * Compiles the paths of all specs. Literal paths win over templates, and of two templates the one with
 * fewer parameters and more literal text. Throws a SpecError when two specs claim the same path at the root.
 */
export function createMatcher(specs: readonly Spec[]): Matcher {
  const routes = specs.flatMap(toRoutes);
  const literal = new Map<string, Map<string, Route>>();
  const patterns = new Map<string, Pattern>();
  for (const route of routes) {
    const full = normalisedTemplate(route.mount + route.template);
    const key = full.replaceAll(/\{[^}]+\}/g, '{}');
    const byMethod =
      key === full
        ? obtain(literal, full, () => new Map())
        : obtain(patterns, key, () => toPattern(full)).routes;
    const other = byMethod.get(route.operation.method);
    if (other && other.spec !== route.spec) throw clash(route, other);
    byMethod.set(route.operation.method, other ? together(other, route) : route);
  }
  const sorted = [...patterns].sort(
    ([, a], [, b]) => a.names.length - b.names.length || b.literal - a.literal,
  );
  const tree = createTemplateTree(sorted);

  function find(method: string, path: string): Match {
    const exact = literal.get(path);
    const route = exact?.get(method);
    if (route) return { route, path: {}, encoded: {} };
    const others: Route[] = [...(exact?.values() ?? [])];
    for (const pattern of tree.candidates(path)) {
      const found = pattern.regex.exec(path);
      if (!found) continue;
      const templated = pattern.routes.get(method);
      if (templated) return { route: templated, ...toParameters(templated, found) };
      others.push(...pattern.routes.values());
    }
    return others.length > 0 ? { miss: 'method', routes: others } : { miss: 'path' };
  }

  /** A parameter that was left empty is the client's fault, and none of the slashes around it. */
  const hasEmpty = (path: string) =>
    path.includes('//') && tree.candidates(path).some(({ empty }) => empty().test(path));

  return {
    routes,
    match(method, path) {
      const normal = normalisedPath(path);
      const found = find(method, normal);
      if (!('miss' in found) || found.miss === 'method' || hasEmpty(normal)) return found;
      for (const other of looserPaths(path)) {
        const again = find(method, other);
        if (!('miss' in again) || again.miss === 'method') return again;
      }
      return found;
    },
  };
}

/** The same match with the operation that a request means by what it says beside its path. */
export function meantMatch(match: RouteMatch, said: SaidBeside): RouteMatch {
  const { alike } = match.route;
  if (alike === undefined) return match;
  const route = meantOperation(alike, said);
  const own = namesIn(route.template);
  const renamed = <T>(values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.values(values).map((value, index) => [own[index] as string, value]));
  return { route, path: renamed(match.path), encoded: renamed(match.encoded) };
}

function toRoutes(spec: Spec): Route[] {
  return spec.operations.flatMap((operation) =>
    operation.bases.flatMap((base) =>
      ['', `/${spec.name}`].map((mount) => ({ spec, operation, mount, template: base + operation.path })),
    ),
  );
}

function toPattern(template: string): Pattern {
  const parts = template.split(PARAMETER);
  const names = parts.filter((part) => /^\{.+\}$/.test(part)).map((part) => part.slice(1, -1));
  const source = (parameter: string) =>
    parts
      .map((part) => (/^\{.+\}$/.test(part) ? parameter : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('');
  const literal = template.replaceAll(/\{[^}]+\}/g, '').length;
  return {
    regex: new RegExp(`^${source('([^/]+?)')}$`),
    empty: () => new RegExp(`^${source('[^/]*?')}$`),
    names,
    literal,
    routes: new Map(),
  };
}

const PARAMETER = /(\{[^}]+\})/;

/** As paths are compared; the parameters keep their names. */
function normalisedTemplate(template: string): string {
  return template
    .split(PARAMETER)
    .map((part) => (PARAMETER.test(part) ? part : normalisedLiteral(part)))
    .join('');
}

function toParameters(route: Route, found: RegExpExecArray): Pick<RouteMatch, 'path' | 'encoded'> {
  const names = namesIn(route.template);
  const encoded = Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? '']));
  if (!found[0].includes('%')) return { path: encoded, encoded };
  const decoded = Object.entries(encoded).map(([name, text]) => [name, decodeUri(text)] as const);
  return { path: Object.fromEntries(decoded), encoded };
}

/** Two routes of one method and path: of one operation the later one. */
function together(first: Route, route: Route): Route {
  const known = first.alike ?? [first];
  if (!known.some(({ operation }) => operation === route.operation))
    return { ...first, alike: [...known, route] };
  return first.alike ? first : route;
}

function namesIn(template: string): string[] {
  return [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] as string);
}

function clash(a: Route, b: Route): SpecError {
  const path = `${a.operation.method} ${a.mount}${a.template}`;
  return new SpecError(
    `${path} is claimed twice: by ${b.spec.name} (${b.spec.file}) and by ${a.spec.name}; serve them in two processes, or give one of them another server path`,
    a.spec.at(a.operation.pointer),
  );
}

function obtain<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
