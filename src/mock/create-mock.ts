import { emitWarning } from 'node:process';
import type { createControl } from '../control/api/control.ts';
import { createJournals } from '../control/journal.ts';
import { createScope, type Scope } from '../control/scope.ts';
import { createScopes } from '../control/scopes.ts';
import type { ServedExchange } from '../control/served-exchange.ts';
import { UsageError } from '../errors.ts';
import { toAllowedHost } from '../http/allowed-hosts.ts';
import type { EndOptions } from '../http/drain.ts';
import type { Interception, InterceptOptions } from '../http/intercept.ts';
import { withExampleRows } from '../rows/example-rows.ts';
import { createGeneratedRows } from '../rows/generated.ts';
import { createPools } from '../rows/pools.ts';
import type { Rows } from '../rows/rows.ts';
import { assertRows, createSuppliedRows } from '../rows/supplied.ts';
import type { JsonObject } from '../spec/json.ts';
import { loadSpecs } from '../spec/load-specs.ts';
import type { Spec } from '../spec/spec.ts';
import { createApp } from './app.ts';
import { checkAnswers } from './check-answers.ts';
import type { listen } from './listen.ts';
import { type ScopeHandle, toHandle } from './scope-handle.ts';

export interface MockOptions {
  /** Built-in vendors by name, or files of OpenAPI documents; all built-in ones when not given. */
  readonly vendors?: readonly string[];
  /** A whole number; the same seed gives the same rows on every machine. Default 1. */
  readonly seed?: number;
  /**
   * How many rows each collection has (default 237, at most 1,000,000,000), or the rows themselves by
   * vendor: `{ vendor: 50 }`, `{ vendor: [{…}, …] }`, `{ 'vendor.collection': [{…}, …] }`.
   */
  readonly rows?: number | Readonly<Record<string, number | readonly JsonObject[]>>;
  /** Built-in profiles, as `vendor.profile`. */
  readonly profiles?: readonly string[];
  /** Files of OpenAPI Overlays, for the vendors that they fit. */
  readonly overlays?: readonly string[];
  /** Credentials by vendor that are accepted besides the test credential; a key pair is `id:secret`. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** Refuse well-formed plain keys that are not known. Default false. Signatures always verify. */
  readonly strictKeys?: boolean;
  /** The newest row lies just before this time, in epoch milliseconds. Default 2026-03-20T08:00:00Z. */
  readonly now?: number;
  /** The clock by which credentials expire, in epoch milliseconds. Default Date.now. */
  readonly clock?: () => number;
  /** Names that requests over a port may be for, besides its address and localhost: `name` or `*.name`. */
  readonly allowHosts?: readonly string[];
  /** Told of each exchange when it is answered. */
  readonly tell?: (exchange: ServedExchange) => void;
  /** Told in a sentence what should not go unseen. Default: a warning of the process. */
  readonly warn?: (sentence: string) => void;
}

export interface Mock {
  readonly specs: readonly Spec[];
  /** The scope of all requests that name none. */
  readonly defaultScope: ScopeHandle;
  /** Makes a scope: a private world with rows, faults and a journal of its own. A free name is taken when none is given. */
  scope(name?: string): ScopeHandle;
  /** Answers a request in-process, without a port. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** The base URL, of one vendor when named: what takes the place of the vendor's origin. */
  url(vendor?: string): string;
  /** Listens on a port (default: a free one) of 127.0.0.1. Throws a RunError when the port cannot be had. */
  listen(options?: {
    readonly port?: number;
    readonly host?: string;
    /**
     * This process does nothing else, so the adaptor may put faster classes in the place of the global
     * Request and Response. Default false.
     */
    readonly ownProcess?: boolean;
  }): Promise<{ readonly url: string; readonly port: number }>;
  /**
   * Answers the requests that this process sends to the vendors' own origins, by fetch, node:http and node:https, until
   * it is restored or the mock is closed; all others go where they went.
   */
  intercept(options?: InterceptOptions): Promise<Interception>;
  /**
   * Stops listening when the requests that came so far are answered, and resolves to how many answers were cut off
   * because they took too long.
   */
  close(options?: EndOptions): Promise<number>;
}

const DEFAULT_ROWS = 237;
export const MOST_ROWS = 1_000_000_000;
/** Rows do not follow the wall clock: the same request must give the same response tomorrow. */
const DEFAULT_NOW = Date.UTC(2026, 2, 20, 8, 0, 0);

