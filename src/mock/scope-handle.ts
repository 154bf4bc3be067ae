import type { FaultCatalogue } from '../control/check-fault.ts';
import type { CollectionRows } from '../control/collection-rows.ts';
import type { ExpectedCalls } from '../control/expected-calls.ts';
import type { Fault } from '../control/fault.ts';
import type { JournalReader, WhichEntries } from '../control/journal-reader.ts';
import type { PlannedFault } from '../control/plan.ts';
import type { Scope } from '../control/scope.ts';
import { scopeVendors, type WayIn } from '../control/scope-vendors.ts';
import type { Scopes } from '../control/scopes.ts';
import type { ShownEntry } from '../control/shown-entry.ts';
import type { Verification } from '../control/verify-calls.ts';
import { UsageError } from '../errors.ts';
import type { Spec } from '../spec/spec.ts';

/** A scope as tests in the same process use it; with `using` it is deleted at the end of the block. */
export interface ScopeHandle extends Disposable {
  readonly name: string;
  /** The base URL in this scope, of one vendor when named: what takes the place of the vendor's origin. */
  url(vendor?: string): string;
  /**
   * What a client is given as its key that can only be told a host; undefined where the vendor needs none. `schemes`:
   * where its operations need different ones, the names of their security schemes, joined by plus signs.
   */
  credential(vendor: string, schemes?: string): string | undefined;
  /** Answers a request in this scope, without a port. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /**
   * What its requests get from now on, in place of what was planned before: each fault as an object, or as a text such as
   * `listConversations: rate-limited x3`. Rejects with a UsageError that says what is wrong. Resolves to the plan.
   */
  plan(faults: readonly (Fault | string)[]): Promise<PlannedFault[]>;
  /** The plan, with how often each fault fired and whether it is used up. */
  planned(): PlannedFault[];
  /** What was asked in this scope, what was answered and why: without secrets, examined, the newest last. */
  journal(which?: WhichEntries): Promise<ShownEntry[]>;
  /** Whether these calls came; if not, the nearest requests with what differed. */
  verify(expected: ExpectedCalls): Promise<Verification>;
  /** To read and change its rows: of `vendor.collection`, or of a vendor that has one. */
  rows(collection: string): CollectionRows;
  /** Rows, plan, journal and counters as at the beginning. */
  reset(): void;
}

interface HandleOptions {
  readonly specs: readonly Spec[];
  readonly scopes: Scopes;
  /** The server's own address. */
  readonly origin: () => string;
  readonly reader: () => Promise<JournalReader>;
  readonly catalogue: FaultCatalogue;
  readonly fetch: (request: Request) => Promise<Response>;
}

export function toHandle(
  scope: Scope,
  { specs, scopes, origin, reader, catalogue, fetch }: HandleOptions,
): ScopeHandle {
  const { name, prefix } = scope;

  function wayIn(vendor: string): WayIn {
    const ways = scopeVendors(specs, scope, origin());
    const way = Object.hasOwn(ways, vendor) ? ways[vendor] : undefined;
    if (!way) throw new UsageError(`scope: ${vendor} is not served; served: ${Object.keys(ways).join(', ')}`);
    return way;
  }

  return {
    name,
    url: (vendor) => (vendor === undefined ? origin() + prefix : wayIn(vendor).url),
    credential(vendor, schemes) {
      const { credential, credentials } = wayIn(vendor);
      if (schemes === undefined || credentials === undefined) return credential;
      if (Object.hasOwn(credentials, schemes)) return credentials[schemes];
      throw new UsageError(
        `scope: ${vendor} has credentials of ${Object.keys(credentials).join(', ')}, not of ${schemes}`,
      );
    },
    async fetch(input, init) {
      const request = input instanceof Request && !init ? input : new Request(input, init);
      const url = new URL(request.url);
      if (prefix === '' || url.pathname === prefix || url.pathname.startsWith(`${prefix}/`))
        return fetch(request);
      url.pathname = prefix + url.pathname;
      return fetch(new Request(url, request));
    },
    async plan(faults) {
      const { toFaults } = await import('../control/to-faults.ts');
      scope.plan.set(await toFaults(faults, catalogue));
      return scope.plan.report();
    },
    planned: () => scope.plan.report(),
    journal: async (which) => (await reader()).entries(scope.journal, which),
    verify: async (expected) => (await reader()).verify(scope.journal, expected),
    rows(collection) {
      if (!scope.rows) throw new UsageError('scope: this server has no rows');
      return scope.rows.collection(collection);
    },
    reset: () => scope.reset(),
    [Symbol.dispose]() {
      if (scope === scopes.base) scope.reset();
      else if (scopes.get(name) === scope) scopes.delete(name);
    },
  };
}
