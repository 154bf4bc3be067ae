import { exampleIn, toExampleValues } from './example-request.ts';
import type { Field } from './field.ts';
import type { Json } from './json.ts';
import { sentMediaOf } from './request-format.ts';
import { type RequestValues, valueIn } from './request-values.ts';
import type { Operation, Spec } from './spec.ts';

/**
 * A field that a request must have and whose value nobody knows: the document has no example of it, so it was made up. A
 * server may well refuse it. undefined: there is none.
 */
export function madeUpField(spec: Spec, operation: Operation, values: RequestValues): Field | undefined {
  const { fields, body } = operation;
  const [example] = sentMediaOf({ body })?.examples.values() ?? [];
  const made = toExampleValues(spec, operation);
  return fields.find((field) => {
    if (!field.required || field.paging !== undefined) return false;
    if (field.in === 'body' && isSame(example, values.body)) return false;
    const value = valueIn(values, field);
    return isSame(value, valueIn(made, field)) && !isSame(value, exampleIn(field));
  });
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
