import { exampleIn } from './example-request.ts';
import type { Field } from './field.ts';
import { isObject } from './json.ts';
import { sentMediaOf } from './request-format.ts';
import { type RequestValues, valueIn } from './request-values.ts';
import type { Operation } from './spec.ts';

/**
 * A field that a request must have and whose value nobody knows: the document has no example of it, so it was made up,
 * or it is a cookie, which is not sent. A server may well refuse it. undefined: there is none.
 */
export function madeUpField({ fields, body }: Operation, values: RequestValues): Field | undefined {
  const [example] = sentMediaOf({ body })?.examples.values() ?? [];
  return fields.find((field) => {
    if (!field.required || field.paging !== undefined) return false;
    if (field.in === 'cookie') return true;
    if (field.in === 'body' && example !== undefined) return false;
    const value = valueIn(values, field);
    const isMade = value === 'text' || value === (field.schema.minimum ?? 1);
    return isMade && !isObject(value) && exampleIn(field) === undefined;
  });
}
