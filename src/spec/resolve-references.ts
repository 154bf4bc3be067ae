import { resolve } from 'node:path';
import { SpecError } from '../errors.ts';
import { UnreadableFileError } from '../text-file.ts';
import { checkSize } from './check-size.ts';
import { dropNames } from './drop-names.ts';
import { findReferences, type Reference } from './find-references.ts';
import { isObject, type JsonObject } from './json.ts';
import { parsePointer, toPointer, toReference, valueAt } from './json-pointer.ts';
import { createLocator, type Located } from './locate-reference.ts';
import { usedComponents } from './official/used-components.ts';
import { createOpener, type OpenedFile } from './open-referenced.ts';
import type { Place, Source } from './source.ts';
import type { WarnOfSpec } from './spec-warning.ts';

/** Where a document keeps, among its components, what it refers to in other files. */
const KEPT = 'x-referenced';

/** A part of another file that is referred to. */
interface ReferencedPart extends Located {
  readonly name: string;
}

/** A reference that leads nowhere. */
interface Dangling {
  readonly holder: JsonObject;
  readonly pointer: string;
  readonly from: OpenedFile;
  readonly error: SpecError;
  readonly message: string;
  readonly place: Place;
}

/** Maps of which no request and no answer needs a certain member. */
const DISPENSABLE = ['links', 'callbacks'];

interface FoundReference extends Reference {
  readonly from: OpenedFile;
  readonly target: Located;
}

/**
 * A copy of a document in which each reference is a pointer into it: what stands in other files is brought in, once,
 * however often it is meant. A reference that nobody would follow where it stands is replaced by what it means.
 * Throws a SpecError for the first that leads nowhere where somebody needs it; elsewhere it is a warning. The time it takes grows with the documents, not with what
 * they would become without references.
 */
export function resolveReferences(
  document: JsonObject,
  source: Source,
  file: string,
  warn: WarnOfSpec,
  readFile?: (source: Source) => Source,
): { readonly document: JsonObject; readonly source: Source } {
  const copy = structuredClone(document);
  const root: OpenedFile = { path: resolve(file), source: { ...source, value: copy } };
  const locate = createLocator(createOpener(root, readFile));
  const parts = new Map<string, ReferencedPart>();
  const found: FoundReference[] = [];
  const dangling: Dangling[] = [];

  function collect(from: OpenedFile, references: readonly Reference[]): void {
    for (const reference of references) {
      const target = locatedOr(reference, from, locate, dangling);
      if (!target) continue;
      found.push({ ...reference, from, target });
      const key = keyOf(target);
      if (target.opened === root || parts.has(key)) continue;
      parts.set(key, { ...target, name: nameOf(target, parts.size) });
    }
  }

  collect(root, findReferences(copy, [], false));
  // What a part refers to is added behind it, until nothing is new.
  const seen = new Set<JsonObject>(found.map(({ holder }) => holder));
  for (const { opened, pointer, value } of parts.values()) {
    const references = findReferences(value, parsePointer(pointer), true);
    const unseen = references.filter(({ holder }) => !seen.has(holder));
    for (const { holder } of unseen) seen.add(holder);
    collect(opened, unseen);
  }

  dropNames([
    { value: copy, pointer: '', source },
    ...[...parts.values()].map(({ value, pointer, opened }) => ({ value, pointer, source: opened.source })),
  ]);
  for (const { holder, target } of found) {
    const part = parts.get(keyOf(target));
    holder.$ref = toReference(part ? toPointer(['components', KEPT, part.name]) : target.pointer);
  }
  if (dangling.length > 0) settle(dangling, copy, parts, warn);
  for (const { holder, target, isFollowed, from, pointer } of found)
    if (!isFollowed) replace(holder, target, from.source, pointer);
  if (parts.size > 0) keep(copy, [...parts.values()]);
  checkSize(copy, source);
  return { document: copy, source: withParts(root.source, [...parts.values()]) };
}

