import { SpecError } from '../errors.ts';
import { excerpt } from '../text/excerpt.ts';
import { isObject, type Json, type JsonObject, setMember } from './json.ts';
import { toPointer } from './json-pointer.ts';
import { createOrigins, type Origins } from './origins.ts';
import { countValues, locateTarget, type Path } from './overlay-target.ts';
import type { Source } from './source.ts';

/** Each value that is added is noted with where it came from. */
const MOST_ADDED = 10_000;

/**
 * Applies an OpenAPI Overlay 1.0 to a document and returns the changed copy.
 * An action whose target matches nothing is an error: it was written for another document, or for
 * another version of this one.
 */
export function applyOverlay(document: Json, overlay: Source, origins: Origins = createOrigins()): Json {
  const result = { root: structuredClone(document) };
  let left = MOST_ADDED;
  for (const [index, action] of actionsOf(overlay).entries()) {
    const at = `/actions/${index}`;
    const target = action.target as string;
    const found = locate(result.root, target, overlay, at);
    if (found.length === 0) {
      throw problem(overlay, `${at}/target`, `the target ${excerpt(target)} matches nothing in the document`);
    }
    if (action.remove !== true) left -= found.length * countValues(action.update ?? null);
    if (left < 0)
      throw problem(
        overlay,
        at,
        `the actions up to this one add more than ${MOST_ADDED} values to the document`,
      );
    // From the last to the first, so that removing array items does not move the ones still to do.
    for (const path of found.reverse()) {
      if (action.remove === true) removeAt(result, path, origins);
      else if (action.update !== undefined)
        updateAt(result, path, action.update, { overlay, origins, pointer: `${at}/update` });
    }
  }
  return result.root;
}

function actionsOf(overlay: Source): JsonObject[] {
  const { value } = overlay;
  if (!isObject(value) || typeof value.overlay !== 'string') {
    throw problem(overlay, '', 'this is not an OpenAPI Overlay: it needs `overlay: 1.0.0` at the top');
  }
  if (!/^1\.[01](\.\d+)?$/.test(value.overlay)) {
    throw problem(overlay, '/overlay', `overlay version ${value.overlay} is not known; 1.0.x and 1.1.x are`);
  }
  if (!Array.isArray(value.actions) || value.actions.length === 0) {
    throw problem(overlay, '', 'an overlay needs `actions`, a list with at least one action');
  }
  return value.actions.map((action, index) => {
    if (!isObject(action) || typeof action.target !== 'string') {
      throw problem(overlay, `/actions/${index}`, 'an action needs a `target`, a JSONPath');
    }
    if (action.update === undefined && action.remove !== true) {
      throw problem(overlay, `/actions/${index}`, 'an action needs `update` or `remove: true`');
    }
    return action;
  });
}

function locate(root: Json, target: string, overlay: Source, at: string): Path[] {
  try {
    return locateTarget(root, target);
  } catch (cause) {
    const why = (cause as Error).message;
    const isOurs = /^(is|has|means|would) /.test(why);
    const text = isOurs
      ? `the target ${excerpt(target)} ${why}`
      : `${excerpt(target)} is not a JSONPath: ${why}`;
    throw problem(overlay, `${at}/target`, text);
  }
}

/** Where an update stands, and what is told of it. */
interface Update {
  readonly overlay: Source;
  readonly origins: Origins;
  readonly pointer: string;
}

function updateAt(result: { root: Json }, path: Path, update: Json, from: Update): void {
  const { parent, key, value } = walk(result, path);
  setMember(parent, key, merge(value, update, path.map(String), from));
}

function removeAt(result: { root: Json }, path: Path, origins: Origins): void {
  const { parent, key } = walk(result, path);
  const isItem = Array.isArray(parent);
  if (isItem) parent.splice(Number(key), 1);
  else delete parent[key];
  origins.removed(path.map(String), isItem);
}

function walk(result: { root: Json }, path: Path) {
  let parent = result as unknown as JsonObject;
  let key: string = 'root';
  for (const part of path) {
    parent = parent[key] as JsonObject;
    key = String(part);
  }
  return { parent, key, value: parent[key] as Json };
}

/** Objects are merged, a value appended to an array, anything else replaced: Overlay 1.0, section 4.4.3. */
function merge(old: Json, update: Json, path: readonly string[], from: Update): Json {
  const { overlay, origins, pointer } = from;
  if (Array.isArray(old)) {
    const items = Array.isArray(update) ? update : [update];
    for (const index of items.keys()) {
      const at = Array.isArray(update) ? `${pointer}/${index}` : pointer;
      origins.put([...path, String(old.length + index)], overlay, at);
    }
    return old.concat(structuredClone(items));
  }
  if (!isObject(old) || !isObject(update)) {
    origins.put(path, overlay, pointer);
    return structuredClone(update);
  }
  const merged = { ...old };
  for (const [key, value] of Object.entries(update)) {
    const below = { ...from, pointer: pointer + toPointer([key]) };
    if (Object.hasOwn(old, key))
      setMember(merged, key, merge(old[key] as Json, value, [...path, key], below));
    else {
      origins.put([...path, key], overlay, below.pointer);
      setMember(merged, key, structuredClone(value));
    }
  }
  return merged;
}

function problem(overlay: Source, pointer: string, text: string): SpecError {
  return new SpecError(text, overlay.at(pointer));
}
