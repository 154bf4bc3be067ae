import type { Condition, Query } from '../rows/rows.ts';
import { createAddConditions } from '../spec/filter-conditions.ts';
import { requestedOrder } from '../spec/order.ts';
import type { RequestValues } from '../spec/request-values.ts';
import type { Listing, Operation, Spec } from '../spec/spec.ts';
import { createValueReader } from '../spec/value-reader.ts';
import { type Refusal, toRefusal } from './refusal.ts';

/** Compiles the filters and the order of a listing into a query of its rows. */
export function createQuery(spec: Spec, operation: Operation, listing: Listing) {
  const filters = listing.filters.map((filter) => createAddConditions(spec, operation, listing, filter));
  const { order } = listing;
  const by = order?.requestedBy && createValueReader(operation, order.requestedBy);
  const direction = order?.requestedDirection && createValueReader(operation, order.requestedDirection);

  return (values: RequestValues): { query: Query } | { refusal: Refusal } => {
    const where: Condition[] = [];
    for (const addConditions of filters) {
      const error = addConditions(values, where);
      if (error) return { refusal: toRefusal(error) };
    }
    if (!order) return { query: { where } };
    // A value that is no order is ignored; a spec that refuses it says so with an enum.
    const wanted = requestedOrder(order, by?.read(values), direction?.read(values));
    const { field, direction: way, more } = wanted;
    const others = more?.map((one) => ({ by: one.field, direction: one.direction }));
    return { query: { where, order: { by: field, direction: way, ...(others && { more: others }) } } };
  };
}
