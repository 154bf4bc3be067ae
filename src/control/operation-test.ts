import { closest } from 'fastest-levenshtein';
import { UsageError } from '../errors.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { shortened } from '../text/shortened.ts';

/** Whether an operation is meant. */
export type OperationTest = (operation: Operation | undefined) => boolean;

/**
 * What a name means: `vendor.operationId`, `operationId` of whichever vendor has it, or `vendor` for all of its operations.
 * Throws a UsageError that lists what there is.
 */
export function toOperationTest(name: string, specs: readonly Spec[], where: string): OperationTest {
  if (specs.some((spec) => spec.name === name)) return (operation) => operation?.spec === name;
  const all = specs.flatMap(({ operations }) => operations);
  const meant = new Set(all.filter((one) => name === one.id || name === nameOf(one)));
  if (meant.size > 0) return (operation) => operation !== undefined && meant.has(operation);
  const [vendor] = name.split('.', 1);
  const own = all.filter(({ spec }) => spec === vendor);
  const names = own.length > 0 ? own.map(nameOf) : [...specs.map((spec) => spec.name), ...all.map(nameOf)];
  const near = names.length === 0 ? '' : `; did you mean ${closest(name.slice(0, 200), names)}?`;
  const main = all.filter(({ method }) => !['HEAD', 'OPTIONS'].includes(method)).map(nameOf);
  throw new UsageError(
    `${where}: there is no operation ${JSON.stringify(shortened(name, 100))}${near} (there are ${main.join(', ')}, and a vendor's name for all of its operations)`,
  );
}

function nameOf({ spec, id }: Operation): string {
  return `${spec}.${id}`;
}
