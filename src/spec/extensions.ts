import { isObject, type Json } from './json.ts';

interface Extension {
  readonly value: Json;
  /** Where it stands in the document, its own name at the end. */
  readonly path: readonly string[];
}

/** Every `x-…` of that name in a document; those within somebody's data (examples, defaults, …) are none. */
export function* extensionsOf(name: string, value: Json, path: readonly string[] = []): Generator<Extension> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* extensionsOf(name, item, [...path, String(index)]);
  }
  if (!isObject(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === name && !isPropertyName(path)) yield { value: child, path: [...path, key] };
    else if (!isPayload(key, path)) yield* extensionsOf(name, child, [...path, key]);
  }
}

/** A value that is not part of the document: examples, defaults, enumerations. */
function isPayload(key: string, path: readonly string[]): boolean {
  if (isPropertyName(path) || path[0] === undefined || (path.length === 1 && path[0] === 'components'))
    return false;
  return ['example', 'examples', 'default', 'enum', 'const', 'x-faker'].includes(key);
}

function isPropertyName(path: readonly string[]): boolean {
  return path.at(-1) === 'properties';
}
