import type { Expression } from './expressions.ts';
import { type Json, type JsonObject, member } from './json.ts';
import type { RequestValues } from './request-values.ts';
import type { Operation, Spec } from './spec.ts';

type Place = Pick<Expression, 'in' | 'name' | 'path'>;

/** The schema of a place of an operation's request; undefined when it is not declared. */
export function placeSchema(
  spec: Spec,
  operation: Operation,
  { in: place, name, path }: Place,
): JsonObject | undefined {
  if (place === 'body') {
    const media = [...(operation.body?.content.values() ?? [])];
    return media.map(({ schema }) => spec.schemas.at(schema, path)).find((schema) => schema !== undefined);
  }
  return operation.parameters.find(
    (one) => one.in === place && (place === 'header' ? one.name.toLowerCase() : one.name) === name,
  )?.schema;
}

/** What a request says at a place. */
export function valueIn(values: RequestValues, { in: place, name, path }: Place): Json | undefined {
  if (place !== 'body') return member(values[place], name);
  let value = values.body;
  for (const key of path) value = member(value, key);
  return value;
}
