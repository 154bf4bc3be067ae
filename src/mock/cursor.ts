import { placeInSelection } from '../rows/place-in-selection.ts';
import type { Query, Rows, Selection, View } from '../rows/rows.ts';
import type { Json } from '../spec/json.ts';
import { member } from '../spec/json.ts';
import type { Listing, Operation, Spec } from '../spec/spec.ts';
import { positionForm } from './position-form.ts';

/** What a request's rows are searched in, and what was found. */
export interface Searched {
  readonly rows: Rows;
  readonly selection: Selection;
  readonly query: Query;
}

/** A part of the rows found: from `start` up to, not including, `end`; `size` is what was asked for. */
interface RowSpan {
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

/** How a list's tokens are written and read. */
export interface Cursor {
  /** The token that leads to the rows behind a part of them, or to those before it. */
  write(found: Searched, part: RowSpan, to: 'next' | 'previous'): Json;
  /** The first place that a token of `next` leads to; the place behind the last that one of `previous` leads to. undefined: the list gave no such token. */
  read(found: Searched, token: Json, size: number, to: 'next' | 'previous'): number | undefined;
}

/** Compiles what the document says of tokens. */
export function createCursor(spec: Spec, operation: Operation, { collection, paging }: Listing): Cursor {
  const { cursor } = paging;
  if (cursor === 'page') return createPageNumbers(paging.firstPage.asked);
  if (cursor === 'position') return createPositions(spec, operation);
  return createFieldCursor(cursor.field, spec.schemas.properties(spec.collections.get(collection)));
}

/** At most nine digits, as a page is mostly shown as an int32. */
const PAGE_NUMBER = /^(?:0|[1-9]\d{0,8})$/;

function createPageNumbers(first: number): Cursor {
  return {
    write: (_, { start, size }, to) => String(pageNumber(start, size) - 1 + first + (to === 'next' ? 1 : -1)),
    read: (_, token, size, to) => {
      if (!PAGE_NUMBER.test(String(token)) || Number(token) < first) return undefined;
      return (Number(token) - first + (to === 'next' ? 0 : 1)) * size;
    },
  };
}

/** The number of the page that begins at a place, from 1. */
export function pageNumber(start: number, size: number): number {
  return size > 0 ? Math.floor(start / size) + 1 : 1;
}

/** A place among the rows. */
function createPositions(spec: Spec, operation: Operation): Cursor {
  const form = positionForm(spec, operation);
  return {
    write: (_, { start, end }, to) => form.write(to === 'next' ? end : start, to),
    read({ selection }, token, _, to) {
      const place = form.read(token, to);
      return place === undefined || (form.isPlain && place > selection.total) ? undefined : place;
    },
  };
}

/** The value of a field, mostly the id, of the row at the edge of the page. */
function createFieldCursor(field: string, properties: ReturnType<Spec['schemas']['properties']>): Cursor {
  const schema = { properties: { [field]: properties.get(field) ?? {} } };
  const views = new WeakMap<Rows, View>();
  const fieldOf = (rows: Rows, index: number) => {
    const view = views.get(rows) ?? rows.view(schema);
    views.set(rows, view);
    return member(JSON.parse(view(index)), field) ?? null;
  };
  return {
    write: ({ rows, selection }, { start, end }, to) =>
      fieldOf(rows, selection.at(to === 'next' ? end - 1 : start)),
    read({ rows, selection, query }, token, _, to) {
      const value = readAs(token, properties.get(field)?.type);
      const where = [...query.where, { field, test: 'equals', value } as const];
      const named = rows.select({ ...query, where });
      const place = named.total === 0 ? undefined : placeInSelection(selection, named.at(0));
      return place === undefined ? undefined : place + (to === 'next' ? 1 : 0);
    },
  };
}

/** A parameter may be declared as a text where the row has a number. */
function readAs(token: Json, type: Json | undefined): Json {
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && typeof token === 'string' && /^-?\d{1,15}$/.test(token) ? Number(token) : token;
}
