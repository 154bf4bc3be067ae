import type { Expression } from '../../spec/expressions.ts';
import { isObject, type Json, toPointer } from '../../spec/json.ts';
import { placeSchema, valueIn } from '../../spec/place-schema.ts';
import { type RequestValues, withValue } from '../../spec/request-values.ts';
import type { Operation, Spec } from '../../spec/spec.ts';

/** What a request says at a place; where it says nothing, the document's default. */
export function readPlace(
  spec: Spec,
  operation: Operation,
  values: RequestValues,
  place: Expression,
): Json | undefined {
  return valueIn(values, place) ?? placeSchema(spec, operation, place)?.default;
}

/** The values with another one at a place; undefined when the document does not allow it there. */
export function putAllowed(
  spec: Spec,
  operation: Operation,
  values: RequestValues,
  place: Expression,
  value: Json,
): RequestValues | undefined {
  const changed = withValue(values, place, value);
  return isAllowed(spec, operation, changed, place, value) ? changed : undefined;
}

function isAllowed(
  spec: Spec,
  operation: Operation,
  values: RequestValues,
  place: Expression,
  value: Json,
): boolean {
  if (place.in === 'body') {
    const media = operation.body?.content.values().next().value;
    return !media || media.pointer === '' || spec.validators.check(media.pointer, values.body).length === 0;
  }
  const parameter = operation.parameters.find(
    (one) =>
      one.in === place.in && (place.in === 'header' ? one.name.toLowerCase() : one.name) === place.name,
  );
  // Null cannot be written into a URL or a header, nor an object into its text.
  if (!parameter || value === null || isObject(value)) return false;
  return spec.validators.check(parameter.pointer, value).length === 0;
}

/** The name of a place in the ledger: of a body its property. */
export function placeKey(place: Expression): string {
  return place.in === 'body' ? `body${toPointer(place.path.slice(0, 1))}` : `${place.in}/${place.name}`;
}

/** The values that a place allows one by one; none when its set is open. */
export function enumOf(spec: Spec, operation: Operation, place: Expression): readonly Json[] {
  const schema = placeSchema(spec, operation, place);
  return Array.isArray(schema?.enum) ? schema.enum : [];
}
