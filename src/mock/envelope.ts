import { keyOf, labelOf } from '../spec/expressions.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { toPointer, valueAt } from '../spec/json-pointer.ts';
import { branchesOf } from '../spec/schema.ts';
import { type Listing, type Operation, PAGING_WORDS, type PagingWord, type Spec } from '../spec/spec.ts';
import { valueTextOf } from '../spec/value-words.ts';
import { type Contents, createPlainParts, type EnvelopePart, mergeParts } from './envelope-parts.ts';
import { asksForMore, nothingOf } from './nothing-of.ts';
import { createJsonFill, type Facts } from './placeholders.ts';

/** The JSON text in front of the rows and the text behind them. */
type Envelope = (contents: Contents, facts: Facts) => readonly [before: string, after: string];

type Slot = (contents: Contents) => string;

/** A property that is only there where it has a value. */
interface OptionalMember {
  readonly name: string;
  readonly word: string;
  readonly slot: Slot;
}

const END_WORDS = ['token', 'previousToken', 'nextUrl', 'previousUrl'] as const satisfies PagingWord[];

function isEndWord(word: string): word is (typeof END_WORDS)[number] {
  return (END_WORDS as readonly string[]).includes(word);
}

/** Marks where the rows go. */
const ITEMS = () => '';

/**
 * Compiles a listing's success schema into a writer of its JSON text. Each property gets, in this order: what
 * the listing shows there, the schema's `const`, its `x-confab.value`, its `default`. What has none of these
 * is left out, unless it is required: then it is nothing of its type, or made up where the schema asks for more.
 */
export async function createEnvelope(spec: Spec, operation: Operation, listing: Listing): Promise<Envelope> {
  const bound = bindings(listing);
  const turned = turnedFlags(listing);
  const above = new Set([...bound.keys()].flatMap(pointersAbove));
  const plain = createPlainParts(writeObject);
  let isMadeUp = false;
  let answerOf: (facts: Facts) => Json = () => ({});
  const parts = mergeParts(write(listing.media.schema, []) ?? []);
  const at = parts.indexOf(ITEMS);
  const [before, after] = [toText(parts.slice(0, at)), toText(parts.slice(at + 1))];
  // What makes values is only loaded where an envelope needs it.
  if (isMadeUp)
    answerOf = await (await import('./made-answer.ts')).createMadeAnswer(spec, operation, listing.media);
  return (contents, facts) => [before(contents, facts), after(contents, facts)];

  function write(raw: unknown, path: readonly string[]): EnvelopePart[] | undefined {
    const schema = spec.schemas.resolve(raw);
    const word = bound.get(toPointer(path));
    if (word === 'items') return [ITEMS];
    if (word !== undefined) return [turned.has(toPointer(path)) ? toTurned(word) : toSlot(word, schema)];
    if (schema.const !== undefined) return [JSON.stringify(schema.const)];
    const value = valueTextOf(schema);
    if (value !== undefined) return [createTextPart(value)];
    if (schema.default !== undefined) return [JSON.stringify(schema.default)];
    return above.has(toPointer(path)) ? writeObject(schema, path) : plain(schema, path);
  }

  function writeObject(schema: JsonObject, path: readonly string[]): EnvelopePart[] | undefined {
    const branch = branchesOf(schema).find((one) =>
      spec.schemas.at(one, listing.items.path.slice(path.length)),
    );
    const properties = new Map([
      ...spec.schemas.properties(schema),
      ...spec.schemas.properties(branch ?? {}),
    ]);
    const required = new Set([...spec.schemas.required(schema), ...spec.schemas.required(branch)]);
    const parts: EnvelopePart[] = [];
    const members: OptionalMember[] = [];
    const add = (name: string, inner: readonly EnvelopePart[]) =>
      parts.push(`${parts.length === 0 ? '' : ','}${JSON.stringify(name)}:`, ...inner);
    for (const [name, property] of properties) {
      const word = bound.get(toPointer([...path, name]));
      if (word !== undefined && mayBeLeftOut(word, required.has(name))) {
        members.push({ name, word, slot: toSlot(word, property) });
        continue;
      }
      const inner =
        write(property, [...path, name]) ?? (required.has(name) && [filler(property, [...path, name])]);
      if (inner) add(name, inner);
    }
    // What is required may have no schema of its own.
    for (const name of required) if (!properties.has(name)) add(name, [madeUp([...path, name], 'null')]);
    if (members.length === 0) return parts.length === 0 ? undefined : ['{', ...parts, '}'];
    return ['{', toMembers(members, parts.length > 0), ...parts, '}'];
  }

  /** A token or a URL that says nothing by not being there. */
  function mayBeLeftOut(word: string, isRequired: boolean): boolean {
    return !isRequired && isEndWord(word) && listing.paging.endOf(word) === undefined;
  }

  function toSlot(word: string, schema: JsonObject): Slot {
    const types = spec.schemas.types(schema);
    const isNumber = types.includes('integer') || types.includes('number');
    const asText = types.includes('string') && !isNumber;
    return (contents) => {
      const value = Object.hasOwn(contents, word) ? (contents[word] ?? null) : null;
      if (asText && typeof value === 'number') return `"${value}"`;
      // A token may be the number of a page.
      const asNumber = isNumber && !types.includes('string') && typeof value === 'string' && value !== '';
      return asNumber ? String(Number(value)) : JSON.stringify(value);
    };
  }

  /** A flag that is true where the list does not go on. */
  function toTurned(word: string): Slot {
    return (contents) => JSON.stringify(contents[word] !== true);
  }

  /** A required value that nothing says more of. */
  function filler(property: JsonObject, path: readonly string[]): EnvelopePart {
    const none = nothingOf(spec.schemas, property);
    return asksForMore(spec.schemas.resolve(property)) ? madeUp(path, none) : none;
  }

  function madeUp(path: readonly string[], none: string): EnvelopePart {
    isMadeUp = true;
    const pointer = toPointer(path);
    return (_, facts) => JSON.stringify(valueAt(answerOf(facts), pointer)) ?? none;
  }
}

