import type { ServerResponse } from 'node:http';
import type { AuthRequest } from '../auth/types.ts';
import type { Scope } from '../control/scope.ts';
import type { Route, RouteMatch } from '../spec/match.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Refusal } from './refusal.ts';

/** A request as the mock reads it: parts are decoded and parsed only when they are needed. */
export class Incoming implements AuthRequest {
  readonly method: string;
  readonly route: Route;
  /** Decoded values of the path's parameters. */
  readonly pathParameters: RouteMatch['path'];
  readonly encodedPath: RouteMatch['encoded'];
  readonly path: string;
  readonly query: string;
  readonly body: string;
  /** What stood in front of its path and says which scope it is in: '' or '/~name'. */
  readonly prefix: string;
  /** By its prefix; without one, a credential may lead to another. */
  scope: Scope;
  /** The body's bytes, where its text is not all of it. */
  bytes: Uint8Array | undefined = undefined;
  /** Why its body cannot be had. */
  unreadable: Refusal | undefined = undefined;
  /** What its operation reads of it, once that is done. */
  values: RequestValues | undefined = undefined;
  /** Whether it wants values that are made up even where there is an example. */
  isDynamic = false;
  readonly #headers: Headers;
  readonly #url: string;
  readonly #request: Request;
  readonly #outgoing: ServerResponse | undefined;

  constructor(
    request: Request,
    path: string,
    query: string,
    found: RouteMatch,
    body: string,
    prefix: string,
    scope: Scope,
    outgoing?: ServerResponse,
  ) {
    this.method = request.method;
    this.#headers = request.headers;
    this.#url = request.url;
    this.#request = request;
    this.#outgoing = outgoing;
    this.route = found.route;
    this.pathParameters = found.path;
    this.encodedPath = found.encoded;
    this.path = path;
    this.query = query;
    this.body = body;
    this.prefix = prefix;
    this.scope = scope;
  }

  /** The vendor's own path first: it is what the vendor's clients sign. */
  get paths(): readonly string[] {
    const { mount } = this.route;
    if (mount === '' && this.prefix === '') return [this.path];
    const own = this.path.slice(mount.length);
    return this.prefix === '' ? [own, this.path] : [own, this.path, this.prefix + this.path];
  }

  /** Path and query as sent, for answers that must differ from request to request. */
  get target(): string {
    return this.query === '' ? this.path : `${this.path}?${this.query}`;
  }

  /** Scheme and host, as the client has them. */
  get origin(): string {
    return `${new URL(this.#url).protocol}//${this.header('host') ?? 'localhost'}`;
  }

  /** Aborted when its client leaves without waiting for the answer. */
  toLeft(): AbortSignal {
    if (!this.#outgoing) return this.#request.signal;
    const left = new AbortController();
    this.#outgoing.once('close', () => left.abort());
    return left.signal;
  }

  header(name: string): string | undefined {
    return this.#headers.get(name) ?? (name === 'host' ? new URL(this.#url).host : undefined);
  }

  /** `fetch` adds Host only when it sends, so a request in-process has none, though its client signs the URL's. */
  headerNames(): Iterable<string> {
    const names = [...this.#headers.keys()];
    return names.includes('host') ? names : [...names, 'host'];
  }
}

/** The path and the query of a URL as they were sent; its fragment is never sent (RFC 9110, 4.2.5). */
export function splitTarget(url: string): { path: string; query: string } {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const hash = url.indexOf('#');
  const target = start < 0 ? '/' : url.slice(start, hash < 0 ? undefined : hash);
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
