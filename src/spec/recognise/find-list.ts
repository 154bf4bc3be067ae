import type { JsonObject } from '../json.ts';
import { idTemplateOf } from '../value-words.ts';
import { findPaging } from './find-paging.ts';
import { findRows, type RowsPlace } from './find-rows.ts';
import { guessId } from './guess-id.ts';
import { isFillable } from './is-fillable.ts';
import { namesInAnswer, namesInHeaders, namesInQuery } from './read-names.ts';
import type { ReadingOperation } from './recognise.ts';
import { idField, type RowField, rowFields } from './row-fields.ts';
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
  const where = rows.path.length === 0 ? 'the whole answer is the rows' : `rows in ${rows.path.join('/')}`;
  return {
    operation,
    rows,
    words: { paging: paging.words },
    hints: paging.hints,
    says: [where, ...paging.says].join(', '),
  };
}

/** The field in which each row has a value of its own. */
function idOf(places: SchemaPlaces, { item }: RowsPlace): RowField | undefined {
  const id = idField(rowFields(places, item.pointer), item.pointer.split('/').at(-1) ?? '');
  return id && (idTemplateOf(id.schema) !== undefined || guessId(id) !== undefined) ? id : undefined;
}
