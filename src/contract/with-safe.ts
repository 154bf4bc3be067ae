import { closest } from 'fastest-levenshtein';
import { UsageError } from '../errors.ts';
import type { Operation, Spec } from '../spec/spec.ts';

/**
 * The specs with some operations called safe that their documents do not call so, by id. Throws a UsageError for an
 * id that there is not, and for one that would name an operation of several specs.
 */
export function withSafe(specs: readonly Spec[], ids: readonly string[]): readonly Spec[] {
  // What a compiler cannot see.
  if (!Array.isArray(ids))
    throw new UsageError(
      `safe: ${JSON.stringify(ids)} is no list of operation ids; write [ … ] around a single one`,
    );
  if (ids.length === 0) return specs;
  for (const id of ids) checkId(specs, id);
  return specs.map((spec) => {
    if (!spec.operations.some((operation) => isMeant(operation, ids))) return spec;
    return { ...spec, operations: spec.operations.map((one) => (isMeant(one, ids) ? toSafe(one) : one)) };
  });
}

function checkId(specs: readonly Spec[], id: string): void {
  const all = specs.flatMap(({ operations }) => operations);
  const found = all.filter((operation) => operation.id === id);
  if (found.length === 0) {
    const names = all.map((operation) => operation.id);
    const near = closest(id, names);
    throw new UsageError(`safe: there is no operation ${id}; did you mean ${near}?`);
  }
  const unsafe = found.filter(({ safe }) => !safe);
  if (unsafe.length > 1)
    throw new UsageError(
      `safe: ${id} is an operation of ${unsafe.map(({ spec }) => spec).join(' and of ')}; check one of them at a time`,
    );
}

function isMeant({ id, safe }: Operation, ids: readonly string[]): boolean {
  return !safe && ids.includes(id);
}

/** The same operation; its fields are still made when they are first asked for. */
function toSafe(operation: Operation): Operation {
  const own = Object.getOwnPropertyDescriptors(operation);
  return Object.defineProperties({}, { ...own, safe: { value: true, enumerable: true } }) as Operation;
}
