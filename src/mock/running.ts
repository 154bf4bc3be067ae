import type { Hono } from 'hono/tiny';
import { createJournals } from '../control/journal.ts';
import type { Scope } from '../control/scope.ts';
import type { RowsSource } from '../control/scope-rows.ts';
import type { Scopes } from '../control/scopes.ts';
import type { Interception } from '../http/intercept.ts';
import type { Serving } from '../http/serve.ts';
import type { Collections } from '../rows/collections.ts';

/** What stays when specs, overlays and rows are read anew: the scopes with all that is in them, and the port. */
export interface Running {
  readonly journals: ReturnType<typeof createJournals>;
  readonly interceptions: Interception[];
  /** How many exchanges there were. */
  readonly count: { served: number };
  scopes: Scopes<Scope> | undefined;
  rows: RowsSource | undefined;
  /** Answers with what was read last. */
  app: Pick<Hono, 'fetch'> | undefined;
  listening: Serving | undefined;
}

export function createRunning(): Running {
  return {
    journals: createJournals(),
    interceptions: [],
    count: { served: 0 },
    scopes: undefined,
    rows: undefined,
    app: undefined,
    listening: undefined,
  };
}

/** Changes the rows of all scopes as they were changed before. Tells in a sentence what no longer fits. */
export async function takeRows(
  { scopes, rows }: Running,
  collections: Collections,
  warn: (sentence: string) => void,
): Promise<void> {
  if (!rows || rows.collections === collections) return;
  rows.collections = collections;
  for (const scope of scopes?.list() ?? [])
    for (const problem of (await scope.rows?.reload()) ?? []) warn(`scope ${scope.name}: ${problem}`);
}
