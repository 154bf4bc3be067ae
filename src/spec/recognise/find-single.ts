import type { JsonObject } from '../json.ts';
import { toPointer } from '../json-pointer.ts';
import type { FoundList } from './find-list.ts';
import { findSuccess, rowSchemaAt } from './find-rows.ts';
import { isFillable } from './is-fillable.ts';
import { normalName } from './normal-name.ts';
import type { ReadingOperation } from './recognise.ts';
import { RECOGNISED } from './recognised-evidence.ts';
import { idField, type RowField, rowFields, singular } from './row-fields.ts';
import type { SchemaPlaces, SettledPlace } from './schema-places.ts';

/** An operation that shows one row of a list. */
interface FoundSingle {
  readonly of: FoundList;
  readonly words: JsonObject;
  readonly says: string;
}

/** `/users/{id}` below the list `/users`, where it answers with one of these rows, or with a fuller view of it. */
export function findSingle(
  places: SchemaPlaces,
  operation: ReadingOperation,
  lists: ReadonlyMap<string, FoundList>,
): FoundSingle | undefined {
  const [, above = '', parameter = ''] = /^(.+)\/\{([^{}#]+)\}\/?$/.exec(operation.path) ?? [];
  const of = lists.get(above) ?? lists.get(`${above}/`);
  const answer = of && findSuccess(places, operation)?.answer;
  if (!of || answer === undefined) return undefined;
  const row = rowFields(places, of.rows.item.pointer);
  const literal = above.split('/').at(-1) ?? '';
  const id = keyOf(row, parameter, literal);
  if (!id) return undefined;
  const [path] = candidates(places, answer).filter(({ schema }) =>
    isView(places, schema, of.rows.item, row, id),
  );
  if (!path || !isFillable(places, answer, [path.path])) return undefined;
  return {
    of,
    words: {
      items: `$response.body#${toPointer(path.path)}`,
      filters: { [id.label]: { equals: `$request.path.${parameter}`, evidence: RECOGNISED.word } },
    },
    says: `the row whose ${id.label} is ${parameter}`,
  };
}

/** The field that a parameter in the path means: the one of its name, or the id. */
function keyOf(row: readonly RowField[], parameter: string, literal: string): RowField | undefined {
  const name = normalName(parameter);
  const same = row.find((field) => field.name === name);
  if (same) return same;
  const one = singular(normalName(literal));
  const isId =
    name === one || ['id', 'uuid', 'guid', 'uid', 'identifier'].some((word) => name.endsWith(word));
  return isId ? idField(row, literal) : undefined;
}

interface CandidateRow {
  readonly path: readonly string[];
  readonly schema: SettledPlace;
}

/** The answer itself, and each object in it. */
function candidates(places: SchemaPlaces, answer: string): CandidateRow[] {
  const below = [...places.properties(answer)].map(([name, at]) => ({ path: [name], at }));
  return [{ path: [], at: answer }, ...below].flatMap(({ path, at }) => {
    const schema = rowSchemaAt(places, at);
    return schema ? [{ path, schema }] : [];
  });
}

/** Whether a schema shows the same row: it is the row's, or it has the row's id and no field of it otherwise. */
function isView(
  places: SchemaPlaces,
  schema: SettledPlace,
  item: SettledPlace,
  row: readonly RowField[],
  id: RowField,
): boolean {
  if (schema.pointer === item.pointer) return true;
  const shown = new Map(rowFields(places, schema.pointer).map((field) => [field.label, field]));
  if (!shown.has(id.label)) return false;
  return row.every((field) => {
    const other = shown.get(field.label);
    return !other || other.pointer === field.pointer || isAlike(other.schema, field.schema);
  });
}

const TELLING = [
  'description',
  'title',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'x-confab',
];

function isAlike(a: JsonObject, b: JsonObject): boolean {
  const bare = (schema: JsonObject) =>
    JSON.stringify(
      Object.entries(schema)
        .filter(([key]) => !TELLING.includes(key))
        .sort(),
    );
  return a === b || bare(a) === bare(b);
}
