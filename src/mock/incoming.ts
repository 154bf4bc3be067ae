import type { AuthRequest } from '../auth/types.ts';
import type { Route } from '../spec/match.ts';

/** A request as the mock reads it: nothing decoded, nothing parsed that nobody asks for. */
export interface Incoming extends AuthRequest {
  readonly route: Route;
  /** Path and query as sent, for answers that must differ from request to request. */
  readonly target: string;
  /** Decoded values of the path's parameters. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The path and the query of a URL as they were sent. */
export function splitTarget(url: string): { path: string; query: string; target: string } {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const target = start < 0 ? '/' : url.slice(start);
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '', target }
    : { path: target.slice(0, mark), query: target.slice(mark + 1), target };
}
