import type { ObservedPage } from '../../../result/observed-response.ts';
import type { Json, JsonObject } from '../../../spec/json.ts';
import { rowFieldSchema } from '../../../spec/row-field.ts';
import type { Walk } from '../walk.ts';
import { aboutCase } from './about-case.ts';
import { type FilterCase, type FilterWorld, listedValues } from './case.ts';
import { type FilterTerm, isEqual } from './term.ts';
import { isAtWindow, totalOf } from './totals.ts';

/**
 * What the values of a closed set give are the parts of the whole list: no row is in two of them, and where
 * the set has every value that rows may have, all are in one. So a field that rows do not show is judged too.
 */
export function checkParts(world: FilterWorld, term: FilterTerm, parts: ReadonlyMap<FilterCase, Walk>): void {
  const { client, rows, base, given } = world;
  const values = [...parts.keys()].flatMap(({ listed, hidden }) => listed ?? hidden ?? []);
  if (client.spec.schemas.types(fieldSchema(world, term)).includes('array')) return;
  const owners = new Map<string, FilterCase>();
  for (const [one, walk] of parts) {
    for (const page of walk.pages) {
      for (const row of page.page.items) {
        const id = rows.id(row);
        const owner = owners.get(id);
        if (owner && owner !== one) {
          client.log.saw('filter-complete', {
            ...aboutCase(world, one, page),
            title: 'a row matches two values of a filter',
            expected: `no row of ${owner.purpose}`,
            actual: id,
          });
          return;
        }
        owners.set(id, one);
      }
    }
  }
  if (parts.size > 1 && owners.size > 0) client.log.saw('filter-complete');

  const isAll = listedValues(term).every((value) => isOneOf(value, values));
  const isFree = !given.some((one) => one.term === term);
  if (
    !isAll ||
    !isFree ||
    !isClosed(world, term, values) ||
    isAtWindow(world, base) ||
    base.rows.length === 0
  )
    return;
  const [[one, first] = []] = parts;
  const page = first?.pages[0] as ObservedPage | undefined;
  if (!one || !page) return;
  const said = {
    ...aboutCase(world, one, page),
    title: 'the parts that a filter gives do not add up to the whole',
  };
  if (base.complete && [...parts.values()].every(({ complete }) => complete)) {
    const lost = base.rows.find((row) => !owners.has(rows.id(row)));
    client.log.saw(
      'filter-complete',
      lost === undefined
        ? undefined
        : {
            ...said,
            expected: `${base.rows.length} rows in all parts`,
            actual: `${owners.size}, without ${rows.id(lost)}`,
          },
    );
    return;
  }
  const totals = [...parts.values()].map((walk) => totalOf(world, walk));
  const whole = totalOf(world, base);
  if (whole === undefined || totals.includes(undefined)) return;
  const sum = totals.reduce<number>((all, total) => all + (total ?? 0), 0);
  client.log.saw(
    'filter-complete',
    sum === whole ? undefined : { ...said, expected: `totals that add up to ${whole}`, actual: `${sum}` },
  );
}

/** Rows have no value but those that were asked for, and each row has one. */
function isClosed(world: FilterWorld, term: FilterTerm, asked: readonly Json[]): boolean {
  const isRequired = world.client.spec.schemas.required(storedSchema(world)).has(term.filter.field);
  const { enum: values } = fieldSchema(world, term);
  return isRequired && Array.isArray(values) && values.every((value) => isOneOf(value, asked));
}

function isOneOf(value: Json, all: readonly Json[]): boolean {
  return all.some((one) => isEqual(one, value));
}

function fieldSchema(world: FilterWorld, { filter }: FilterTerm): JsonObject {
  return rowFieldSchema(world.client.spec.schemas, storedSchema(world), filter.field) ?? {};
}

function storedSchema({ client: { spec, operation } }: FilterWorld): JsonObject {
  return spec.schemas.resolve(spec.collections.get(operation.list?.collection ?? ''));
}
