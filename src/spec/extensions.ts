import { isObject, type Json } from './json.ts';

interface Extension {
  readonly value: Json;
  /** Where it stands in the document, its own name at the end. */
  readonly path: readonly string[];
}

/** Every `x-…` of that name, or of a name that fits, in a document; those within somebody's data (examples, defaults, …) are none. */
export function* extensionsOf(
  name: string | ((key: string) => boolean),
  value: Json,
  path: readonly string[] = [],
): Generator<Extension> {
  const isMeant = typeof name === 'string' ? (key: string) => key === name : name;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* extensionsOf(name, item, [...path, String(index)]);
  }
  if (!isObject(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (isMeant(key) && !isPropertyName(path)) yield { value: child, path: [...path, key] };
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
