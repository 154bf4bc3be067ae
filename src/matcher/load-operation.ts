import { closest } from 'fastest-levenshtein';
import { UsageError } from '../errors.ts';
import { loadSpecs } from '../spec/load-specs.ts';
import type { Operation, Spec } from '../spec/spec.ts';

export interface SpecChoice {
  /** Built-in profiles of the vendor, as `vendor.profile`. */
  readonly profiles?: readonly string[];
  /** Files of OpenAPI Overlays. */
  readonly overlays?: readonly string[];
}

const loaded = new Map<string, Promise<Spec[]>>();

/** Loads an operation by vendor, or the file of a document, and id. Throws a UsageError that lists what there is. */
export async function loadOperation(
  vendor: string,
  id: string,
  { profiles = [], overlays = [] }: SpecChoice = {},
): Promise<{ spec: Spec; operation: Operation }> {
  if (typeof vendor !== 'string' || typeof id !== 'string')
    throw new UsageError(
      'what an answer is held against is a vendor, or the file of an OpenAPI document, and an operationId',
    );
  const [spec] = await loadOnce(vendor, profiles, overlays);
  const { operations, name } = spec as Spec;
  const operation = operations.find((one) => one.id === id);
  if (operation) return { spec: spec as Spec, operation };
  throw new UsageError(`${name} has no operation ${id}${whatThereIs(operations, id)}`);
}

/** Operations that only answer other HTTP methods are counted and not listed. */
function whatThereIs(operations: readonly Operation[], id: string): string {
  const ids = operations.map((one) => one.id);
  if (ids.length === 0) return '; it has none';
  const meant = ids.length === 1 ? '' : `; did you mean ${closest(id, ids)}?`;
  const main = operations.filter(({ safe }) => safe).map((one) => one.id);
  const shown = main.length === 0 ? ids : main;
  const more = ids.length - shown.length;
  return `${meant} (it has ${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`})`;
}

/** A document is loaded once for all tests of a file; after a failure it is tried again. */
function loadOnce(vendor: string, profiles: readonly string[], overlays: readonly string[]): Promise<Spec[]> {
  const key = JSON.stringify([vendor, profiles, overlays]);
  const known = loaded.get(key);
  if (known) return known;
  const loading = loadSpecs({ vendors: [vendor], profiles, overlays, lines: true });
  loaded.set(key, loading);
  loading.catch(() => loaded.delete(key));
  return loading;
}
