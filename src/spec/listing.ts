import { SpecError } from '../errors.ts';
import { type Expression, parseExpression } from './expressions.ts';
import { DOCUMENTED, weakest } from './grade.ts';
import { isObject, type Json, type JsonObject, toPointer } from './json.ts';
import { type Parameter, type Reader, toEvidence } from './parts.ts';
import type { SchemaReader } from './schema.ts';
import {
  FILTER_TESTS,
  type Filter,
  type Listing,
  type MediaType,
  type Operation,
  type Order,
  PAGING_WORDS,
  type Paging,
  type PagingWord,
  type ResponseSpec,
} from './spec.ts';

type Flat = Omit<Operation, 'list' | 'fields'> & { readonly parameters: readonly Parameter[] };

/** Resolves an operation's `x-confab`. Throws a SpecError for a place, a field or a collection that is not there. */
export function toListing(
  reader: Reader,
  hints: JsonObject,
  operation: Flat,
  collections: ReadonlyMap<string, JsonObject>,
): Listing {
  const at = `${operation.pointer}/x-confab`;
  const places = createPlaces(reader, operation, at);
  const collection = String(hints.collection);
  const rows = collections.get(collection);
  if (!rows) {
    throw places.error(
      '/collection',
      `the collection ${collection} is not declared; declared: ${[...collections.keys()].join(', ') || 'none'}`,
    );
  }
  const items = places.response(hints.items as string, '/items');
  const { success, media } = places.success(items);
  const schema = reader.schemas.at(media.schema, items.path) as JsonObject;
  const many = reader.schemas.types(schema).includes('array');
  const fields = reader.schemas.properties(rows);
  const field = (name: string, pointer: string) => {
    if (fields.has(name)) return name;
    throw places.error(
      pointer,
      `the rows of ${collection} have no field ${name}; they have ${[...fields.keys()].join(', ')}`,
    );
  };
  return {
    collection,
    shows: many ? 'many' : 'one',
    items,
    itemSchema: reader.schemas.resolve(many ? schema.items : schema),
    success,
    media,
    paging: toPaging(hints.paging, places),
    order: toOrder(hints.order, places, field),
    filters: toFilters(hints.filters, places, field),
  };
}

function toPaging(raw: Json | undefined, places: Places): Paging {
  const block = isObject(raw) ? raw : {};
  const all = (of: Expression['of'], word: string) => {
    const value = block[word];
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
    return list.map((text) => places.any(String(text), `/paging/${word}`)).filter((place) => place.of === of);
  };
  const byWord = (of: Expression['of']) =>
    Object.fromEntries(PAGING_WORDS.map((word) => [word, all(of, word)])) as unknown as Record<
      PagingWord,
      Expression[]
    >;
  const evidence = block.evidence;
  return {
    reads: byWord('request'),
    shows: byWord('response'),
    window: typeof block.window === 'number' ? block.window : undefined,
    empty: isObject(block.empty) ? block.empty : {},
    evidence: (word) => toEvidence(isObject(evidence) ? evidence[word] : evidence),
  };
}

function toOrder(raw: Json | undefined, places: Places, field: FieldCheck): Order | undefined {
  if (!isObject(raw)) return undefined;
  const request = isObject(raw.request) ? raw.request : {};
  const read = (word: string) =>
    request[word] === undefined ? undefined : places.request(String(request[word]), `/order/request/${word}`);
  return {
    by: (raw.by as string[]).map((name, index) => field(name, `/order/by/${index}`)),
    direction: raw.direction === 'asc' ? 'asc' : 'desc',
    requestedBy: read('by'),
    requestedDirection: read('direction'),
    evidence: toEvidence(raw.evidence),
  };
}

function toFilters(raw: Json | undefined, places: Places, field: FieldCheck): Filter[] {
  return Object.entries(isObject(raw) ? raw : {}).map(([name, value]) => {
    const block = value as JsonObject;
    const at = `/filters${toPointer([name])}`;
    const evidence = (word: string) =>
      toEvidence(isObject(block.evidence) ? block.evidence[word] : block.evidence);
    const tests = FILTER_TESTS.flatMap((test) => {
      const texts = block[test] === undefined ? [] : [block[test]].flat();
      return texts.map((text) => ({ test, from: places.any(String(text), `${at}/${test}`) }));
    });
    const [first = DOCUMENTED, ...others] = tests.map(({ test }) => evidence(test));
    return {
      field: field(name, at),
      tests: tests.filter(({ from }) => from.of === 'request'),
      shows: tests.filter(({ from }) => from.of === 'response').map(({ from }) => from),
      any: block.any,
      when: Object.entries(isObject(block.when) ? block.when : {}).map(([text, wanted]) => ({
        place: places.request(text, `${at}/when`),
        value: wanted,
      })),
      evidence: weakest(first, ...others),
      evidenceOf: evidence,
    };
  });
}

type FieldCheck = (name: string, pointer: string) => string;

interface Places {
  any(text: string, pointer: string): Expression;
  request(text: string, pointer: string): Expression;
  response(text: string, pointer: string): Expression;
  success(items: Expression): { success: ResponseSpec; media: MediaType };
  error(pointer: string, problem: string): SpecError;
}

/** Parses expressions and makes sure that what they name is declared. */
function createPlaces(reader: Reader, operation: Flat, at: string): Places {
  const error = (pointer: string, problem: string) =>
    new SpecError(problem, {
      file: reader.source.file,
      line: reader.source.line(at + pointer),
      pointer: at + pointer,
    });

  function any(text: string, pointer: string): Expression {
    const expression = parseExpression(text);
    if (!expression)
      throw error(pointer, `${text} is not an OpenAPI runtime expression, such as $request.query.page`);
    if (isDeclared(expression)) return expression;
    throw error(pointer, `${text} names a place that the operation does not declare`);
  }

  function isDeclared(expression: Expression): boolean {
    if (expression.of === 'response') return successOf(expression) !== undefined;
    if (expression.in === 'body') {
      return [...(operation.body?.content.values() ?? [])].some((media) =>
        reader.schemas.at(media.schema, expression.path),
      );
    }
    return operation.parameters.some(
      ({ name, in: place }) =>
        place === expression.in && (place === 'header' ? name.toLowerCase() : name) === expression.name,
    );
  }

  function of(side: Expression['of']) {
    return (text: string, pointer: string) => {
      const expression = any(text, pointer);
      if (expression.of === side) return expression;
      throw error(pointer, `${text} must name a place in the ${side}`);
    };
  }

  function successOf(place: Expression) {
    return findSuccess(operation.responses, reader.schemas, place);
  }

  function success(items: Expression) {
    return successOf(items) as { success: ResponseSpec; media: MediaType };
  }

  return { any, request: of('request'), response: of('response'), success, error };
}

function findSuccess(
  responses: ReadonlyMap<string, ResponseSpec>,
  schemas: SchemaReader,
  place: Expression,
): { success: ResponseSpec; media: MediaType } | undefined {
  for (const [status, success] of responses) {
    if (!/^2/.test(status)) continue;
    for (const media of success.content.values()) {
      if (schemas.at(media.schema, place.path)) return { success, media };
    }
  }
  return undefined;
}
