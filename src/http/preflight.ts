import type { Matcher } from '../spec/match.ts';
import { toOrigin } from './allowed-origins.ts';

type HeaderReader = (name: string) => string | null | undefined;

/** Whether a browser asks if a page of another origin may send a request (Fetch, "CORS-preflight request"). */
export function isPreflight(method: string, header: HeaderReader): boolean {
  return method === 'OPTIONS' && !!header('origin') && !!header('access-control-request-method');
}

/**
 * Why a preflight has no answer, where the request that it stands for would have one: no source says what the vendor
 * answers, and what is made up here would let pages work that fail with the vendor.
 */
export function whyNoPreflight(
  matcher: Matcher,
  method: string,
  path: string,
  header: HeaderReader,
): { readonly title: string; readonly detail: string } | undefined {
  if (!isPreflight(method, header)) return undefined;
  const match = matcher.match(header('access-control-request-method') ?? '', path);
  if ('miss' in match) return undefined;
  const { name } = match.route.spec;
  const origin = toOrigin(header('origin') ?? '');
  return {
    title: `How ${name} answers a preflight is not known`,
    detail:
      `A browser asks whether a page of ${origin ?? 'no origin'} may send this request, and no source says what ${name} answers ` +
      'to pages of other origins. Two ways lead on: let the dev server of the page pass requests on (a proxy, such as ' +
      `Vite's server.proxy; docs/testing.md shows one), or start this server with --cors ${origin ?? ''}`.trimEnd() +
      "; in code, with cors: ['*'].",
  };
}
