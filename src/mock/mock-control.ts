import type { Admin } from '../control/admin.ts';
import type { FaultCatalogue } from '../control/check-fault.ts';
import type { Control } from '../control/guard-control.ts';
import type { JournalReader } from '../control/journal-reader.ts';
import type { Scope } from '../control/scope.ts';
import type { Scopes } from '../control/scopes.ts';
import { isLoopback } from '../http/host-name.ts';
import type { Spec } from '../spec/spec.ts';
import type { MockParts } from './mock.ts';

interface MockControlOptions {
  readonly specs: readonly Spec[];
  readonly scopes: Scopes<Scope>;
  readonly catalogue: FaultCatalogue;
  readonly admin: Admin | undefined;
  readonly allowOrigins: readonly string[];
  readonly examine: MockParts['examine'];
  /** The address that is listened on; undefined while nobody does. */
  readonly listening: () => string | undefined;
}

/** Rules of redaction that a journal does without: a test compares the addresses that it has sent or that rows show. */
const GENERATED = ['email', 'phone'];

/** What is below /_confab, and what reads journals; both are loaded when they are first asked. */
export function createMockControl(options: MockControlOptions): {
  readonly control: Control;
  readonly reader: () => Promise<JournalReader>;
} {
  const { specs, scopes, catalogue, admin, allowOrigins, examine, listening } = options;
  let guarded: Control | undefined;
  let madeReader: Promise<JournalReader> | undefined;

  function reader(): Promise<JournalReader> {
    madeReader ??= import('../control/journal-reader.ts').then(({ createJournalReader }) =>
      createJournalReader({ specs, examine, keep: GENERATED }),
    );
    return madeReader;
  }

  function isReached(): boolean {
    const url = listening();
    return url !== undefined && !isLoopback(new URL(url).hostname);
  }

  async function control(request: Request, path: string): Promise<Response> {
    const [{ createControl }, { guardControl }, { mockRoutes }] = await Promise.all([
      import('../control/api/control.ts'),
      import('../control/guard-control.ts'),
      import('./control-routes.ts'),
    ]);
    const routes = mockRoutes({ specs, scopes, reader, catalogue });
    guarded ??= guardControl(createControl(routes, 'The mock has none.'), { admin, allowOrigins, isReached });
    return guarded(request, path);
  }

  return { control, reader };
}
