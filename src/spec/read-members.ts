import { type Json, type JsonObject, setMember } from './json.ts';
import type { SplitMember } from './split-text.ts';
import type { ValueShape } from './value-shape.ts';

/** The members by their ways down, each in its type. */
export function readMembers(found: readonly SplitMember[], shape: ValueShape, typed: boolean): JsonObject {
  const below = new Map<string, SplitMember[]>();
  for (const [[name = '', ...rest], text] of found) {
    const own = below.get(name) ?? [];
    own.push([rest, text]);
    below.set(name, own);
  }
  const made: JsonObject = {};
  for (const [name, own] of below) {
    const value = toMember(own, shape.members.get(name) ?? shape.others, typed);
    if (value !== undefined) setMember(made, name, value);
  }
  return made;
}

/** `tags[]=a` and `tags[0]=a` are items, as PHP and Rails write them. */
function toMember(
  found: readonly SplitMember[],
  shape: ValueShape | undefined,
  typed: boolean,
): Json | undefined {
  const texts = found.map(([, text]) => text);
  const isPlain = found.every(([path]) => path.length === 0);
  if (shape?.isList && found.every(([path]) => path.length === 0 || /^\d*$/.test(path[0] ?? '')))
    return texts.map((text, index) => shape.item(index).read(text, typed));
  if (!isPlain) return readMembers(found, shape?.isObject ? shape : ANYTHING, typed);
  const [text = ''] = texts;
  if (!shape) return texts.length > 1 ? texts : text;
  if (text === '' && !shape.isText) return shape.isNullable ? null : undefined;
  return shape.read(text, typed);
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
