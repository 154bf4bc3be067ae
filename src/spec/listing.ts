import {
  type BareOperation,
  createDeclaredExpressions,
  type DeclaredExpressions,
} from './declared-expressions.ts';
import { statedIn } from './evidence.ts';
import type { Expression } from './expressions.ts';
import { DOCUMENTED, weakest } from './grade.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { toPaging } from './paging.ts';
import type { Reader } from './reader.ts';
import { FILTER_TESTS, type Filter, type Listing, type Order } from './spec.ts';

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
  const many = reader.schemas.types(schema).includes('array');
  const fields = reader.schemas.properties(rows);
  const field = (name: string, pointer: string) => {
    if (fields.has(name)) return name;
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
    unknown: hints.unknown === 'sample' ? 'sample' : 'refuse',
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

function toOrder(
  raw: Json | undefined,
  expressions: DeclaredExpressions,
  field: FieldCheck,
): Order | undefined {
  if (!isObject(raw)) return undefined;
  const request = isObject(raw.request) ? raw.request : {};
  const read = (word: string) =>
    request[word] === undefined
      ? undefined
      : expressions.request(String(request[word]), `/order/request/${word}`);
  return {
    by: (raw.by as string[]).map((name, index) => field(name, `/order/by/${index}`)),
    direction: raw.direction === 'asc' ? 'asc' : 'desc',
    requestedBy: read('by'),
    requestedDirection: read('direction'),
    evidence: weakest(statedIn(raw.evidence, 'by'), statedIn(raw.evidence, 'direction')),
  };
}

function toFilters(raw: Json | undefined, expressions: DeclaredExpressions, field: FieldCheck): Filter[] {
  return Object.entries(isObject(raw) ? raw : {}).map(([name, value]) => {
    const block = value as JsonObject;
    const at = `/filters${toPointer([name])}`;
    const evidence = (word: string) => statedIn(block.evidence, word);
    const tests = FILTER_TESTS.flatMap((test) => {
      const texts = block[test] === undefined ? [] : [block[test]].flat();
      return texts.map((text) => ({ test, from: expressions.any(String(text), `${at}/${test}`) }));
    });
    const [first = DOCUMENTED, ...others] = tests.map(({ test }) => evidence(test));
    return {
      field: field(name, at),
      tests: tests.filter(({ from }) => from.of === 'request'),
      shows: tests.filter(({ from }) => from.of === 'response').map(({ from }) => from),
      any: block.any,
      when: Object.entries(isObject(block.when) ? block.when : {}).map(([text, wanted]) => ({
        place: expressions.request(text, `${at}/when`),
        value: wanted,
      })),
      evidence: weakest(first, ...others),
      evidenceOf: evidence,
    };
  });
}

type FieldCheck = (name: string, pointer: string) => string;
