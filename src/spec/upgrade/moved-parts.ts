import type { Json, JsonObject } from '../json.ts';
import { fromReference, parsePointer, toPointer, toReference, valueAt } from '../json-pointer.ts';
import type { Source } from '../source.ts';

/** Where the parts of an upgraded document stood before, as far as they stand elsewhere now. */
export interface MovedParts {
  /** A part of the new document was at a pointer of the old one. */
  put<T extends Json>(part: T, before: string): T;
  /** A reference of the new document that names a place of the old one. */
  refer(holder: JsonObject): void;
  /** Where what is at a pointer of the new document stood. */
  before(document: Json, pointer: string): string;
  /** Lets the references name the places of the new document. */
  mend(document: Json): void;
}

export function createMovedParts(): MovedParts {
  const known = new Map<object, string>();
  const holders: JsonObject[] = [];

  function mend(document: Json): void {
    const dangling = holders.filter(({ $ref }) => {
      const pointer = fromReference(String($ref));
      return valueAt(document, pointer) === undefined;
    });
    if (dangling.length === 0) return;
    const places = placesBefore(document, known);
    for (const holder of dangling) {
      const now = places.get(fromReference(String(holder.$ref)));
      if (now !== undefined) holder.$ref = toReference(now);
    }
  }

  return {
    put(part, before) {
      if (typeof part === 'object' && part !== null) known.set(part, before);
      return part;
    },
    refer: (holder) => {
      if (String(holder.$ref).startsWith('#')) holders.push(holder);
    },
    before(document, pointer) {
      let value: Json | undefined = document;
      let at = '';
      for (const part of parsePointer(pointer)) {
        value = valueAt(value, toPointer([part]));
        at = (typeof value === 'object' && value !== null && known.get(value)) || at + toPointer([part]);
      }
      return at;
    },
    mend,
  };
}

/** The pointer in the new document of each part, by where it stood before. */
function placesBefore(document: Json, known: ReadonlyMap<object, string>): Map<string, string> {
  const places = new Map<string, string>();
  const open: { value: Json; now: string; before: string }[] = [{ value: document, now: '', before: '' }];
  for (let one = open.pop(); one; one = open.pop()) {
    const { value, now, before } = one;
    // Of parts that stand in several places the first counts, and of one around another the inner.
    places.set(before, now);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value).reverse()) {
      const part = toPointer([key]);
      const own = typeof child === 'object' && child !== null ? known.get(child) : undefined;
      open.push({ value: child, now: now + part, before: own ?? before + part });
    }
  }
  return places;
}

/** A source whose document was upgraded: what is said of a part names the place where it was written. */
export function withMoved(source: Source, document: Json, moved: MovedParts): Source {
  return { ...source, at: (pointer) => source.at(moved.before(document, pointer)) };
}
