import type { Operation, Spec } from '../spec/spec.ts';

/** Whether a name, `vendor`, `vendor.operationId` or `operationId`, means an operation. */
export function isMeant(named: string, spec: Spec, operation: Operation): boolean {
  return named === spec.name || named === operation.id || named === `${spec.name}.${operation.id}`;
}
