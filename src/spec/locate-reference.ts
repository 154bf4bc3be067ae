import { decodeUri } from '../text/decode-uri.ts';
import { UnreadableFileError } from '../text-file.ts';
import { isObject, type Json, type JsonObject, member } from './json.ts';
import { parsePointer, toPointer } from './json-pointer.ts';
import type { OpenedFile } from './open-referenced.ts';

/** What a reference means: a value that is no reference itself, or one that says more than its `$ref`. */
export interface Located {
  readonly opened: OpenedFile;
  readonly pointer: string;
  readonly value: JsonObject | boolean;
}

/** How often the way to a value may lead through another reference, within which it does so again. */
const MOST_DETOURS = 50;

/**
 * Finds what references mean, through others on the way. The function throws an UnreadableFileError for one that
 * leads nowhere, and gives undefined for one that is no pointer (`#name`).
 */
export function createLocator(
  open: (from: OpenedFile, address: string) => OpenedFile,
): (reference: string, from: OpenedFile) => Located | undefined {
  const known = new Map<string, Located>();

  /** Goes on until there is no reference left; what each one on the way means is known from then on. */
  function locate(reference: string, from: OpenedFile, detours: number): Located | undefined {
    const passed = new Set<string>();
    let next: string | undefined = reference;
    let found: Located = { opened: from, pointer: '', value: true };
    while (next !== undefined) {
      const [address = '', fragment = ''] = next.split(/#(.*)/s);
      if (fragment !== '' && !fragment.startsWith('/')) {
        if (address === '') return undefined;
        throw new UnreadableFileError('leads nowhere');
      }
      const opened = open(found.opened, address);
      const key = `${opened.path}#${fragment}`;
      if (passed.has(key)) throw new UnreadableFileError('leads back to itself');
      passed.add(key);
      found = known.get(key) ?? valueAt(opened, decodeUri(fragment), detours);
      next = typeof found.value === 'object' ? soleReference(found.value) : undefined;
    }
    for (const key of passed) known.set(key, found);
    return found;
  }

  /** Where a part of the way is a reference, the way goes on in what that means. */
  function valueAt(opened: OpenedFile, pointer: string, detours: number): Located {
    let at: { opened: OpenedFile; pointer: string; value: Json } = {
      opened,
      pointer: '',
      value: opened.source.value,
    };
    for (const part of parsePointer(pointer)) {
      const reference = isObject(at.value) && !Object.hasOwn(at.value, part) ? at.value.$ref : undefined;
      if (typeof reference === 'string') {
        if (detours >= MOST_DETOURS) throw new UnreadableFileError('leads through too many others');
        at = locate(reference, at.opened, detours + 1) ?? at;
      }
      const value = member(at.value, part);
      if (value === undefined) throw new UnreadableFileError('leads nowhere');
      at = { opened: at.opened, pointer: at.pointer + toPointer([part]), value };
    }
    const { value } = at;
    if (isObject(value) || typeof value === 'boolean') return { ...at, value };
    throw new UnreadableFileError('leads to something that is no object');
  }

  return (reference, from) => locate(reference, from, 0);
}

function soleReference(value: JsonObject): string | undefined {
  return typeof value.$ref === 'string' && Object.keys(value).length === 1 ? value.$ref : undefined;
}
