import { SpecError } from '../errors.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { fromReference, toPointer, valueAt } from './json-pointer.ts';
import type { Source } from './source.ts';

/** Keywords whose schemas are about the same value as the schema that they stand in. */
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const SINGLE = ['not', 'if', 'then', 'else'];
const ALL: ReadonlySet<string> = new Set(['$ref', ...LISTS, ...SINGLE]);

/** As many schemas are read for each value. A list of all kinds of events has some thousand. */
const MOST_WAYS = 20_000;
/** Those who read schemas go from one to the next by recursion. */
const MOST_CHAINED = 300;

/**
 * Holds each schema against how many schemas one value would be held against. Throws a SpecError for one that leads
 * back to itself without going into the value, which has no end, and for those that double each other:
 * 25 of them make 33 million.
 */
export function checkWays(document: JsonObject, source: Source): void {
  const known = new Map<object, number | 'open'>();

  /** Goes down to the schemas that refer to no other and up again, without recursion. */
  function count(schema: JsonObject, pointer: string): void {
    const open = [enter(schema, pointer)];
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const { schema: part, pointer: at } = top.parts.pop() ?? {};
      if (at === undefined) {
        known.set(top.schema, top.ways);
        open.pop();
        add(open.at(-1), top.ways);
      } else if (!isObject(part) || isAlone(part)) add(top, 1);
      else {
        const ways = known.get(part);
        if (ways === 'open') throw fail('this schema refers to itself for the same value, without end', at);
        if (ways !== undefined) add(top, ways);
        else if (open.length >= MOST_CHAINED)
          throw fail(`more than ${MOST_CHAINED} schemas refer to each other in a row`, pointer);
        else open.push(enter(part, at));
      }
    }
  }

  function enter(schema: JsonObject, pointer: string) {
    known.set(schema, 'open');
    return { schema, pointer, ways: 1, parts: sameValueParts(document, schema, pointer) };
  }

  function add(to: ReturnType<typeof enter> | undefined, ways: number): void {
    if (!to) return;
    to.ways += ways;
    if (to.ways > MOST_WAYS)
      throw fail(
        `this schema and those that it refers to hold one value against more than ${MOST_WAYS} schemas; reduce allOf, anyOf and oneOf`,
        to.pointer,
      );
  }

  function fail(problem: string, pointer: string): SpecError {
    return new SpecError(problem, source.at(pointer));
  }

  function walk(value: Json, pointer: string): void {
    if (typeof value !== 'object' || value === null) return;
    if (isObject(value) && !isAlone(value) && !known.has(value)) count(value, pointer);
    for (const key of Object.keys(value)) {
      const child = (value as JsonObject)[key];
      if (typeof child === 'object' && child !== null) walk(child, pointer + toPointer([key]));
    }
  }

  walk(document, '');
}

/** Whether a schema refers to no other about the same value, as nearly all do. */
function isAlone(schema: JsonObject): boolean {
  return !Object.keys(schema).some((keyword) => ALL.has(keyword));
}

function sameValueParts(
  document: JsonObject,
  schema: JsonObject,
  at: string,
): { schema: Json; pointer: string }[] {
  const { $ref } = schema;
  const target = typeof $ref === 'string' && $ref.startsWith('#') ? fromReference($ref) : undefined;
  const referred = target === undefined ? undefined : valueAt(document, target);
  return [
    ...(referred === undefined ? [] : [{ schema: referred, pointer: target as string }]),
    ...LISTS.flatMap((key) => {
      const list = schema[key];
      return Array.isArray(list)
        ? list.map((schema, index) => ({ schema, pointer: `${at}/${key}/${index}` }))
        : [];
    }),
    ...SINGLE.flatMap((key) => {
      const part = Object.hasOwn(schema, key) ? schema[key] : undefined;
      return isObject(part) ? [{ schema: part, pointer: `${at}/${key}` }] : [];
    }),
  ];
}
