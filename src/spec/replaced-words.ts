import { isObject, type Json } from './json.ts';
import { toPointer, valueAt } from './json-pointer.ts';

interface ReplacedWord {
  readonly path: readonly string[];
  /** What to write now. */
  readonly now: string;
}

/** An old word in an `x-confab`, where it stands, and what is written now instead of it; undefined where there is none. */
export function replacedWord(kind: string, hints: Json): ReplacedWord | undefined {
  for (const [pattern, now] of Object.entries(REPLACED)) {
    const [words = '', value] = pattern.split('=');
    const [of = '', ...names] = words.split('/');
    const path = of === kind ? findPath(hints, names) : undefined;
    if (path && (value === undefined || valueAt(hints, toPointer(path)) === value)) return { path, now };
  }
  return undefined;
}

/** By the kind of place and the words down to it, with the one value where only that went; a star is any name, and lists are looked through. */
const REPLACED: Readonly<Record<string, string>> = {
  'operation/paging/token': 'write next, with the same places',
  'operation/paging/hasMore': 'write next, with the same places',
  'operation/paging/hasPrevious': 'write previous, with the same places',
  'operation/order/direction':
    'write a sign before the fields of order.by: `by: [-created]` descends, `by: [created]` ascends',
  'operation/order/request/by': 'write `request: $request.query.sort`, the place alone',
  'operation/order/request/direction':
    'write `request: [$request.query.sort, $request.query.direction]`, the place of the direction second; a sign before what a request says is written in order.by, `by: [created, -created]`',
  'operation/filters/*/from': 'write minimum',
  'operation/filters/*/to': 'write maximum',
  'operation/filters/*/after': 'write exclusiveMinimum',
  'operation/filters/*/before': 'write exclusiveMaximum',
  'operation/match/ignore': 'write a minus before each place, `match: [-$request.query.trace]`',
  'operation/match/also': 'write the headers themselves, `match: [$request.header.X-Tenant]`',
  'operation/unknown':
    'an id that no row has is refused unless the evidence of the filter is assumed; then the answer is made of the schema',
  'value/id': "write `value` with the template, a kind alone in braces: `value: '{base62}'`",
  'value/format': 'write `time`, with the same form',
  'value/time=row':
    'write how it is written, `time: iso`; a time in a row is its own where `from` names no other field',
  'value/time/after': 'write `from` with that field, beside the form: `{ time: iso, from: created }`',
  'value/sum': 'write `from`, with the same fields',
  'value/dialogue': 'write `from`, with the same field',
  'value/by':
    "write `from` with that field: `{ count: [0.5, 2] }`, or `{ plan: { free: [0], '*': [10, 20] } }`, where * stands for others",
};

function findPath(value: Json | undefined, names: readonly string[]): string[] | undefined {
  const [name, ...rest] = names;
  if (name === undefined) return [];
  const keys = Array.isArray(value)
    ? value.map((_, index) => String(index))
    : Object.keys(isObject(value) ? value : {}).filter((key) => name === '*' || key === name);
  for (const key of keys) {
    const found = findPath((value as Record<string, Json>)[key], Array.isArray(value) ? names : rest);
    if (found) return [key, ...found];
  }
  return undefined;
}
