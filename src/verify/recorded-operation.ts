import { FixtureError } from '../errors.ts';
import { headerOf } from '../http/exchange.ts';
import { splitUrl } from '../record/match-key.ts';
import type { FixtureHead } from '../record/parse-fixture.ts';
import { toHeader } from '../record/stored-exchange.ts';
import { createMatcher, type Matcher, meantMatch } from '../spec/match.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { readValues } from './read-values.ts';

/** What a recording asks. */
interface AskedOperation {
  readonly operation: Operation;
  readonly values: RequestValues;
}

const matchers = new WeakMap<Spec, Matcher>();

/** The operation that a recording names. Throws a FixtureError when its request asks another one, or none. */
export function recordedOperation(
  spec: Spec,
  { operation: id, request }: FixtureHead,
  file: string,
): AskedOperation {
  const operation = spec.operations.find((one) => one.id === id);
  if (!operation)
    throw new FixtureError(
      file,
      `${spec.name} has no operation ${id} any more; it has ${spec.operations.map((one) => one.id).join(', ')}`,
    );
  const matcher = matchers.get(spec) ?? createMatcher([spec]);
  matchers.set(spec, matcher);
  const { path } = splitUrl(request.url);
  const query = request.url.slice(path.length + 1);
  const headers = request.headers.map(toHeader);
  // A server that answers GET answers HEAD.
  const methods = request.method === 'HEAD' ? ['HEAD', 'GET'] : [request.method];
  for (const method of methods) {
    const reached = matcher.match(method, path);
    if ('miss' in reached) continue;
    const found = meantMatch(reached, { query, header: (name) => headerOf(headers, name) });
    if (found.route.operation !== operation || found.route.mount !== '') continue;
    return { operation, values: readValues(spec, operation, request, found.encoded) };
  }
  throw new FixtureError(
    file,
    `/request: ${request.method} ${path} does not ask ${id}, which is ${operation.method} ${operation.bases[0] ?? ''}${operation.path}`,
  );
}
