import type { Expression } from '../../spec/expressions.ts';
import { fieldAt } from '../../spec/field.ts';
import type { Json } from '../../spec/json.ts';
import { fitsSchema } from '../../spec/request-errors.ts';
import { type RequestValues, valueIn, withValue } from '../../spec/request-values.ts';
import type { Operation, Spec } from '../../spec/spec.ts';

/** What a request says in a field; where it says nothing, the document's default. */
export function valueOrDefault(
  operation: Operation,
  values: RequestValues,
  place: Expression,
): Json | undefined {
  return valueIn(values, place) ?? fieldAt(operation, place).schema.default;
}

/** The values with another one in a field; undefined when the document does not allow it there. */
export function withAllowedValue(
  spec: Spec,
  operation: Operation,
  values: RequestValues,
  place: Expression,
  value: Json,
): RequestValues | undefined {
  const changed = withValue(values, place, value);
  return fitsSchema(spec, operation, changed, fieldAt(operation, place)) ? changed : undefined;
}

/** The values that a field allows one by one; none when its set is open. */
export function enumOf(operation: Operation, place: Expression): readonly Json[] {
  const { schema } = fieldAt(operation, place);
  return Array.isArray(schema.enum) ? schema.enum : [];
}
