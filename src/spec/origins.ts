import { parsePointer, toPointer } from './json-pointer.ts';
import type { Lines, Place } from './source.ts';

/** Which parts of a document came from an overlay. */
export interface Origins {
  /** A value was put at a path, in place of what was there; `pointer` is where it stands in the overlay. */
  put(path: readonly string[], overlay: Lines, pointer: string): void;
  /** What was at a path is gone; behind the item of a list the others move up. */
  removed(path: readonly string[], isItem: boolean): void;
  /** Where the statement at a pointer stands in an overlay; undefined when it is the document's own. */
  at(pointer: string): Place | undefined;
}

interface OverlaidPart {
  readonly path: readonly string[];
  readonly overlay: Lines;
  readonly pointer: string;
}

export function createOrigins(): Origins {
  let known: OverlaidPart[] = [];
  return {
    put(path, overlay, pointer) {
      known = known.filter((one) => !isWithin(one.path, path));
      known.push({ path, overlay, pointer });
    },
    removed(path, isItem) {
      known = known.filter((one) => !isWithin(one.path, path));
      if (isItem) known = known.map((one) => ({ ...one, path: movedUp(one.path, path) }));
    },
    at(pointer) {
      const path = parsePointer(pointer);
      const [nearest] = known
        .filter((one) => isWithin(path, one.path))
        .sort((a, b) => b.path.length - a.path.length);
      if (!nearest) return undefined;
      const below = toPointer(path.slice(nearest.path.length));
      return { ...nearest.overlay.at(nearest.pointer + below), pointer };
    },
  };
}

/** The document with what overlays put into it: each statement is at its own file and line. */
export function withOrigins<T extends Lines>(source: T, origins: Origins): T {
  return { ...source, at: (pointer: string) => origins.at(pointer) ?? source.at(pointer) };
}

function isWithin(path: readonly string[], outer: readonly string[]): boolean {
  return outer.every((name, index) => path[index] === name);
}

/** A path in a list of which an item before it was taken out. */
function movedUp(path: readonly string[], removed: readonly string[]): readonly string[] {
  const last = removed.length - 1;
  if (!isWithin(path, removed.slice(0, last)) || path.length <= last) return path;
  const [own, gone] = [Number(path[last]), Number(removed[last])];
  return own > gone ? [...path.slice(0, last), String(own - 1), ...path.slice(last + 1)] : path;
}
