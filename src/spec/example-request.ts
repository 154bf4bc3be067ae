import { type RequestParts, toExampleValues, toRequestParts } from './request-values.ts';
import type { Operation, Spec } from './spec.ts';

/** A request that an operation accepts, made of the document's own examples. Credentials are not in it. */
export function toExampleRequest(spec: Spec, operation: Operation): RequestParts {
  return toRequestParts(operation, toExampleValues(spec, operation));
}