/** Takes down a reference that leads nowhere; in an extension, it may be anything. */
function locatedOr(
  { holder, pointer, isExtension }: Reference,
  from: OpenedFile,
  locate: ReturnType<typeof createLocator>,
  dangling: Dangling[],
): Located | undefined {
  const reference = String(holder.$ref);
  try {
    return locate(reference, from, pointer);
  } catch (cause) {
    if (!(cause instanceof UnreadableFileError)) throw cause;
    if (isExtension) return undefined;
    const why = /^leads /.test(cause.message) ? ` ${cause.message}` : ` leads nowhere: ${cause.message}`;
    const at = from.source.at(`${pointer}/$ref`);
    const error = new SpecError(`the reference ${reference}${why}`, at, { cause });
    dangling.push({ holder, pointer, from, error, message: `the reference ${reference}${why}`, place: at });
    return undefined;
  }
}

/** Throws for the first that somebody needs; what has the others is left out, or says nothing in their place. */
function settle(
  dangling: readonly Dangling[],
  document: JsonObject,
  parts: ReadonlyMap<string, ReferencedPart>,
  warn: WarnOfSpec,
): void {
  const kept = Object.fromEntries([...parts.values()].map(({ name, value }) => [name, value]));
  const components = { ...(isObject(document.components) ? document.components : {}), [KEPT]: kept };
  const used = usedComponents({ ...document, components });
  for (const { holder, pointer, from, error, message, place } of dangling) {
    const path = parsePointer(pointer);
    const name = path.at(-1) ?? '';
    const around = valueAt(from.source.value, toPointer(path.slice(0, -1)));
    if (DISPENSABLE.includes(path.at(-2) ?? '') && isObject(around) && !path.includes('properties')) {
      delete around[name];
      warn(`${message}; it is left out`, place);
      continue;
    }
    const places =
      from.source.value === document
        ? [componentOf(pointer)]
        : [...parts.values()]
            .filter((one) => one.opened === from && `${pointer}/`.startsWith(`${one.pointer}/`))
            .map((one) => toPointer(['components', KEPT, one.name]));
    if (places.some((one) => one === undefined || used.has(one))) throw error;
    warn(`${message}; nothing uses what it stands in`, place);
    delete holder.$ref;
  }
}

/** The component that a place is in. Security schemes are used by name. */
function componentOf(pointer: string): string | undefined {
  const path = parsePointer(pointer);
  const isOne = path[0] === 'components' && path.length >= 3 && path[1] !== 'securitySchemes';
  return isOne ? toPointer(path.slice(0, 3)) : undefined;
}

/** The keys beside a `$ref` win over those of what it means. */
function replace(holder: JsonObject, { value }: Located, source: Source, pointer: string): void {
  if (!isObject(value))
    throw new SpecError('this reference leads to no object', source.at(`${pointer}/$ref`));
  delete holder.$ref;
  for (const [key, child] of Object.entries(value))
    if (!Object.hasOwn(holder, key))
      Object.defineProperty(holder, key, {
        ...{ value: child, writable: true, enumerable: true, configurable: true },
      });
}

function keep(document: JsonObject, parts: readonly ReferencedPart[]): void {
  const components = isObject(document.components) ? document.components : {};
  const values = Object.fromEntries(parts.map(({ name, value }) => [name, value]));
  document.components = {
    ...components,
    [KEPT]: { ...(components[KEPT] as JsonObject | undefined), ...values },
  };
}

function keyOf({ opened, pointer }: Located): string {
  return `${opened.path}#${pointer}`;
}

/** A name that can stand in a reference as it is. */
function nameOf({ opened, pointer }: Located, index: number): string {
  const last = parsePointer(pointer).at(-1) ?? opened.path.split(/[/\\]/).at(-1) ?? '';
  return `${index + 1}-${last.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 50)}`;
}

/** What was brought in is shown in the file that it came from. */
function withParts(source: Source, parts: readonly ReferencedPart[]): Source {
  const byName = new Map(parts.map((part) => [part.name, part]));
  const texts = [source, ...new Set(parts.map(({ opened }) => opened.source))].flatMap(
    (one) => one.texts ?? [],
  );
  return {
    ...source,
    texts,
    at(pointer) {
      const [first, second, name = '', ...below] = parsePointer(pointer);
      const part = first === 'components' && second === KEPT ? byName.get(name) : undefined;
      return part ? part.opened.source.at(part.pointer + toPointer(below)) : source.at(pointer);
    },
  };
}