function pointersAbove(pointer: string): string[] {
  const names = pointer.split('/');
  return names.map((_, count) => names.slice(0, count).join('/')).slice(1);
}

/** By pointer into the body: `items`, a paging word, or the key of the request's field that is echoed. */
function bindings(listing: Listing): Map<string, string> {
  const bound = new Map([[toPointer(listing.items.path), 'items']]);
  for (const word of PAGING_WORDS) {
    for (const { in: place, path } of listing.paging.shows[word])
      if (place === 'body') bound.set(toPointer(path), word);
  }
  for (const { shows, tests } of listing.filters) {
    const asked = tests[0];
    for (const place of shows) bound.set(toPointer(place.path), asked ? keyOf(asked.from) : labelOf(place));
  }
  return bound;
}

function turnedFlags({ paging: { shows, isTurned } }: Listing): Set<string> {
  const flags = [...shows.hasMore, ...shows.hasPrevious];
  return new Set(flags.filter(isTurned).map(({ path }) => toPointer(path)));
}

/** Properties in front of those that are always there, if there are such. */
function toMembers(members: readonly OptionalMember[], hasMore: boolean): EnvelopePart {
  return (contents) => {
    const given = members.filter(({ word }) => contents[word] !== undefined);
    const text = given.map(({ name, slot }) => `${JSON.stringify(name)}:${slot(contents)}`).join(',');
    return hasMore && text !== '' ? `${text},` : text;
  };
}

function createTextPart(value: string): EnvelopePart {
  const fill = createJsonFill(JSON.stringify(value));
  return (_, facts) => fill(facts);
}

function toText(parts: readonly EnvelopePart[]): (contents: Contents, facts: Facts) => string {
  const [only = ''] = parts;
  if (parts.length < 2 && typeof only === 'string') return () => only;
  return (contents, facts) => {
    let text = '';
    for (const part of parts) text += typeof part === 'string' ? part : part(contents, facts);
    return text;
  };
}
