import { isObject, type Json, member } from '../spec/json.ts';
import { toPointer } from '../spec/json-pointer.ts';
import { valueExcerpt } from '../text/value-excerpt.ts';
import type { CheckedCall } from './expected-calls.ts';
import type { ReadRequest } from './read-request.ts';

/** Nobody reads more. */
const MOST_TOLD = 20;

/**
 * In what a request is not the call that is expected, in words; nothing: it is. `shown` is the same request as it may be
 * told: without its secrets.
 */
export function callDifferences(call: CheckedCall, came: ReadRequest, shown = came): string[] {
  const found: string[] = [];
  if (!call.isOperation(came.operation)) found.push(`it is ${operationOf(came)}, not ${call.operation}`);
  for (const place of ['path', 'query', 'headers'] as const) {
    for (const [name, wanted] of Object.entries(call[place] ?? {})) {
      const key = place === 'headers' ? name.toLowerCase() : name;
      if (isSent(came[place].get(key), wanted, readValue(came, place, key))) continue;
      const label = place === 'headers' ? `header ${name}` : `${place} ${name}`;
      found.push(difference(label, textsOf(shown[place].get(key)), wanted));
    }
  }
  if (call.body !== undefined) {
    if (call.body === null && came.body === undefined) return found;
    compareBody(came.body, shown.body, call.body, [], found);
  }
  if (call.status !== undefined && call.status !== came.status)
    found.push(`the status was ${came.status}, not ${call.status}`);
  return found.length > MOST_TOLD
    ? [...found.slice(0, MOST_TOLD), `and ${found.length - MOST_TOLD} more`]
    : found;
}

function operationOf({ operation }: ReadRequest): string {
  return operation ? `${operation.spec}.${operation.id}` : 'no operation that is served';
}

/** What the operation has read there: a list in one text, for example. */
function readValue(
  { values }: ReadRequest,
  place: 'path' | 'query' | 'headers',
  key: string,
): Json | undefined {
  return values && member(values[place === 'headers' ? 'header' : place], key);
}

/** Values are sent as texts, so 100 and "100" are the same. */
function isSent(texts: readonly string[] | undefined, wanted: Json, value: Json | undefined): boolean {
  if (wanted === null || texts === undefined) return wanted === null && texts === undefined;
  if (value !== undefined && isSame(value, wanted)) return true;
  const all = (Array.isArray(wanted) ? wanted : [wanted]).map((one) =>
    typeof one === 'string' ? one : JSON.stringify(one),
  );
  return texts.length === all.length && texts.every((text, index) => text === all[index]);
}

function textsOf(texts: readonly string[] | undefined): Json | undefined {
  return texts?.length === 1 ? texts[0] : (texts as string[] | undefined);
}

function compareBody(
  came: Json | undefined,
  shown: Json | undefined,
  wanted: Json,
  path: readonly string[],
  found: string[],
): void {
  const label = `body ${toPointer(path) || 'as a whole'}`;
  if (isObject(wanted) && isObject(came)) {
    for (const [name, inner] of Object.entries(wanted)) {
      const there = member(came, name);
      // null asks that it is not there, or null.
      if (inner === null && there === undefined) continue;
      compareBody(there, member(shown, name), inner, [...path, name], found);
    }
  } else if (Array.isArray(wanted) && Array.isArray(came)) {
    if (wanted.length !== came.length) found.push(`${label} has ${came.length} items, not ${wanted.length}`);
    else
      for (const [index, inner] of wanted.entries())
        compareBody(came[index], member(shown, String(index)), inner, [...path, String(index)], found);
  } else if (came === undefined || !isSame(came, wanted)) found.push(difference(label, shown, wanted));
}

function difference(label: string, shown: Json | undefined, wanted: Json): string {
  const was = shown === undefined ? 'was not sent' : `was ${valueExcerpt(shown)}`;
  if (wanted === null) return `${label} ${was}, and should not be there`;
  return `${label} ${was}${shown === undefined ? '; expected' : ', not'} ${valueExcerpt(wanted)}`;
}

function isSame(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, index) => isSame(one, b[index] as Json));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame(a[name] as Json, b[name] as Json))
  );
}
