import { UsageError } from '../errors.ts';
import type { JsonObject } from '../spec/json.ts';
import { fromReference, toPointer, valueAt } from '../spec/json-pointer.ts';
import type { Spec } from '../spec/spec.ts';
import { createCache } from './cache.ts';
import type { Pools } from './pools.ts';
import type { Rows } from './rows.ts';
import { assertRows, createSuppliedRows } from './supplied.ts';

/** How many rows there are, or the rows themselves. */
export type Supply = number | readonly JsonObject[];

/** One collection of a spec, and what it has at the start. */
export interface Collection {
  /** `vendor.collection` */
  readonly name: string;
  readonly spec: Spec;
  /** Its name within the spec. */
  readonly own: string;
  readonly schema: JsonObject;
  readonly supply: Supply;
}

/** All collections that are served. */
export interface Collections {
  readonly all: readonly Collection[];
  find(spec: Spec, own: string): Collection;
  /** Its rows at the start: the same object every time. */
  start(collection: Collection): Promise<Rows>;
  /** So many generated rows instead. */
  sized(collection: Collection, size: number): Promise<Rows>;
}

export const MOST_ROWS = 1_000_000_000;
const DEFAULT_ROWS = 237;
export const DEFAULT_SEED = 1;
/** Rows do not follow the wall clock: the same request must give the same response tomorrow. */
export const DEFAULT_NOW = Date.UTC(2026, 2, 20, 8, 0, 0);

interface CollectionsOptions {
  readonly specs: readonly Spec[];
  /** For all, or by vendor or `vendor.collection`. */
  readonly rows: number | Readonly<Record<string, Supply>> | undefined;
  readonly seed: number;
  readonly now: number;
}

/** Throws a UsageError for rows of nobody, and for what are no rows. Rows are not held against their schema here. */
export function createCollections({ specs, rows, seed, now }: CollectionsOptions): Collections {
  const supplyOf = toSupplies(specs, rows);
  const all = specs.flatMap((spec) =>
    [...spec.collections].map(([own, schema]): Collection => {
      const name = `${spec.name}.${own}`;
      return { name, spec, own, schema, supply: supplyOf(spec.name, name) };
    }),
  );
  const starts = new Map<Collection, Promise<Rows>>();
  const sizes = createCache<Promise<Rows>>(64);
  const pools = new Map<Spec, Promise<Pools>>();

  function poolsOf(spec: Spec): Promise<Pools> {
    const known =
      pools.get(spec) ??
      Promise.all([import('./pools.ts'), import('./held-schemas.ts')]).then(
        ([{ createPools }, { heldSchemas }]) => createPools(spec.document, spec.file, heldSchemas(spec)),
      );
    pools.set(spec, known);
    return known;
  }

  async function generate({ name, spec, own, schema }: Collection, wanted: number): Promise<Rows> {
    const { schemas } = spec;
    // A start makes no rows, so that it need not wait for what does.
    const [{ createGeneratedRows }, { withExampleRows }] = await Promise.all([
      import('./generated.ts'),
      import('./example-rows.ts'),
    ]);
    const of = { name, schema, schemas, seed, now };
    const indexed = indexedFields(spec, own);
    const filled = await poolsOf(spec);
    const generateRows = (size: number, older: number) =>
      createGeneratedRows({ ...of, indexed, pools: filled, size, older });
    return withExampleRows(wanted, schema, schemas, generateRows, validRow(spec, own));
  }

  const sized = (collection: Collection, size: number) =>
    sizes(`${collection.name} ${size}`, () => generate(collection, size));

  return {
    all,
    find: (spec, own) => all.find((one) => one.spec === spec && one.own === own) as Collection,
    sized,
    start(collection) {
      const { supply, schema, spec } = collection;
      let rows = starts.get(collection);
      if (!rows) {
        rows =
          typeof supply === 'number'
            ? generate(collection, supply)
            : Promise.resolve(createSuppliedRows(supply, schema, spec.schemas));
        starts.set(collection, rows);
      }
      return rows;
    },
  };
}

/** Whether an example may be shown as a row. Who writes `x-confab` holds the examples of rows against their schema. */
function validRow(spec: Spec, own: string): (row: JsonObject) => boolean {
  if (spec.recognised.lists.length === 0) return () => true;
  const named = valueAt(spec.document, toPointer(['x-confab', 'collections', own]));
  const pointer = fromReference(String(named));
  return (row) => spec.validators.check(pointer, row).length === 0;
}

/** Throws a UsageError unless it is a whole number of rows that can be served. */
export function assertSize(size: number): void {
  if (!Number.isInteger(size) || size < 0 || size > MOST_ROWS)
    throw new UsageError(`rows: ${size} is not a whole number from 0 to ${MOST_ROWS}`);
}

function toSupplies(
  specs: readonly Spec[],
  rows: CollectionsOptions['rows'],
): (vendor: string, name: string) => Supply {
  const byName: Readonly<Record<string, Supply>> = typeof rows === 'object' ? rows : {};
  const others = typeof rows === 'number' ? rows : DEFAULT_ROWS;
  assertSize(others);
  for (const [name, value] of Object.entries(byName)) {
    assertServed(specs, name);
    if (typeof value === 'number') assertSize(value);
    else {
      assertRows(value, name);
      assertOne(specs, name);
    }
  }
  return (vendor, name) => ownOf(byName, name) ?? ownOf(byName, vendor) ?? others;
}

function assertServed(specs: readonly Spec[], name: string): void {
  const isServed = specs.some(
    (spec) =>
      spec.name === name || [...spec.collections.keys()].some((own) => `${spec.name}.${own}` === name),
  );
  if (isServed) return;
  const vendors = specs.map((spec) => spec.name).join(', ');
  throw new UsageError(`rows: ${name} is not served; served: ${vendors}`);
}

/** A list of rows is one collection's: of a vendor that has several, its name must be said. */
function assertOne(specs: readonly Spec[], name: string): void {
  const names = [...(specs.find((spec) => spec.name === name)?.collections.keys() ?? [])];
  if (names.length > 1)
    throw new UsageError(
      `rows: ${name} has the collections ${names.join(', ')}; say whose rows these are, such as ${name}.${names[0]}`,
    );
}

/** A vendor may be called like something that every object inherits. */
function ownOf<T>(of: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

/** Every field that some operation filters or orders by. */
function indexedFields(spec: Spec, collection: string): Set<string> {
  const lists = spec.operations.flatMap(({ list }) => (list?.collection === collection ? [list] : []));
  return new Set(
    lists.flatMap(({ filters, order }) => [...filters.map(({ field }) => field), ...(order?.by ?? [])]),
  );
}
