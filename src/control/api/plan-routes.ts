import type { FaultCatalogue } from '../check-fault.ts';
import type { Scope } from '../scope.ts';
import type { Scopes } from '../scopes.ts';
import { toFaults } from '../to-faults.ts';
import type { ControlRoutes } from './control.ts';
import { scopeNamed } from './scope-routes.ts';

interface PlanRoutesOptions<S extends Scope> {
  readonly scopes: Scopes<S>;
  readonly catalogue: FaultCatalogue;
}

/** Sets plans and reports what became of them. */
export function planRoutes<S extends Scope>({ scopes, catalogue }: PlanRoutesOptions<S>): ControlRoutes {
  return {
    readPlan: (request) => ({ status: 200, body: { faults: scopeNamed(scopes, request).plan.report() } }),
    async setPlan(request) {
      const { plan } = scopeNamed(scopes, request);
      const { faults } = request.body as { faults: readonly unknown[] };
      plan.set(await toFaults(faults, catalogue));
      return { status: 200, body: { faults: plan.report() } };
    },
    clearPlan(request) {
      scopeNamed(scopes, request).plan.set([]);
      return { status: 204 };
    },
  };
}
