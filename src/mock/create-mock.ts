import { emitWarning } from 'node:process';
import type { Hono } from 'hono/tiny';
import type { Magic } from '../auth/marks.ts';
import { assertAdmin } from '../control/admin.ts';
import type { FaultCatalogue } from '../control/check-fault.ts';
import type { Fault } from '../control/fault.ts';
import { createPlan } from '../control/plan.ts';
import { createScope, type Scope } from '../control/scope.ts';
import { createRowsSource, createScopeRows } from '../control/scope-rows.ts';
import { createScopes } from '../control/scopes.ts';
import { UsageError } from '../errors.ts';
import { toAllowedHost } from '../http/allowed-hosts.ts';
import { toAllowedOrigin } from '../http/allowed-origins.ts';
import type { CorsOptions } from '../http/cors.ts';
import { createHolds } from '../http/holds.ts';
import { type Collections, createCollections, DEFAULT_NOW, DEFAULT_SEED } from '../rows/collections.ts';
import { loadSpecs } from '../spec/load-specs.ts';
import type { Matcher } from '../spec/match.ts';
import type { Spec } from '../spec/spec.ts';
import type { SpecWarning } from '../spec/spec-warning.ts';
import { createApp } from './app.ts';
import type { Mock, MockOptions, MockParts } from './mock.ts';
import { createMockControl } from './mock-control.ts';
import { createOwnPage } from './own-page.ts';
import { createRunning, type Running, takeRows } from './running.ts';
import { toHandle } from './scope-handle.ts';

/** How many rows a credential shows that says so. */
const SIZES: Partial<Record<Magic, number>> = { empty: 0, million: 1_000_000 };

/**
 * Makes a mock of the vendors asked for. Throws a SpecError for a document that cannot be served and a
 * UsageError for an option that makes no sense.
 */
