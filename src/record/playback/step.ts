import type { Exchange, WireResponse } from '../../http/exchange.ts';
import type { RouteMatch } from '../../spec/match.ts';
import type { Operation, Spec } from '../../spec/spec.ts';
import type { StoredRequest } from '../fixture.ts';
import type { IncomingRequest } from '../incoming-request.ts';
import { refusedCredential } from '../refused-credential.ts';
import type { StoredFixture } from '../store/store.ts';

/** One request while it is handled. */
export interface Step {
  readonly incoming: IncomingRequest;
  readonly match: RouteMatch;
  readonly spec: Spec;
  readonly operation: Operation;
  /** As it came. */
  readonly request: StoredRequest;
  /** Without its secrets: what is matched, written and reported. */
  readonly clean: StoredRequest;
  readonly key: string;
  /** Whether it counts already among the identical requests. */
  readonly isCounted: boolean;
}

/** What the real service answered. */
export interface UpstreamResponse {
  readonly exchange: Exchange;
  readonly response: WireResponse;
}

/** The words that a recording refuses the credential. A transcribed example is there on purpose. */
export function refusalOf({ operation }: Step, { spec, read }: StoredFixture): string | undefined {
  return spec === undefined ? undefined : refusedCredential(operation, read().response);
}
