import type { Spec } from '../../spec/spec.ts';
import { version } from '../../version.ts';
import type { Fault } from '../fault.ts';
import type { JournalReader } from '../journal-reader.ts';
import type { Scope } from '../scope.ts';
import type { Scopes } from '../scopes.ts';
import type { ControlRoutes } from './control.ts';
import { journalRoutes } from './journal-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { scopeNamed, scopeRoutes } from './scope-routes.ts';

interface PlaybackRoutesOptions {
  readonly specs: readonly Spec[];
  readonly scopes: Scopes<Scope>;
  readonly reader: () => Promise<JournalReader>;
  readonly mode: 'record' | 'replay';
  /** Takes the faults of a plan; without it there are no plans. */
  readonly checkPlan?: ((faults: readonly unknown[]) => Promise<Fault[]>) | undefined;
}

/** The operations under /_confab that a recorder and a replay have: of one scope. */
export function playbackRoutes({
  specs,
  scopes,
  reader,
  mode,
  checkPlan,
}: PlaybackRoutesOptions): ControlRoutes {
  const { resetScope } = scopeRoutes({ specs, scopes });
  const health = {
    status: 'ok',
    name: 'confab',
    version: version(),
    mode,
    vendors: specs.map(({ name }) => name),
  };
  return {
    ...journalRoutes({ scopes, reader }),
    ...(resetScope && { resetScope }),
    ...(checkPlan && plans(scopes, checkPlan)),
    getHealth: () => ({ status: 200, body: health }),
  };
}

function plans(
  scopes: Scopes<Scope>,
  checkPlan: (faults: readonly unknown[]) => Promise<Fault[]>,
): ControlRoutes {
  const { readPlan, clearPlan } = planRoutes({ scopes, catalogue: { specs: [] } });
  return {
    ...(readPlan && { readPlan }),
    ...(clearPlan && { clearPlan }),
    async setPlan(request) {
      const { plan } = scopeNamed(scopes, request);
      plan.set(await checkPlan((request.body as { faults: readonly unknown[] }).faults));
      return { status: 200, body: { faults: plan.report() } };
    },
  };
}
