import type { Operation, Spec } from '../../spec/spec.ts';
import type { Seen } from '../seen.ts';

export function hidesError(_spec: Spec, _operation: Operation, _seen: Seen): boolean {
  return false;
}
