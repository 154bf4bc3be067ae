import type { JsonObject } from '../json.ts';
import { idTemplateOf, isRowTime, isTime } from '../value-words.ts';
import { findFilters } from './find-filters.ts';
import { findOrder } from './find-order.ts';
import { findPaging } from './find-paging.ts';
import { findRows, type RowsPlace } from './find-rows.ts';
import { guessId } from './guess-id.ts';
import { isFillable } from './is-fillable.ts';
import type { NamedPlace } from './named-place.ts';
import { namesInAnswer, namesInHeaders, namesInQuery } from './read-names.ts';
import type { ReadingOperation } from './recognise.ts';
import { idField, type RowField, rowFields } from './row-fields.ts';
import { rowHints } from './row-hints.ts';
import type { SchemaPlaces } from './schema-places.ts';

/** An operation that plainly lists rows. */
export interface FoundList {
  readonly operation: ReadingOperation;
  readonly rows: RowsPlace;
  /** What `x-confab` says of it besides where the rows are. */
  readonly words: JsonObject;
  /** What the document does not say of the places itself, by where their schemas stand. */
  readonly hints: ReadonlyMap<string, JsonObject>;
  /** For people: what was taken for what. */
  readonly says: string;
}

/** Recognises a list by an array of objects in its answer and parameters by which one asks for a page of it. */
export function findList(places: SchemaPlaces, operation: ReadingOperation): FoundList | undefined {
  const query = namesInQuery(places, operation);
  if (query.length === 0) return undefined;
  const rows = findRows(places, operation);
  if (!rows) return undefined;
  const body = namesInAnswer(places, rows.answer, rows.path);
  const id = idOf(places, rows);
  const paging = findPaging({ query, body, headers: namesInHeaders(places, rows.response), id });
  if (!paging) return undefined;
  const isWhole = isFillable(places, rows.answer, [rows.path, ...paging.shown.map(({ path }) => path)]);
  if (!isWhole) return undefined;
  const asked = findAsked(
    places,
    rows,
    query.filter(({ text }) => !isBound(paging.words, text)),
  );
  const where = rows.path.length === 0 ? 'the whole answer is the rows' : `rows in ${rows.path.join('/')}`;
  return {
    operation,
    rows,
    words: { paging: paging.words, ...asked.words },
    hints: paging.hints,
    says: [where, ...paging.says, ...asked.says].join(', '),
  };
}

/** Which rows are asked for, and in which order. */
function findAsked(
  places: SchemaPlaces,
  { item }: RowsPlace,
  query: readonly NamedPlace[],
): { readonly words: JsonObject; readonly says: readonly string[] } {
  const fields = rowFields(places, item.pointer);
  const hints = rowHints(places, item, item.pointer.split('/').at(-1) ?? '');
  const timed = fields.filter(
    ({ pointer, schema }) => isTime(schema) || hints.get(pointer)?.time !== undefined,
  );
  const made = timed.find(
    ({ pointer, schema }) => isRowTime(schema) || (hints.get(pointer) ?? { from: 0 }).from === undefined,
  );
  const order = findOrder(query, fields, made);
  const filters = findFilters(query, fields, (field) => timed.includes(field));
  return {
    words: { ...(order && { order: order.words }), ...(filters && { filters: filters.words }) },
    says: [
      ...(order ? [`order by ${order.labels.join(' and ')}`] : []),
      ...(filters ? [`filters by ${filters.labels.join(', ')}`] : []),
    ],
  };
}

function isBound(paging: JsonObject, text: string): boolean {
  return Object.values(paging).some((places) => [places].flat().includes(text));
}

/** The field in which each row has a value of its own. */
function idOf(places: SchemaPlaces, { item }: RowsPlace): RowField | undefined {
  const id = idField(rowFields(places, item.pointer), item.pointer.split('/').at(-1) ?? '');
  return id && (idTemplateOf(id.schema) !== undefined || guessId(id) !== undefined) ? id : undefined;
}
