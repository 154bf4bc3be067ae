import type { Expression } from '../../../spec/expressions.ts';
import { isOpaqueId, parseIdTemplate } from '../../../spec/id-template.ts';
import { type RequestedOrder, requestedOrder } from '../../../spec/order.ts';
import { rowFieldSchema } from '../../../spec/row-field.ts';
import type { Order } from '../../../spec/spec.ts';
import { idTemplateOf } from '../../../spec/value-words.ts';
import type { Subject } from '../../check-log.ts';
import { valueOrDefault } from '../field-values.ts';
import type { RowReader } from '../rows.ts';
import type { Walk } from '../walk.ts';

/** The field and the direction that a request gets. */
export function wantedOrder(
  { operation }: Subject,
  { values }: Pick<Walk, 'values'>,
  order: Order,
): RequestedOrder {
  const read = (place: Expression | undefined) => place && valueOrDefault(operation, values, place);
  return requestedOrder(order, read(order.requestedBy), read(order.requestedDirection));
}

/** Why rows do not show whether they stand in the order of a field; undefined when they do. */
export function whyBlind({ spec, operation }: Subject, rows: RowReader, field: string): string | undefined {
  if (!rows.has(field)) return `rows do not show ${field}, by which they are ordered`;
  const stored = rowFieldSchema(spec.schemas, spec.collections.get(operation.list?.collection ?? ''), field);
  const template = parseIdTemplate(idTemplateOf(stored) ?? '');
  if (!('problem' in template) && isOpaqueId(template))
    return `${field} is an opaque id, which says nothing of the order`;
  return undefined;
}
