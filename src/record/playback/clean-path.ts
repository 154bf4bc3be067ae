import type { Matcher } from '../../spec/match.ts';
import type { Spec } from '../../spec/spec.ts';
import { askedPath, type IncomingRequest } from '../incoming-request.ts';
import type { Redactor } from '../redactor.ts';

/** The path that a request asks for, without what any of the specs calls a secret: it is printed. */
export function cleanPath(
  incoming: IncomingRequest,
  { routes }: Matcher,
  redactorOf: (spec: Spec) => Redactor,
): string {
  const { method } = incoming;
  return [...new Set(routes.map(({ spec }) => spec))].reduce(
    (url, spec) => redactorOf(spec).request({ method, url, headers: [] }).url,
    askedPath(incoming),
  );
}
