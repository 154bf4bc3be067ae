import { pathToFileURL } from 'node:url';
import { eachObject } from './find-references.ts';
import type { OpenedFile } from './open-referenced.ts';

/** Where a schema with a name of its own stands. */
interface SelfNamed {
  readonly opened: OpenedFile;
  readonly pointer: string;
}

/** The names that schemas give themselves (JSON Schema 2020-12, 8.2): `$id`, and `$anchor` within the nearest `$id`. */
export interface SchemaNames {
  /** Where the name that a reference says is given; undefined where none is meant. */
  find(reference: string, from: OpenedFile, pointer: string): SelfNamed | undefined;
  /** The pointer of the nearest schema with an `$id` around a place, or the empty one of the file. */
  around(from: OpenedFile, pointer: string): string;
}

/** Looks for names in each file once, when the first reference in it is met. */
export function createSchemaNames(): SchemaNames {
  /** The full name of each schema with an `$id`, by its pointer; that of a file is its URL. */
  const files = new Map<string, ReadonlyMap<string, string>>();
  const places = new Map<string, SelfNamed>();

  function namesOf(opened: OpenedFile): ReadonlyMap<string, string> {
    const known = files.get(opened.path);
    if (known) return known;
    const own = pathToFileURL(opened.path).href;
    const bases = new Map([['', own]]);
    const anchors: [pointer: string, anchor: string][] = [];
    const add = (name: string, pointer: string) => {
      if (!places.has(name)) places.set(name, { opened, pointer });
    };
    eachObject(opened.source.value, [], false, (object, { pointer, isMap }) => {
      if (isMap) return;
      // A document of OpenAPI 3.2 names itself by `$self`.
      const { $id = pointer === '' ? object.$self : undefined, $anchor, $dynamicAnchor } = object;
      // Earlier drafts write an anchor as an `$id` of this form: `#name`.
      const [id, old] = typeof $id === 'string' ? $id.split('#') : [];
      for (const anchor of [old, $anchor, $dynamicAnchor])
        if (typeof anchor === 'string' && anchor !== '') anchors.push([pointer, anchor]);
      const name = id ? inside(id, baseAt(bases, pointer)) : undefined;
      if (name !== undefined) bases.set(pointer, name);
    });
    for (const [pointer, name] of bases) if (name !== own) add(name, pointer);
    for (const [pointer, anchor] of anchors) add(`${baseAt(bases, pointer)}#${anchor}`, pointer);
    // Who is in one schema and means an anchor of another still has only one to mean.
    for (const [pointer, anchor] of anchors) add(`${own}#${anchor}`, pointer);
    files.set(opened.path, bases);
    return bases;
  }

  return {
    find(reference, from, pointer) {
      const bases = namesOf(from);
      if (places.size === 0) return undefined;
      const base = baseAt(bases, pointer);
      const own = bases.get('') as string;
      const full = [base, own].map((one) => inside(reference, one)?.replace(/#$/, ''));
      const name = full.find((one) => one !== undefined && places.has(one));
      return name === undefined ? undefined : places.get(name);
    },
    around(from, pointer) {
      return nearest(namesOf(from), pointer);
    },
  };
}

/** The pointer of the innermost schema with an `$id` that a place is in. */
function nearest(bases: ReadonlyMap<string, string>, pointer: string): string {
  if (bases.size === 1) return '';
  let at = pointer;
  while (!bases.has(at)) at = at.slice(0, at.lastIndexOf('/'));
  return at;
}

function baseAt(bases: ReadonlyMap<string, string>, pointer: string): string {
  return bases.get(nearest(bases, pointer)) as string;
}

/** A name as it is meant within another. */
function inside(name: string, base: string): string | undefined {
  return URL.canParse(name, base) ? new URL(name, base).href : undefined;
}