/**
 * Makes a mock of the vendors asked for. Throws a SpecError for a document that cannot be served and a
 * UsageError for an option that makes no sense.
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const {
    vendors,
    profiles,
    overlays,
    seed = 1,
    keys = {},
    strictKeys = false,
    now = DEFAULT_NOW,
    clock = Date.now,
    allowHosts = [],
    tell,
    warn = emitWarning,
  } = options;
  if (!Number.isSafeInteger(seed)) throw new UsageError(`seed: ${seed} is not a whole number`);
  allowHosts.forEach(toAllowedHost);
  const specs = await loadSpecs({ vendors, profiles, overlays });
  checkNames(specs, Object.keys(keys), 'keys');
  const sizes = toSizes(specs, options.rows);

  const collections = new Map<string, Promise<Rows>>();
  const rowsOf = (spec: Spec, collection: string) => {
    const key = `${spec.name}.${collection}`;
    const known =
      collections.get(key) ?? createRows(spec, collection, sizes(spec.name, collection), seed, now);
    collections.set(key, known);
    return known;
  };
  const optionsOf = new Map(
    specs.map((spec) => [
      spec,
      {
        seed,
        keys: ownOf(keys, spec.name) ?? [],
        strictKeys,
        clock,
        rows: (name: string) => rowsOf(spec, name),
        scopeOf: (name: string) => scopes.get(name),
      },
    ]),
  );
  for (const spec of specs) {
    // The built-in ones are known to answer: their tests ask all of them.
    const isBuiltin = !overlays?.length && (!vendors?.length || vendors.includes(spec.name));
    if (!isBuiltin) await checkAnswers(spec, { seed, rows: (name) => rowsOf(spec, name) });
  }
  let routes: ReturnType<typeof createControl> | undefined;
  const control = async (request: Request, path: string) => {
    const { createControl } = await import('../control/api/control.ts');
    const { mockRoutes } = await import('./control-routes.ts');
    routes ??= createControl(mockRoutes({ specs, scopes }), 'The mock has none.');
    return routes(request, path);
  };
  const journals = createJournals();
  const scopes = createScopes({ make: (name) => createScope(name, journals.create()), warn });
  const { app } = createApp(specs, {
    seed,
    optionsOf: (spec) => optionsOf.get(spec) as NonNullable<ReturnType<typeof optionsOf.get>>,
    scopes,
    clock,
    tell,
    control,
    async ownPage(request, path, prefix) {
      const { toOwnPage } = await import('../console/own-page.ts');
      const url = new URL(request.url).origin + prefix;
      return toOwnPage({ specs, seed, path, url, accept: request.headers.get('accept') });
    },
  });

  let listening: Awaited<ReturnType<typeof listen>> | undefined;
  const interceptions: Interception[] = [];
  const origin = () => listening?.url ?? 'http://confab.localhost';
  const handleOf = (scope: Scope) =>
    toHandle(scope, { specs, scopes, origin, fetch: async (request) => app.fetch(request) });
  const mock: Mock = {
    specs,
    defaultScope: handleOf(scopes.base),
    scope: (name) => handleOf(scopes.create(name)),
    async fetch(input, init) {
      return app.fetch(input instanceof Request && !init ? input : new Request(input, init));
    },
    url(vendor) {
      checkNames(specs, vendor === undefined ? [] : [vendor], 'url');
      return origin() + (vendor === undefined ? '' : `/${vendor}`);
    },
    async listen({ port = 0, host = '127.0.0.1', ownProcess = false } = {}) {
      if (listening) throw new UsageError(`this mock already listens on ${listening.url}; close it first`);
      // Most mocks in tests answer in-process: they need no server.
      const { listen } = await import('./listen.ts');
      listening = await listen(app, { port, host, allowHosts, ownProcess });
      return { url: listening.url, port: listening.port };
    },
    async intercept(options) {
      const [{ intercept }, { listen }] = await Promise.all([
        import('../http/intercept.ts'),
        import('./listen.ts'),
      ]);
      const at = { port: 0, host: '127.0.0.1', ownProcess: false, unref: true };
      const made = await intercept(
        { specs, fetch: mock.fetch, listen: (allowHosts) => listen(app, { ...at, allowHosts }) },
        options,
      );
      interceptions.push(made);
      return made;
    },
    async close(options) {
      for (const made of interceptions.splice(0)) made.restore();
      const closing = listening;
      listening = undefined;
      return (await closing?.close(options)) ?? 0;
    },
  };
  return mock;
}

type Supply = number | readonly JsonObject[];

function toSizes(
  specs: readonly Spec[],
  rows: MockOptions['rows'],
): (vendor: string, collection: string) => Supply {
  const byName: Readonly<Record<string, Supply>> = typeof rows === 'object' ? rows : {};
  const others = typeof rows === 'number' ? rows : DEFAULT_ROWS;
  const collectionNames = specs.flatMap((spec) =>
    [...spec.collections.keys()].map((name) => `${spec.name}.${name}`),
  );
  for (const [name, value] of [['rows', others] as const, ...Object.entries(byName)]) {
    if (name !== 'rows' && !collectionNames.includes(name)) checkNames(specs, [name], 'rows');
    if (typeof value !== 'number') assertRows(value, name);
    else if (!Number.isInteger(value) || value < 0 || value > MOST_ROWS) {
      throw new UsageError(`rows: ${value} is not a whole number from 0 to ${MOST_ROWS}`);
    }
  }
  return (vendor, collection) => ownOf(byName, `${vendor}.${collection}`) ?? ownOf(byName, vendor) ?? others;
}

/** A vendor may be called like something that every object inherits. */
function ownOf<T>(of: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

async function createRows(
  spec: Spec,
  collection: string,
  supply: Supply,
  seed: number,
  now: number,
): Promise<Rows> {
  const schema = spec.collections.get(collection) as JsonObject;
  if (typeof supply !== 'number') return createSuppliedRows(supply, schema, spec.schemas);
  const options = {
    name: `${spec.name}.${collection}`,
    schema,
    schemas: spec.schemas,
    seed,
    now,
    pools: await createPools(spec.document, spec.file),
    indexed: indexedFields(spec, collection),
  };
  return withExampleRows(supply, schema, spec.schemas, (size, older) =>
    createGeneratedRows({ ...options, size, older }),
  );
}

/** Every field that some operation filters or orders by. */
function indexedFields(spec: Spec, collection: string): Set<string> {
  const lists = spec.operations.flatMap(({ list }) => (list?.collection === collection ? [list] : []));
  return new Set(
    lists.flatMap(({ filters, order }) => [...filters.map(({ field }) => field), ...(order?.by ?? [])]),
  );
}

function checkNames(specs: readonly Spec[], names: readonly string[], option: string): void {
  const known = specs.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`${option}: ${unknown} is not served; served: ${known.join(', ')}`);
}
