import { type Json, type JsonObject, setMember } from './json.ts';
import type { SplitMember } from './split-text.ts';
import type { ValueShape } from './value-shape.ts';

/** The members by their ways down, each in its type. */
export function readMembers(found: readonly SplitMember[], shape: ValueShape, typed: boolean): JsonObject {
  const made: JsonObject = {};
  for (const [name, own] of byFirst(found)) {
    const value = readMember(own, shape.members.get(name) ?? shape.others, typed);
    if (value !== undefined) setMember(made, name, value);
  }
  return made;
}

/** One value by the ways down from it. */
export function readMember(
  found: readonly SplitMember[],
  shape: ValueShape | undefined,
  typed: boolean,
): Json | undefined {
  if (shape?.isList && found.every(([[first = '']]) => /^\d*$/.test(first)))
    return toItems(found).map((own, index) => readMember(own, shape.item(index), typed) ?? '');
  if (found.some(([path]) => path.length > 0))
    return readMembers(found, shape?.isObject ? shape : ANYTHING, typed);
  const [[, text] = [[], '']] = found;
  if (!shape) return found.length > 1 ? found.map(([, one]) => one) : text;
  if (text === '' && !shape.isText) return shape.isNullable ? null : undefined;
  return shape.read(text, typed);
}

/** `tags=a&tags=b`, `tags[]=a` and `tags[0]=a` are items; a name that comes again begins the next: `at[][x]=1&at[][y]=2&at[][x]=3`. */
function toItems(found: readonly SplitMember[]): SplitMember[][] {
  const numbered = new Map<string, SplitMember[]>();
  const items: SplitMember[][] = [];
  let seen = new Set<string>();
  for (const [[first = '', ...rest], text] of found) {
    const own = numbered.get(first);
    if (first !== '' && own) {
      own.push([rest, text]);
      continue;
    }
    const key = rest.join(' ');
    const isSame = first === '' && rest.length > 0 && seen.size > 0 && !seen.has(key);
    seen = isSame ? seen.add(key) : new Set([key]);
    if (isSame) items.at(-1)?.push([rest, text]);
    else items.push([[rest, text]]);
    if (first !== '') numbered.set(first, items.at(-1) as SplitMember[]);
  }
  return items;
}

function byFirst(found: readonly SplitMember[]): Map<string, SplitMember[]> {
  const below = new Map<string, SplitMember[]>();
  for (const [[name = '', ...rest], text] of found) {
    const own = below.get(name) ?? [];
    own.push([rest, text]);
    below.set(name, own);
  }
  return below;
}

const ANYTHING: ValueShape = {
  isText: true,
  isTyped: false,
  isList: false,
  isObject: true,
  isNullable: false,
  read: (text) => text,
  item: () => ANYTHING,
  members: new Map(),
  others: undefined,
};
