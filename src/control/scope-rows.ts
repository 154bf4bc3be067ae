import { UsageError } from '../errors.ts';
import type { Collection, Collections } from '../rows/collections.ts';
import type { Rows } from '../rows/rows.ts';
import type { CollectionRows, KeptRows, RowBudget } from './collection-rows.ts';
import { createCollectionRows } from './create-collection-rows.ts';

/** The rows that a scope shows in place of the usual ones. */
export interface ScopeRows {
  /** A collection as it is in the scope; undefined as long as nothing was changed in it. */
  of(vendor: string, collection: string): Rows | undefined;
  /** To read and change a collection: `vendor.collection`, or the vendor where it has one. Throws a UsageError. */
  collection(name: string): CollectionRows;
  /** All collections. */
  all(): CollectionRows[];
  /** Why there is no collection of that name; undefined when there is. */
  whyNot(name: string): string | undefined;
  /** All collections as at the start. */
  reset(): void;
  /** Specs and rows were read anew: what was changed is changed in them. Gives what no longer fits, in sentences. */
  reload(): Promise<readonly string[]>;
}

/** What the scopes of a server share. */
export interface RowsSource {
  collections: Collections;
  readonly budget: RowBudget;
}

/** All that was changed on a server; rows take two to four times as much in memory as written. */
const MOST_CHANGED = 128 * 1024 * 1024;

export function createRowsSource(collections: Collections): RowsSource {
  return { collections, budget: { used: 0, most: MOST_CHANGED } };
}

export function createScopeRows(source: RowsSource): ScopeRows {
  const known = new Map<string, KeptRows>();

  function rowsOf(collection: Collection): KeptRows {
    let rows = known.get(collection.name);
    if (!rows) {
      rows = createCollectionRows(collection, source);
      known.set(collection.name, rows);
    }
    return rows;
  }

  return {
    // On the way of every request: mostly nothing was changed at all.
    of: (vendor, name) => (known.size === 0 ? undefined : known.get(`${vendor}.${name}`)?.changed()),
    collection(name) {
      const found = find(source.collections, name);
      if (typeof found === 'string') throw new UsageError(found);
      return rowsOf(found);
    },
    all: () => source.collections.all.map(rowsOf),
    whyNot(name) {
      const found = find(source.collections, name);
      return typeof found === 'string' ? found : undefined;
    },
    reset() {
      for (const rows of known.values()) rows.reset();
    },
    async reload() {
      const problems: string[] = [];
      for (const [name, rows] of known) {
        const collection = source.collections.all.find((one) => one.name === name);
        if (collection) problems.push(...(await rows.reload(collection)));
        else {
          rows.reset();
          known.delete(name);
        }
      }
      return problems;
    },
  };
}

/** A collection, or why there is none of that name. */
function find({ all }: Collections, wanted: string): Collection | string {
  const named = all.find(({ name }) => name === wanted);
  if (named) return named;
  const ofVendor = all.filter(({ spec }) => spec.name === wanted);
  const [only] = ofVendor;
  if (only && ofVendor.length === 1) return only;
  const names = (only ? ofVendor : all).map(({ name }) => name).join(', ');
  return only
    ? `rows: ${wanted} has several collections; say which: ${names}`
    : `rows: there is no collection ${wanted.slice(0, 100)}; there is: ${names}`;
}
