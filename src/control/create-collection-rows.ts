import { UsageError } from '../errors.ts';
import { assertSize, type Collection, type Collections, type Supply } from '../rows/collections.ts';
import type { EditableRows } from '../rows/editable.ts';
import { assertRows } from '../rows/supplied.ts';
import { type JsonObject, member } from '../spec/json.ts';
import type { KeptRows, RowBudget, RowChanged } from './collection-rows.ts';

interface CollectionRowsOptions {
  readonly collections: Collections;
  readonly budget: RowBudget;
}

const DEFAULT_LIMIT = 100;
/** Loaded at the first change: most mocks are never edited. */
const loadParts = () =>
  Promise.all([
    import('../rows/check-rows.ts'),
    import('../rows/edits.ts'),
    import('../rows/list-edits.ts'),
  ]).then(([check, edits, list]) => ({ ...check, ...edits, ...list }));
type Parts = Awaited<ReturnType<typeof loadParts>>;

/** That a row is deleted must be remembered as well. */
const FORGOTTEN = 100;

export function createCollectionRows(at: Collection, source: CollectionRowsOptions): KeptRows {
  const { budget } = source;
  const { name } = at;
  let collection = at;
  /** What was changed: the rows of the start, so many generated ones, or other rows. */
  let base: 'start' | Supply = 'start';
  let edits: EditableRows | undefined;
  let isChanged = false;
  /** What each changed row takes of the budget. */
  let taken = new Map<string, number>();

  const now = async () => edits?.rows() ?? source.collections.start(collection);

  /** Everything that is awaited is awaited here: after it, two changes cannot come between each other. */
  async function open(): Promise<{ readonly opened: EditableRows; readonly parts: Parts }> {
    const parts = await loadParts();
    const begun = await begin(parts);
    edits ??= begun;
    return { opened: edits, parts };
  }

  async function begin({ createEdits, createListEdits }: Parts): Promise<EditableRows> {
    const { spec, schema, supply } = collection;
    const from = base === 'start' ? supply : base;
    if (typeof from !== 'number') return createListEdits(from, schema, spec.schemas);
    const rows =
      base === 'start' ? source.collections.start(collection) : source.collections.sized(collection, from);
    return createEdits(await rows, schema, spec.schemas);
  }

  function replaceBy(
    others: EditableRows | undefined,
    supply: 'start' | Supply,
    sizes: readonly (readonly [string, number])[] = [],
  ): void {
    base = supply;
    for (const size of taken.values()) budget.used -= size;
    taken = new Map();
    edits = others;
    isChanged = others !== undefined;
    for (const [id, size] of sizes) take(id, size);
  }

  function take(id: string, size: number): void {
    budget.used += size - (taken.get(id) ?? 0);
    taken.set(id, size);
    isChanged = true;
  }

  function assertRoom(rows: readonly JsonObject[], freed = 0): void {
    const wanted = rows.reduce((sum, row) => sum + sizeOf(row), 0);
    if (budget.used - freed + wanted > budget.most)
      throw new UsageError(
        `${name}: the changed rows of all scopes would take more than ${budget.most} characters; reset or delete scopes that are done with`,
      );
  }

  /** Throws a UsageError that tells what is wrong; gives what is odd. */
  function check({ checkRows, toSentence }: Parts, rows: readonly JsonObject[]): readonly string[] {
    assertRows(rows, name);
    const { errors, notes } = checkRows(collection, rows);
    if (errors.length > 0) throw new UsageError(toSentence(name, errors));
    return notes;
  }

  function idField({ id }: EditableRows): string {
    if (id !== undefined) return id;
    throw new UsageError(
      `${name}: no field of its rows is an id (x-confab: id), so none can be named; replace all of them instead`,
    );
  }

  async function put(id: string | number, given: JsonObject): Promise<RowChanged> {
    const { opened, parts } = await open();
    const field = idField(opened);
    assertRows([given], name);
    const row = ownCopy(
      Object.hasOwn(given, field) ? given : { [field]: typedId(collection, field, id), ...given },
    );
    if (String(member(row, field)) !== String(id))
      throw new UsageError(
        `${name}: the ${field} of the row is ${JSON.stringify(member(row, field))}, but ${id} was to be put; add it as a new row instead`,
      );
    const notes = check(parts, [row]);
    assertRoom([row]);
    const isNew = opened.find(String(id)) === undefined;
    opened.put(String(id), row);
    take(String(id), sizeOf(row));
    return { row: ownCopy(row), isNew, notes };
  }

  return {
    name,
    changed: () => (isChanged ? edits?.rows() : undefined),
    async list({ offset = 0, limit = DEFAULT_LIMIT } = {}) {
      const rows = await now();
      const { total, at } = rows.select({ where: [] });
      const view = rows.view(collection.schema);
      const shown = Math.max(0, Math.min(limit, total - offset));
      return {
        total,
        offset,
        rows: Array.from({ length: shown }, (_, n) => JSON.parse(view(at(offset + n))) as JsonObject),
      };
    },
    async get(id) {
      const { opened } = await open();
      idField(opened);
      const row = opened.find(String(id));
      return row && ownCopy(row);
    },
    async replace(given) {
      if (typeof given === 'number') {
        assertSize(given);
        const [sized, { createEdits }] = await Promise.all([
          source.collections.sized(collection, given),
          loadParts(),
        ]);
        replaceBy(createEdits(sized, collection.schema, collection.spec.schemas), given);
        return { total: given, notes: [] };
      }
      const parts = await loadParts();
      assertRows(given, name);
      const rows = ownCopy(given);
      const notes = check(parts, rows);
      const freed = [...taken.values()].reduce((sum, size) => sum + size, 0);
      assertRoom(rows, freed);
      const others = parts.createListEdits(rows, collection.schema, collection.spec.schemas);
      const key = (row: JsonObject, n: number) => (others.id ? String(member(row, others.id)) : `${n}`);
      replaceBy(
        others,
        rows,
        rows.map((row, n) => [key(row, n), sizeOf(row)] as const),
      );
      return { total: rows.length, notes };
    },
    async add(given) {
      const list = Array.isArray(given) ? (given as readonly JsonObject[]) : [given as JsonObject];
      const { opened, parts } = await open();
      assertRows(list, name);
      const rows = ownCopy(list);
      const notes = check(parts, rows);
      assertRoom(rows);
      const ids = rows.map((row) => (opened.id === undefined ? undefined : String(member(row, opened.id))));
      const there = ids.find((id) => id !== undefined && opened.find(id) !== undefined);
      if (there !== undefined)
        throw new UsageError(
          `${name}: there is a row whose ${opened.id} is ${there} already; put or patch that one, or give another ${opened.id}`,
        );
      for (const [n, row] of rows.entries()) {
        opened.add(row);
        take(ids[n] ?? `new ${taken.size}`, sizeOf(row));
      }
      return { total: opened.rows().size, notes };
    },
    put,
    async patch(id, fields) {
      const { opened } = await open();
      idField(opened);
      assertRows([fields], name);
      const row = opened.find(String(id));
      return row && put(id, { ...row, ...fields });
    },
    async delete(id) {
      const { opened } = await open();
      idField(opened);
      assertRoom([]);
      const wasThere = opened.remove(String(id));
      if (wasThere) take(String(id), FORGOTTEN);
      return wasThere;
    },
    reset: () => replaceBy(undefined, 'start'),
    async reload(anew) {
      collection = anew;
      const parts = await loadParts();
      const begun = await begin(parts);
      const changes = isChanged ? (edits?.changes() ?? []) : [];
      for (const [id, row] of changes) {
        if (row === undefined) begun.remove(id);
        else if (begun.id === undefined) begun.add(row);
        else begun.put(id, row);
      }
      edits = begun;
      const rows = [...changes].flatMap(([, row]) => (row ? [row] : []));
      return parts.checkRows(anew, rows).errors.map((error) => `${name}: ${error}`);
    },
  };
}

/** What was checked must not change afterwards; and what is no JSON, such as a Date, becomes what an answer shows. */
function ownCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function sizeOf(row: JsonObject): number {
  return JSON.stringify(row).length;
}

/** An id out of a URL is a text; the row may need a number. */
function typedId({ spec, schema }: Collection, field: string, id: string | number): string | number {
  const types = spec.schemas.types(spec.schemas.properties(schema).get(field));
  const isNumber = !types.includes('string') && types.some((type) => type === 'integer' || type === 'number');
  return isNumber && /^-?\d+$/.test(String(id)) ? Number(id) : String(id);
}
