import type { Matcher } from '../../spec/match.ts';
import type { Spec } from '../../spec/spec.ts';
import type { StoredRequest } from '../fixture.ts';
import { askedPath, type IncomingRequest } from '../incoming-request.ts';
import type { Redactor } from '../redactor.ts';

interface Redactors {
  readonly matcher: Matcher;
  readonly redactorOf: (spec: Spec) => Redactor;
}

/** A request that no spec knows, as it is printed: without its query, and without what any spec calls a secret in its path. */
export function printedRequest(
  incoming: IncomingRequest,
  { matcher, redactorOf }: Redactors,
): Pick<StoredRequest, 'method' | 'url'> {
  const { method } = incoming;
  const specs = new Set(matcher.routes.map(({ spec }) => spec));
  const url = [...specs].reduce(
    (left, spec) => redactorOf(spec).request({ method, url: left, headers: [] }).url,
    askedPath(incoming),
  );
  return { method, url };
}