export async function createMock(
  options: MockOptions = {},
  parts: MockParts = {},
  running: Running = createRunning(),
): Promise<Mock> {
  const {
    vendors,
    profiles,
    overlays,
    strict,
    seed = DEFAULT_SEED,
    keys = {},
    strictKeys = false,
    now = DEFAULT_NOW,
    clock = Date.now,
    admin,
    allowHosts = [],
    allowOrigins = [],
    tell,
    warn = emitWarning,
    cors = [],
  } = options;
  if (!Number.isSafeInteger(seed)) throw new UsageError(`seed: ${seed} is not a whole number`);
  assertAdmin(admin);
  allowHosts.forEach(toAllowedHost);
  for (const one of cors) toAllowedOrigin(one, 'cors');
  for (const one of allowOrigins) toAllowedOrigin(one);
  const specs = await loadSpecs({ vendors, profiles, overlays, strict, warn });
  checkNames(specs, Object.keys(keys), 'keys');
  const collections = createCollections({ specs, rows: options.rows, seed, now });
  await checkSupplied(collections, warn);
  const rowsOf = (spec: Spec, own: string) => collections.start(collections.find(spec, own));
  const holds = createHolds();
  const optionsOf = new Map(
    specs.map((spec) => [
      spec,
      {
        seed,
        keys: Object.hasOwn(keys, spec.name) ? (keys[spec.name] ?? []) : [],
        strictKeys,
        drifts: parts.drifts,
        holds,
        clock,
        rows: (name: string) => rowsOf(spec, name),
        scopes: { get: (name: string) => scopes.get(name), whyNot: (name: string) => scopes.whyNot(name) },
        otherRows: (own: string, scope: Scope, magic: Magic | undefined) => {
          const size = magic === undefined ? undefined : SIZES[magic];
          return size === undefined
            ? scope.rows?.of(spec.name, own)
            : collections.sized(collections.find(spec, own), size);
        },
      },
    ]),
  );
  for (const spec of specs) {
    // The built-in ones are known to answer: their tests ask all of them.
    const isBuiltin = !overlays?.length && (!vendors?.length || vendors.includes(spec.name));
    if (isBuiltin) continue;
    const { checkAnswers } = await import('./check-answers.ts');
    const unmade = await checkAnswers(spec, { seed, rows: (name) => rowsOf(spec, name) });
    if (unmade.length > 0) await tellUnmade(unmade, spec.file, { strict, warn });
  }
  const { journals, interceptions } = running;
  const endJournals = () => {
    // Of a walk that stopped early nothing more comes, so that it is told of now.
    for (const hint of journals.end()) if (tell) warn(hint);
  };
  running.rows ??= createRowsSource(collections);
  const rowsSource = running.rows;
  const catalogue: FaultCatalogue = { specs, drifts: parts.drifts };
  const startFaults = await toStartFaults(options.faults ?? [], catalogue);
  running.scopes ??= createScopes({
    make: (name) =>
      createScope(name, {
        journal: journals.create(),
        plan: createPlan(startFaults, clock),
        rows: createScopeRows(rowsSource),
      }),
    warn,
  });
  const { scopes } = running;
  const { control, reader } = createMockControl({
    ...{ specs, scopes, catalogue, admin, allowOrigins, examine: parts.examine },
    listening: () => running.listening?.url,
  });
  const { app, matcher } = createApp(specs, {
    seed,
    optionsOf: (spec) => optionsOf.get(spec) as NonNullable<ReturnType<typeof optionsOf.get>>,
    scopes,
    holds,
    clock,
    count: running.count,
    tell,
    control,
    ownPage: createOwnPage({ specs, seed, control }),
  });

  await takeRows(running, collections, warn);
  running.app = app;
  /** Whoever listens keeps on listening when all is read anew. */
  const current: Pick<Hono, 'fetch'> = {
    fetch: (request, bindings) => (running.app ?? app).fetch(request, bindings),
  };
  const origin = () => running.listening?.url ?? 'http://confab.localhost';
  const handleOf = (scope: Scope) =>
    toHandle(scope, {
      specs,
      scopes,
      origin,
      reader,
      catalogue,
      fetch: async (request) => current.fetch(request),
    });
  const mock: Mock = {
    specs,
    defaultScope: handleOf(scopes.base),
    scope: (name) => handleOf(scopes.create(name)),
    async fetch(input, init) {
      return current.fetch(input instanceof Request && !init ? input : new Request(input, init));
    },
    url(vendor) {
      checkNames(specs, vendor === undefined ? [] : [vendor], 'url');
      return origin() + (vendor === undefined ? '' : `/${vendor}`);
    },
    async listen({ port = 0, host = '127.0.0.1', ownProcess = false } = {}) {
      if (running.listening)
        throw new UsageError(`this mock already listens on ${running.listening.url}; close it first`);
      // Most mocks in tests answer in-process: they need no server.
      const { listen } = await import('./listen.ts');
      const listening = await listen(current, {
        port,
        host,
        allowHosts,
        ownProcess,
        cors: toCors(cors, matcher),
      });
      running.listening = listening;
      return { url: listening.url, port: listening.port };
    },
    async intercept(options) {
      const [{ intercept }, { listen }] = await Promise.all([
        import('../http/intercept.ts'),
        import('./listen.ts'),
      ]);
      const at = { port: 0, host: '127.0.0.1', ownProcess: false, unref: true };
      const made = await intercept(
        { specs, fetch: mock.fetch, listen: (allowHosts) => listen(current, { ...at, allowHosts }) },
        options,
      );
      interceptions.push(made);
      return made;
    },
    async reload(changed) {
      Object.assign(mock, await createMock({ ...options, ...changed }, parts, running));
    },
    async close(options) {
      for (const made of interceptions.splice(0)) made.restore();
      const closing = running.listening;
      running.listening = undefined;
      const endless = { count: () => journals.following, end: endJournals };
      holds.release();
      const cut = (await closing?.close({ ...options, endless })) ?? 0;
      endJournals();
      holds.resume();
      return cut;
    },
  };
  return mock;
}

function toCors(origins: readonly string[], matcher: Matcher): CorsOptions | undefined {
  return origins.length > 0 ? { origins, matcher } : undefined;
}

/** Throws a SpecError where it is to be strict. */
async function tellUnmade(
  warnings: readonly SpecWarning[],
  file: string,
  { strict, warn }: { readonly strict: boolean | undefined; readonly warn: (sentence: string) => void },
): Promise<void> {
  if (strict) (await import('../spec/strict.ts')).assertNoWarnings(warnings);
  (await import('../spec/tell-warnings.ts')).tellWarnings(warnings, file, warn);
}

/** Throws a UsageError for rows that cannot be served, and tells what is odd about others. */
async function checkSupplied({ all }: Collections, warn: (sentence: string) => void): Promise<void> {
  for (const collection of all)
    if (typeof collection.supply !== 'number') {
      const { assertFine } = await import('../rows/check-rows.ts');
      assertFine(collection, collection.supply, warn);
    }
}

function checkNames(specs: readonly Spec[], names: readonly string[], option: string): void {
  const known = specs.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`${option}: ${unknown} is not served; served: ${known.join(', ')}`);
}

/** Reading faults takes a module that most mocks do without. */
async function toStartFaults(
  faults: readonly (Fault | string)[],
  catalogue: FaultCatalogue,
): Promise<Fault[]> {
  if (faults.length === 0) return [];
  const { toFaults } = await import('../control/to-faults.ts');
  return toFaults(faults, catalogue);
}
