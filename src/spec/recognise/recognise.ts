import { isObject, type Json, type JsonObject, member } from '../json.ts';
import { toPointer, toReference, valueAt } from '../json-pointer.ts';
import { createSchemaReader } from '../schema.ts';
import { findList } from './find-list.ts';
import { findSingle } from './find-single.ts';
import { RECOGNISED } from './recognised-evidence.ts';
import { NOTHING_RECOGNISED, type RecognisedList, type Recognition } from './recognition.ts';
import { rowHints } from './row-hints.ts';
import { createSchemaPlaces, type SchemaPlaces } from './schema-places.ts';

/**
 * What a document says by its names where it has no `x-confab`: which operations list rows page by page, which show one row
 * of such a list, and what the id and the times of a row are. A document that declares collections of its own is taken
 * as it stands, and so is an operation with any word about rows, or with an empty `x-confab`.
 */
export function recognise(document: JsonObject): Recognition {
  if (valueAt(document, '/x-confab/collections') !== undefined) return NOTHING_RECOGNISED;
  const places = createSchemaPlaces(document, createSchemaReader(document));
  const operations = [...readingOperations(document, places)];
  const lists = operations.flatMap((one) => findList(places, one) ?? []);
  if (lists.length === 0) return NOTHING_RECOGNISED;
  const collections = createNames();
  const hints = new Map<string, JsonObject>();
  const told: RecognisedList[] = [];
  for (const { operation, rows, words, hints: ofPlaces, says } of lists) {
    const collection = collections.nameOf(rows.item.pointer, operation.path);
    hints.set(
      operation.pointer,
      toHint({ collection, items: rows.text, ...words, evidence: RECOGNISED.rows }),
    );
    told.push({ ...shown(operation), collection, says });
    for (const [pointer, one] of rowHints(places, rows.item, collection)) hints.set(pointer, toHint(one));
    for (const [pointer, one] of ofPlaces) hints.set(pointer, one);
  }
  const byPath = new Map(lists.map((list) => [list.operation.path, list]));
  for (const operation of operations) {
    if (hints.has(operation.pointer)) continue;
    const found = findSingle(places, operation, byPath);
    if (!found) continue;
    const collection = collections.nameOf(found.of.rows.item.pointer, operation.path);
    hints.set(operation.pointer, toHint({ collection, ...found.words, evidence: RECOGNISED.row }));
    told.push({ ...shown(operation), collection, says: found.says });
  }
  hints.set('', toHint({ collections: collections.all() }));
  return { lists: told, hints };
}

function toHint(words: JsonObject): JsonObject {
  return { 'x-confab': words };
}

/** An operation that may be recognised. */
export interface ReadingOperation {
  readonly path: string;
  readonly method: string;
  readonly pointer: string;
  readonly value: JsonObject;
  /** Where each of its parameters stands, those of the path included. */
  readonly parameters: readonly { readonly value: JsonObject; readonly pointer: string }[];
}

/** Words that say of an operation which rows it shows. */
const ABOUT_ROWS = ['collection', 'items', 'paging', 'order', 'filters'];

function* readingOperations(document: JsonObject, places: SchemaPlaces): Generator<ReadingOperation> {
  for (const path of Object.keys(Object(document.paths))) {
    const item = places.settle(toPointer(['paths', path]));
    const value = item && member(item.value, 'get');
    if (!item || !isObject(value) || isSaid(value['x-confab'])) continue;
    const pointer = `${item.pointer}/get`;
    const parameters = [`${item.pointer}/parameters`, `${pointer}/parameters`].flatMap((at) => {
      const list = valueAt(document, at);
      return (Array.isArray(list) ? list : []).flatMap((_, index) => places.settle(`${at}/${index}`) ?? []);
    });
    yield { path, method: 'GET', pointer, value, parameters };
  }
}

function isSaid(hints: Json | undefined): boolean {
  if (!isObject(hints)) return false;
  return Object.keys(hints).length === 0 || ABOUT_ROWS.some((word) => hints[word] !== undefined);
}

function shown({ method, path, pointer }: ReadingOperation) {
  return { operation: `${method} ${path}`, pointer };
}

/** One collection for each schema of rows, called as its component is, else as its path. */
function createNames() {
  const names = new Map<string, string>();
  const nameOf = (pointer: string, path: string): string => {
    const known = names.get(pointer);
    if (known !== undefined) return known;
    const component = /^\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1];
    const literal = path.split('/').findLast((part) => part !== '' && !part.includes('{'));
    const wanted = component ?? literal ?? 'rows';
    const taken = new Set(names.values());
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
    names.set(pointer, name);
    return name;
  };
  const all = () => Object.fromEntries([...names].map(([pointer, name]) => [name, toReference(pointer)]));
  return { nameOf, all };
}
