import type { Field } from '../spec/field.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { forbiddenSamples } from './requests/forbidden-samples.ts';

const known = new WeakMap<Field, boolean>();

/**
 * Whether anything in the contract would fail if a service did not read a field at all: its absence or some of its
 * values must be refused, a list is made by it, or a row is found by it. Of a field that is merely declared nothing
 * says what it changes.
 */
export function isRead(spec: Spec, operation: Operation, field: Field): boolean {
  const before = known.get(field);
  if (before !== undefined) return before;
  const found =
    field.required ||
    hasRole(field) ||
    // An object is read where something in it is.
    operation.fields.some(
      (other) => other.key.startsWith(`${field.key}/`) && isRead(spec, operation, other),
    ) ||
    (field.invalid === 'refuse' && forbiddenSamples(field, spec.exact).some(({ isArguable }) => !isArguable));
  known.set(field, found);
  return found;
}

function hasRole({ paging, filter, order, switches }: Field): boolean {
  return paging !== undefined || filter !== undefined || order !== undefined || switches.length > 0;
}
