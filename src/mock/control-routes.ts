import type { ControlRoutes } from '../control/api/control.ts';
import { journalRoutes } from '../control/api/journal-routes.ts';
import { planRoutes } from '../control/api/plan-routes.ts';
import { rowRoutes } from '../control/api/row-routes.ts';
import { scopeRoutes } from '../control/api/scope-routes.ts';
import type { FaultCatalogue } from '../control/check-fault.ts';
import type { JournalReader } from '../control/journal-reader.ts';
import type { Scope } from '../control/scope.ts';
import type { Scopes } from '../control/scopes.ts';
import type { Spec } from '../spec/spec.ts';

interface MockRoutesOptions {
  readonly specs: readonly Spec[];
  readonly scopes: Scopes<Scope>;
  readonly reader: () => Promise<JournalReader>;
  readonly catalogue: FaultCatalogue;
}

/** The operations under /_confab that a mock has: all of them. */
export function mockRoutes(options: MockRoutesOptions): ControlRoutes {
  return {
    ...scopeRoutes(options),
    ...planRoutes(options),
    ...journalRoutes(options),
    ...rowRoutes(options.scopes),
  };
}
