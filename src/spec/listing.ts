import { type BareOperation, createDeclaredExpressions } from './declared-expressions.ts';
import type { Expression } from './expressions.ts';
import { toFilters } from './filters.ts';
import { isObject, type JsonObject } from './json.ts';
import { toOrder } from './order.ts';
import { toPaging } from './paging.ts';
import type { Reader } from './reader.ts';
import { rowFieldSchema } from './row-field.ts';
import type { Listing } from './spec.ts';

/** Resolves an operation's `x-confab`. Throws a SpecError for an expression, a field of a row or a collection that is not declared. */
export function toListing(
  reader: Reader,
  hints: JsonObject,
  operation: BareOperation,
  collections: ReadonlyMap<string, JsonObject>,
): Listing {
  const at = `${operation.pointer}/x-confab`;
  const expressions = createDeclaredExpressions(reader, operation, at);
  const collection = String(hints.collection);
  const rows = collections.get(collection);
  if (!rows) {
    throw expressions.error(
      '/collection',
      `the collection ${collection} is not declared; declared: ${[...collections.keys()].join(', ') || 'none'}`,
    );
  }
  const items = expressions.response(hints.items as string, '/items');
  const { success, media } = expressions.success(items);
  const schema = reader.schemas.at(media.schema, items.path) as JsonObject;
  const types = reader.schemas.types(schema);
  // A document need not say that what has items is an array.
  const many = types.includes('array') || (types.length === 0 && schema?.items !== undefined);
  if (!many && types.length > 0 && !types.includes('object'))
    throw expressions.error(
      '/items',
      `${items.text} is ${types.join(' or ')}; rows stand in an array, and one row is an object`,
    );
  if (!many && hints.paging !== undefined)
    throw expressions.error(
      '/paging',
      `${items.text} is one row, and only an array has pages: say type: array there, or take paging away`,
    );
  const fields = reader.schemas.properties(rows);
  const field = (name: string, pointer: string) => {
    if (rowFieldSchema(reader.schemas, rows, name) !== undefined) return name;
    throw expressions.error(
      pointer,
      `the rows of ${collection} have no field ${name}; they have ${[...fields.keys()].join(', ')}`,
    );
  };
  const itemSchema = reader.schemas.resolve(many ? schema.items : schema);
  return {
    collection,
    shows: many ? 'many' : 'one',
    items,
    emptyAs: emptyForms(reader, hints, media.schema, items),
    itemSchema,
    itemRequired: reader.schemas.required(itemSchema),
    success,
    media,
    paging: toPaging(reader, hints.paging, { expressions, success, media, field }),
    order: toOrder(hints.order, expressions, field),
    filters: toFilters(hints.filters, expressions, field),
  };
}

/** By the paging's `empty`, or by a schema that allows null or does not require the list. */
function emptyForms(
  { schemas }: Reader,
  { paging }: JsonObject,
  whole: JsonObject,
  { path }: Expression,
): Listing['emptyAs'] {
  const empty = isObject(paging) && isObject(paging.empty) ? paging.empty.items : undefined;
  const name = path.at(-1);
  if (empty !== undefined || name === undefined) return empty === null ? ['null'] : [];
  const isNullable = schemas.types(schemas.at(whole, path)).includes('null');
  const isOptional = !schemas.required(schemas.at(whole, path.slice(0, -1))).has(name);
  return [...(isNullable ? (['null'] as const) : []), ...(isOptional ? (['nothing'] as const) : [])];
}
