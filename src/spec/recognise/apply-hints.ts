import { isObject, type Json, type JsonObject, setMember } from '../json.ts';
import { parsePointer } from '../json-pointer.ts';

/** A copy of a document with what was recognised at its places; what the document says itself wins. What nothing touches is shared with it. */
export function applyHints(document: JsonObject, hints: ReadonlyMap<string, JsonObject>): JsonObject {
  const copied = new Set<Json>();
  const copyOf = (value: Json): JsonObject => {
    if (copied.has(value)) return value as JsonObject;
    const copy = (Array.isArray(value) ? [...value] : { ...(value as JsonObject) }) as JsonObject;
    copied.add(copy);
    return copy;
  };
  const result = copyOf(document);
  for (const [pointer, words] of hints) {
    let node = result;
    for (const part of parsePointer(pointer)) {
      const below = copyOf(node[part] as Json);
      setMember(node, part, below);
      node = below;
    }
    const own = node['x-confab'];
    const hints = words['x-confab'];
    Object.assign(node, { ...words, ...node });
    if (isObject(hints)) node['x-confab'] = { ...hints, ...(isObject(own) && own) };
  }
  return result;
}
