import type { Spec } from '../../spec/spec.ts';
import { version } from '../../version.ts';
import type { JournalReader } from '../journal-reader.ts';
import type { Scope } from '../scope.ts';
import type { Scopes } from '../scopes.ts';
import type { ControlRoutes } from './control.ts';
import { journalRoutes } from './journal-routes.ts';
import { scopeRoutes } from './scope-routes.ts';

interface PlaybackRoutesOptions {
  readonly specs: readonly Spec[];
  readonly scopes: Scopes<Scope>;
  readonly reader: () => Promise<JournalReader>;
  readonly mode: 'record' | 'replay';
}

/** The operations under /_confab that a recorder and a replay have: of one scope. */
export function playbackRoutes({ specs, scopes, reader, mode }: PlaybackRoutesOptions): ControlRoutes {
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
    getHealth: () => ({ status: 200, body: health }),
  };
}
