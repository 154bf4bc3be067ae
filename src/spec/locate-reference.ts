import { decodeUri } from '../text/decode-uri.ts';
import { UnreadableFileError } from '../text-file.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { valueAt as jsonValueAt, parsePointer, toPointer } from './json-pointer.ts';
import type { OpenedFile } from './open-referenced.ts';
import { createSchemaNames } from './schema-names.ts';

/** What a reference means: a value that is no reference itself, or one that says more than its `$ref`. */
export interface Located {
  readonly opened: OpenedFile;
  readonly pointer: string;
  readonly value: JsonObject | boolean;
}

/** How often the way to a value may lead through another reference, within which it does so again. */
const MOST_DETOURS = 50;

/**
 * Finds what references mean, through others on the way: a pointer, a file, or a name that a schema has given itself.
 * `pointer` is where the reference stands. The function throws an UnreadableFileError for one that leads nowhere.
 */
export function createLocator(
  open: (from: OpenedFile, address: string) => OpenedFile,
): (reference: string, from: OpenedFile, pointer: string) => Located {
  const known = new Map<string, Located>();
  const names = createSchemaNames();

  /** Goes on until there is no reference left; what each one on the way means is known from then on. */
  function locate(reference: string, from: OpenedFile, pointer: string, detours: number): Located {
    const passed = new Set<string>();
    let next: string | undefined = reference;
    let found: Located = { opened: from, pointer, value: true };
    while (next !== undefined) {
      const place = startOf(next, found.opened, found.pointer);
      const key = `${place.opened.path}#${place.pointer}`;
      if (passed.has(key)) throw new UnreadableFileError('leads back to itself');
      passed.add(key);
      found = known.get(key) ?? valueAt(place.opened, place.pointer, detours);
      next = typeof found.value === 'object' ? soleReference(found.value) : undefined;
    }
    for (const key of passed) known.set(key, found);
    return found;
  }

  /** The file that a reference names, and the pointer in it. */
  function startOf(reference: string, from: OpenedFile, pointer: string): Omit<Located, 'value'> {
    const named = names.find(reference, from, pointer);
    if (named) return named;
    const [address = '', raw = ''] = reference.split(/#(.*)/s);
    const fragment = decodeUri(raw);
    const outer = address === '' ? undefined : names.find(address, from, pointer);
    if (outer && isPointer(fragment)) return { opened: outer.opened, pointer: outer.pointer + fragment };
    const opened = open(from, address);
    if (!isPointer(fragment)) {
      const anchor = address === '' ? undefined : names.find(`#${raw}`, opened, '');
      if (anchor) return anchor;
      throw new UnreadableFileError('leads nowhere');
    }
    // Strictly, a pointer below an `$id` starts there; most who write one mean the document.
    const below = address === '' ? names.around(from, pointer) + fragment : fragment;
    const isBelow = below !== fragment && jsonValueAt(from.source.value, below) !== undefined;
    if (isBelow) return { opened, pointer: below };
    // Strictly, "#/" is the member whose name is empty; most who write it mean the whole file.
    const isWhole = fragment === '/' && member(opened.source.value, '') === undefined;
    return { opened, pointer: isWhole ? '' : fragment };
  }

  /** Where a part of the way is a reference, the way goes on in what that means. */
  function valueAt(opened: OpenedFile, pointer: string, detours: number): Located {
    const direct = jsonValueAt(opened.source.value, pointer);
    if (isObject(direct) || typeof direct === 'boolean') return { opened, pointer, value: direct };
    let at: { opened: OpenedFile; pointer: string; value: Json } = {
      opened,
      pointer: '',
      value: opened.source.value,
    };
    for (const part of parsePointer(pointer)) {
      const reference = isObject(at.value) && !Object.hasOwn(at.value, part) ? at.value.$ref : undefined;
      if (typeof reference === 'string') {
        if (detours >= MOST_DETOURS) throw new UnreadableFileError('leads through too many others');
        at = locate(reference, at.opened, at.pointer, detours + 1);
      }
      const value = member(at.value, part);
      if (value === undefined) throw new UnreadableFileError('leads nowhere');
      at = { opened: at.opened, pointer: at.pointer + toPointer([part]), value };
    }
    const { value } = at;
    if (isObject(value) || typeof value === 'boolean') return { ...at, value };
    throw new UnreadableFileError('leads to something that is no object');
  }

  return (reference, from, pointer) => locate(reference, from, pointer, 0);
}

function isPointer(fragment: string): boolean {
  return fragment === '' || fragment.startsWith('/');
}

function soleReference(value: JsonObject): string | undefined {
  return typeof value.$ref === 'string' && Object.keys(value).length === 1 ? value.$ref : undefined;
}
