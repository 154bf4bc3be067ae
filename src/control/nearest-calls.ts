import type { Matcher } from '../spec/match.ts';
import { shortened } from '../text/shortened.ts';
import { callDifferences } from './call-differences.ts';
import type { CheckedCall } from './expected-calls.ts';
import type { createMasks } from './mask.ts';
import { type ReadRequest, readMasked, readRequest } from './read-request.ts';
import { servedAsExchange, servedTarget } from './served-as-exchange.ts';
import type { ServedExchange } from './served-exchange.ts';

/** A request that is nearly the call that was expected. */
export interface NearCall {
  readonly n: number;
  /** Method, path and query. */
  readonly request: string;
  readonly differences: readonly string[];
}

/** A request that is compared with calls. */
export interface ComparedCall {
  readonly n: number;
  readonly came: ReadRequest;
  /** As it may be told: without its secrets. */
  shown(): ReadRequest;
  /** Method, path and query, as they may be told. */
  request(): string;
}

const MOST_NEAREST = 3;
const MOST_SHOWN = 300;
/** Any other operation is further away than everything else. */
const OTHER_OPERATION = 1000;
const NO_RESPONSE = { status: 200, headers: {}, body: null };

/** Secrets are taken out only of what is told. */
export function toComparedCall(
  served: ServedExchange,
  matcher: Matcher,
  maskOf: ReturnType<typeof createMasks>,
): ComparedCall {
  const masked = () => maskOf(served.spec).exchange(servedAsExchange({ ...served, response: NO_RESPONSE }));
  return {
    n: served.n,
    came: readRequest(served, matcher),
    shown: () => readMasked(served, masked(), matcher),
    request: () => shortened(`${served.method} ${servedTarget(masked())}`, MOST_SHOWN),
  };
}

/** The requests in which the fewest things differ, of the same operation if there are any. */
export function nearestCalls(
  call: CheckedCall,
  entries: readonly ComparedCall[],
  differences: readonly (readonly string[])[],
): NearCall[] {
  const distance = ({ came }: ComparedCall, all: readonly string[]) =>
    all.length + (call.isOperation(came.operation) ? 0 : OTHER_OPERATION);
  return entries
    .map((entry, index) => ({ entry, all: differences[index] as readonly string[] }))
    .filter(({ all }) => all.length > 0)
    .map(({ entry, all }) => ({ entry, far: distance(entry, all) }))
    .sort((a, b) => a.far - b.far || a.entry.n - b.entry.n)
    .slice(0, MOST_NEAREST)
    .map(({ entry }) => ({
      n: entry.n,
      request: entry.request(),
      differences: callDifferences(call, entry.came, entry.shown()),
    }));
}
